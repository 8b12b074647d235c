import type { Assistant, AssistantId } from '../catalog/assistant.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { fingerprintsOf } from './command/naming/fingerprints.ts';
import { matchPackage } from './command/naming/packages.ts';
import type { Certainty, Evidence, Finding } from './finding.ts';
import type { InstalledSignal } from './installedSignal.ts';

/**
 * Finds the assistant that something on the disk is. A program is told by the package it belongs to, by the folder it
 * lies in, and by what its script names; a package of another maker says that it is a namesake. Where only its name
 * speaks, the finding is `possible`.
 */
export function detectInstalled(catalog: Catalog, signal: InstalledSignal): readonly Finding[] {
	switch (signal.what) {
		case 'program':
			return detectProgram(catalog, signal);
		case 'package':
			return detectByPackages(catalog, signal) ?? [];
		case 'mcpServer':
			return detectServer(catalog, signal);
		case 'editor': {
			const known = catalog.byId.get(signal.name);
			const certainty = signal.present === true ? 'certain' : 'likely';
			return known === undefined ? [] : [found(signal, known, certainty, pathEvidence(signal))];
		}
		case 'remains': {
			const known = catalog.byId.get(signal.name);
			return known === undefined ? [] : [found(signal, known, 'likely', pathEvidence(signal))];
		}
	}
}

function detectProgram(catalog: Catalog, signal: InstalledSignal): readonly Finding[] {
	const byPackages = detectByPackages(catalog, signal);
	if (byPackages !== undefined) {
		return byPackages;
	}
	const bearers = catalog.byCommand.get(signal.name.toLowerCase()) ?? [];
	const owner = bearers.find((assistant) => liesInFolderOf(assistant, signal));
	if (owner !== undefined) {
		return [found(signal, owner, 'certain', pathEvidence(signal))];
	}
	const first = bearers.find(({ id }) => signal.marks?.includes(id)) ?? bearers[0];
	if (first === undefined) {
		return [];
	}
	const certainty = signal.marks?.includes(first.id) === true ? 'likely' : byNameAlone(first, signal);
	const evidence: Evidence = { fingerprint: 'command', value: signal.name };
	return [found(signal, first, certainty, evidence)];
}

/** The finding that its packages give; none where they are another's; `undefined` where it has none. */
function detectByPackages(catalog: Catalog, signal: InstalledSignal): readonly Finding[] | undefined {
	const packages = signal.packages ?? [];
	for (const reference of packages) {
		const assistant = matchPackage(fingerprintsOf(catalog), reference.source, reference.name)?.assistant;
		if (assistant !== undefined) {
			return [found(signal, assistant, 'certain', { fingerprint: 'package', value: reference.name })];
		}
	}
	return packages.length === 0 ? undefined : [];
}

function detectServer(catalog: Catalog, signal: InstalledSignal): readonly Finding[] {
	const byPackages = detectByPackages(catalog, signal);
	if (byPackages !== undefined) {
		return byPackages;
	}
	const bearer = catalog.byCommand.get(signal.command?.toLowerCase() ?? '')?.[0];
	return bearer === undefined || isShared(bearer, signal.command ?? '')
		? []
		: [found(signal, bearer, 'likely', { fingerprint: 'command', value: signal.command ?? '' })];
}

/** How sure the name alone makes it: a text file under an assistant's name may be anybody's. */
function byNameAlone(assistant: Assistant, { name, form, path, settings }: InstalledSignal): Certainty {
	if (form === 'script') {
		return 'possible';
	}
	const namesakes = assistant.namesakes?.filter(({ command }) => command === name.toLowerCase()) ?? [];
	if (namesakes.length === 0) {
		return 'likely';
	}
	const usual = namesakes.every(({ usually }) => usually === 'assistant');
	const expected = namesakes.every(({ usually }) => usually !== 'other') && isListedPath(assistant, path);
	return settings?.includes(assistant.id) === true && (usual || expected) ? 'likely' : 'possible';
}

function isShared(assistant: Assistant, command: string): boolean {
	return assistant.namesakes?.some((namesake) => namesake.command === command.toLowerCase()) === true;
}

function isListedPath(assistant: Assistant, path: string): boolean {
	return assistant.binaryPaths?.some((listed) => listed.toLowerCase() === path.toLowerCase()) === true;
}

/** Folders in which anybody puts programs. */
const sharedFolders = new Set(['~', '~/.local', '~/.local/bin', '~/bin', '~/.config', 'node_modules/.bin']);
const programFolder =
	/(?:^|\/)(?:usr\/(?:local\/)?(?:share|lib|libexec)|opt|applications|programs|\.local\/(?:share|lib|opt))\/([^/]+?)(?:\.app)?\//;

/** Whether the file lies in a folder that only this assistant has. */
function liesInFolderOf(assistant: Assistant, { name, path, target }: InstalledSignal): boolean {
	const places = [path, target ?? path].map((place) => place.toLowerCase());
	if (ownFolders(assistant).some((folder) => places.some((place) => place.startsWith(`${folder}/`)))) {
		return true;
	}
	if (isShared(assistant, name)) {
		return false;
	}
	const names = [name, assistant.name, assistant.id].map(bare);
	return places.some((place) => {
		const folder = programFolder.exec(place)?.[1];
		return (
			(folder !== undefined && names.includes(bare(folder))) ||
			place.startsWith(`~/.${name.toLowerCase()}/`)
		);
	});
}

/** The folders of an assistant's own, lower case, with the home as `~`. */
export function ownFolders(assistant: Assistant): readonly string[] {
	const known = ownFoldersOf.get(assistant);
	if (known !== undefined) {
		return known;
	}
	const binaries = (assistant.binaryPaths ?? []).map((path) => path.slice(0, path.lastIndexOf('/')));
	const folders = [...binaries, ...(assistant.configPaths ?? [])]
		.filter((path) => /^~\/[^*%]+$/.test(path) && !/\.\w+$/.test(path.replace(/^~\/\./, '')))
		.map((path) => path.replace(/\/$/, '').toLowerCase())
		.filter((path) => !sharedFolders.has(path));
	ownFoldersOf.set(assistant, folders);
	return folders;
}

const ownFoldersOf = new WeakMap<Assistant, readonly string[]>();

function bare(name: string): string {
	return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

function pathEvidence({ path }: InstalledSignal): Evidence {
	return { fingerprint: 'path', value: path };
}

/** A link to nothing, and what an assistant left behind, are no use of it. */
function found(
	signal: InstalledSignal,
	{ id }: { readonly id: AssistantId },
	certainty: Certainty,
	evidence: Evidence,
): Finding {
	const use = signal.form === 'gone' || signal.what === 'remains' ? 'leftover' : 'install';
	return { signal, assistant: id, use, certainty, evidence: [evidence] };
}
