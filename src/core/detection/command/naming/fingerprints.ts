import type { Assistant } from '../../../catalog/assistant.ts';
import type { Catalog } from '../../../catalog/catalog.ts';
import { packageSources } from '../../../catalog/packageSources.ts';
import { unshared } from '../../../catalog/unshared.ts';
import { atomHash } from './atoms.ts';

/** The catalog's fingerprints, arranged for the look-ups that a command line needs. */
export interface Fingerprints {
	/** By `source:name`, lower case; casks stand with the formulae, as `brew` takes both. */
	readonly byPackage: ReadonlyMap<string, Assistant>;
	/** By a command's name, lower case, the first that bears it. */
	readonly byCommand: ReadonlyMap<string, Assistant>;
	/** By `owner/name` on GitHub, lower case. */
	readonly byRepository: ReadonlyMap<string, Assistant>;
	/** By image without tag, lower case. */
	readonly byImage: ReadonlyMap<string, Assistant>;
	/** Addresses of installers without scheme, lower case. */
	readonly addresses: readonly { readonly address: string; readonly assistant: Assistant }[];
	/** By the domain of a homepage that is named after the assistant. */
	readonly byDomain: ReadonlyMap<string, Assistant>;
	/** npm packages, the longest first, to be found inside paths. */
	readonly npmNames: readonly { readonly name: string; readonly assistant: Assistant }[];
	/** The atoms of which every fingerprint has at least one. */
	readonly telling: ReadonlySet<string>;
	/** Their hashes; see `mayRunAssistant`. */
	readonly atoms: ReadonlySet<number>;
}

const known = new WeakMap<Catalog, Fingerprints>();

/** The fingerprints of `catalog`, computed once for each. */
export function fingerprintsOf(catalog: Catalog): Fingerprints {
	const found = known.get(catalog);
	if (found !== undefined) {
		return found;
	}
	const made = collect(catalog.assistants);
	known.set(catalog, made);
	return made;
}

function collect(assistants: readonly Assistant[]): Fingerprints {
	const byPackage = new Map<string, Assistant>();
	const byCommand = new Map<string, Assistant>();
	const byRepository = new Map<string, Assistant>();
	const byImage = new Map<string, Assistant>();
	const addresses: { address: string; assistant: Assistant }[] = [];
	const npmNames: { name: string; assistant: Assistant }[] = [];
	for (const assistant of assistants) {
		for (const [source, name] of packagesOf(assistant)) {
			setFirst(byPackage, packageKey(source, name), assistant);
			if (source === 'npm') {
				npmNames.push({ name: name.toLowerCase(), assistant });
			}
		}
		for (const command of assistant.commands ?? []) {
			setFirst(byCommand, command.toLowerCase(), assistant);
		}
		for (const repository of assistant.repositories ?? []) {
			setFirst(byRepository, repository.toLowerCase(), assistant);
		}
		for (const image of assistant.images ?? []) {
			setFirst(byImage, image.toLowerCase(), assistant);
		}
		for (const url of assistant.installUrls ?? []) {
			addresses.push({ address: addressOf(url), assistant });
		}
	}
	npmNames.sort((a, b) => b.name.length - a.name.length);
	// One may offer several programs at one host.
	addresses.sort((a, b) => b.address.length - a.address.length);
	const telling = new Set(namesInCommands(assistants).map(distinctAtom));
	const atoms = new Set([...telling].map(atomHash));
	return {
		byPackage,
		byCommand,
		byRepository,
		byImage,
		addresses,
		byDomain: domainsOf(assistants),
		npmNames,
		telling,
		atoms,
	};
}

/** Every name by which a command line can mean one of `assistants`. */
export function namesInCommands(assistants: readonly Assistant[]): readonly string[] {
	const names = assistants.flatMap((assistant) => [
		...(assistant.commands ?? []),
		...(assistant.extensions ?? []),
		...(assistant.repositories ?? []),
		...(assistant.images ?? []),
		...(assistant.installUrls ?? []).map(addressOf),
		...packagesOf(assistant).map(([, name]) => name),
	]);
	// PowerShell takes whole command lines as base64, in which no name can be seen.
	return ['powershell', 'pwsh', ...names];
}

function packagesOf({ packages }: Assistant): readonly (readonly [source: string, name: string])[] {
	return packageSources.flatMap((source) =>
		(packages?.[source] ?? []).map((name) => [source, name] as const),
	);
}

/** The assistant whose program alone has this name. Shorter names than `shortest` characters may be anybody's. */
export function ownerOfCommand(
	{ byCommand }: Fingerprints,
	name: string,
	shortest = 5,
): Assistant | undefined {
	const bearer = name.length >= shortest ? byCommand.get(name.toLowerCase()) : undefined;
	return bearer?.namesakes?.some(({ command }) => command === name.toLowerCase()) === true
		? undefined
		: bearer;
}

/**
 * Domains that have the name of the one assistant whose homepage is there: `kilo.ai` for `kilo-code`. Where several have
 * theirs, it is that of the one that is called like it: `kiro.dev` for `kiro`, and not for `kiro-cli`.
 */
function domainsOf(assistants: readonly Assistant[]): ReadonlyMap<string, Assistant> {
	const alone = unshared(assistants, domainOf);
	const named = unshared(assistants, (one) =>
		domainOf(one).filter((domain) => domain.startsWith(`${one.id}.`)),
	);
	const ofItsName = [...alone].filter(([domain, { id }]) => domain.startsWith(id.split('-', 1)[0] ?? id));
	return new Map([...ofItsName, ...named]);
}

function domainOf({ homepage = '' }: Assistant): readonly string[] {
	const domain = /^https?:\/\/(?:(?:www|docs|code)\.)?([\w-]+\.\w+)(?:\/|$)/.exec(homepage)?.[1];
	return domain === undefined ? [] : [domain];
}

/** An address without scheme, lower case. */
function addressOf(url: string): string {
	return url.replace(/^[a-z]+:\/\/(?:www\.)?/i, '').toLowerCase();
}

/** The key of a package in `byPackage`. */
export function packageKey(source: string, name: string): string {
	const lower = name.toLowerCase();
	switch (source) {
		case 'cask':
			return `brew:${lower}`;
		case 'pypi':
			return `pypi:${lower.replaceAll(/[-_.]+/g, '-')}`;
		default:
			return `${source}:${lower}`;
	}
}

/** Words that say little, as they are in many names and in most texts. */
const commonAtoms = new Set(
	'action agent agents api app application assistant base build chat claude-code cli code command commands config core data desktop dir download downloads editor extension file files ghcr github githubusercontent home general host https install installer json key language library metadata microsoft mode model nightly path project provider raw releases rules sdk server settings shell skills support system token tools types url vscode windows'.split(
		' ',
	),
);

/** Whether a name is one word that says little. */
export function isCommonAtom(name: string): boolean {
	return commonAtoms.has(name);
}

/** The atom that tells most: the longest, as the short ones are in many words. */
export function distinctAtom(text: string): string {
	const atoms = text.toLowerCase().split(/[^a-z0-9]+/);
	const telling = atoms.filter((atom) => !commonAtoms.has(atom));
	const candidates = telling.some((atom) => atom !== '') ? telling : atoms;
	return candidates.reduce((best, atom) => (atom.length > best.length ? atom : best), '');
}

function setFirst(map: Map<string, Assistant>, key: string, assistant: Assistant): void {
	if (!map.has(key)) {
		map.set(key, assistant);
	}
}
