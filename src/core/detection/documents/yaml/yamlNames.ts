import { matchPackage, matchRepository, type PackageMatch } from '../../command/naming/packages.ts';
import { type Draft, type Match, matchExtension } from '../draft.ts';
import { matchAction, matchImageText } from '../naming/matchAddress.ts';
import { packagesOf } from '../naming/packageKinds.ts';
import type { ReferenceRole } from '../reference.ts';

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
/** The assistant that another program is told to work with: `agent: codex`, `provider: claude-cli`. */
const ofAgent: NamingKey = {
	role: 'config',
	match: ({ names: { byOwnName } }, text) => {
		const name = text.toLowerCase();
		const assistant = byOwnName.get(name) ?? byOwnName.get(name.replace(/-cli$/, ''));
		return assistant?.kinds.includes('cli') === true
			? { assistant, certainty: 'likely', fingerprint: 'command' }
			: undefined;
	},
};
const ofImage: NamingKey = { role: 'run', match: matchImageText };
const ofShortRepository: NamingKey = {
	role: 'install',
	match: ({ fingerprints }, text) => matchRepository(fingerprints, 'gh', text.replace(/@.*$/, '')),
	ofEntry: true,
};
const namingKeys: ReadonlyMap<string, NamingKey> = new Map(
	Object.entries({
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
		agent: ofAgent,
		agent_cli: ofAgent,
		agentCli: ofAgent,
		coding_agent: ofAgent,
		harness: ofAgent,
		runner: ofAgent,
		provider: ofAgent,
		executable: ofAgent,
		dependencies: ofPypi,
		pip: ofPypi,
		additional_dependencies: {
			...ofPypi,
			// Only npm puts the version behind an `@` at once.
			match: (draft, text) =>
				(/[^ ]@\d/.test(text) ? undefined : ofPypi.match(draft, text)) ??
				matchPackage(draft.fingerprints, 'npm', text),
		},
	}),
);

/** The last key, without what stands in front of Ansible's modules: `ansible.builtin.shell`. */
export function nameOf(path: readonly string[]): string {
	return /[^.]*$/.exec(path.at(-1) ?? '')?.[0] ?? '';
}

/** Ansible's modules for packages. */
const packageModule = /^(?:npm|pip|pipx|pnpm|bun|homebrew|homebrew_cask|cargo)$/;
/** What playbooks call their lists of packages: `npm_global_packages`, `homebrew_casks`. */
const packageList = /_(?:packages|casks|formulae|apps)$/;

/** `community.general.npm: {name: x}`, `npm: name=x`, and lists that are called after a kind of packages. */
function ofPackages(path: readonly string[]): NamingKey | undefined {
	const list = path.at(-1) === 'name' ? nameOf(path.slice(0, -1)) : nameOf(path);
	const source = packageModule.test(list) || packageList.test(list) ? packagesOf(list) : undefined;
	return (
		source && {
			role: 'install',
			match: ({ fingerprints }, text) =>
				matchPackage(fingerprints, source, /(?:^|\s)name=(\S+)/.exec(text)?.[1] ?? text),
			ofEntry: true,
		}
	);
}

/** The same by the key above as well. */
const namingPairs: ReadonlyMap<string, NamingKey> = new Map(
	Object.entries({
		'image name': ofImage,
		'agents id': ofAgent,
		'runners id': ofAgent,
		'image repository': ofImage,
		'services name': ofImage,
		'packages name': ofShortRepository,
		'requirements run': ofPypi,
		'requirements host': ofPypi,
	}),
);

/** What the value under these keys names, where it names something. */
export function namingKeyOf(file: string, path: readonly string[]): NamingKey | undefined {
	const key = path.at(-1) ?? '';
	const pair = path.slice(-2).join(' ');
	if (file.endsWith('.md') && /^engine(?: id)?$/.test(path.join(' '))) {
		return ofEngine;
	}
	if (path.length === 0 && /(?:^|\/)environment[\w.-]*\.ya?ml$/.test(file)) {
		return ofPypi;
	}
	if (pair === 'steps name' && file.includes('cloudbuild')) {
		return ofImage;
	}
	return (
		namingPairs.get(pair) ??
		namingKeys.get(key.endsWith('_extensions') ? 'extensions' : key) ??
		ofPackages(path)
	);
}
