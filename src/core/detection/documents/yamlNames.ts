import { matchPackage, matchRepository, type PackageMatch } from '../command/packages.ts';
import { type Draft, type Match, matchExtension } from './draft.ts';
import { matchAction, matchImageText } from './matchAddress.ts';
import type { ReferenceRole } from './reference.ts';

/** A key whose value names something. */
interface NamingKey {
	readonly role: ReferenceRole;
	readonly match: (draft: Draft, text: string) => Match | PackageMatch | undefined;
	/** Its value is a list, whose items name it. */
	readonly ofItems?: boolean;
	/** The item that it begins is there for nothing else. */
	readonly ofEntry?: boolean;
}

const ofPypi: NamingKey = {
	role: 'dependency',
	// conda writes `channel::name=1.0`.
	match: ({ fingerprints }, text) => matchPackage(fingerprints, 'pypi', text.replace(/^[\w-]+::/, '')),
	ofItems: true,
	ofEntry: true,
};
/** The assistant that carries out a workflow which is written in prose, by its command (GitHub Agentic Workflows). */
const ofEngine: NamingKey = {
	role: 'run',
	match: ({ catalog }, text) => {
		const [assistant, ...others] = catalog.byCommand.get(text) ?? [];
		return assistant === undefined || others.length > 0
			? undefined
			: { assistant, certainty: 'likely', fingerprint: 'command' };
	},
};
const ofImage: NamingKey = { role: 'run', match: matchImageText };
const ofShortRepository: NamingKey = {
	role: 'install',
	match: ({ fingerprints }, text) => matchRepository(fingerprints, 'gh', text.replace(/@.*$/, '')),
	ofEntry: true,
};
const namingKeys: Readonly<Record<string, NamingKey>> = {
	uses: { role: 'run', match: matchAction, ofEntry: true },
	image: ofImage,
	container: ofImage,
	services: { ...ofImage, ofItems: true, ofEntry: true },
	pipe: ofImage,
	repo: {
		role: 'install',
		match: ({ fingerprints }, text) => matchRepository(fingerprints, undefined, text),
		ofEntry: true,
	},
	extensions: { role: 'extension', match: matchExtension, ofItems: true, ofEntry: true },
	dependencies: ofPypi,
	pip: ofPypi,
	additional_dependencies: {
		...ofPypi,
		// Only npm puts the version behind an `@` at once.
		match: (draft, text) =>
			(/[^ ]@\d/.test(text) ? undefined : ofPypi.match(draft, text)) ??
			matchPackage(draft.fingerprints, 'npm', text),
	},
};

/** What the value under these keys names, where it names something. */
export function namingKeyOf(file: string, path: readonly string[]): NamingKey | undefined {
	const key = path.at(-1) ?? '';
	const parent = path.at(-2) ?? '';
	if (file.endsWith('.md') && /^engine(?: id)?$/.test(path.join(' '))) {
		return ofEngine;
	}
	if (key === 'name' && /^(?:image|services|steps)$/.test(parent)) {
		return parent === 'steps' && !file.includes('cloudbuild') ? undefined : ofImage;
	}
	if (key === 'name' && parent === 'packages') {
		return ofShortRepository;
	}
	return Object.hasOwn(namingKeys, key) ? namingKeys[key] : undefined;
}
