import type { AssistantId } from '../catalog/assistant.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { detectExtension } from '../detection/extensionDetector.ts';
import type { Finding } from '../detection/finding.ts';
import { detectInstalled } from '../detection/installedDetector.ts';
import type { InstalledSignal } from '../detection/installedSignal.ts';
import type { ExtensionSignal } from '../detection/signal.ts';
import type { ExtensionEntry } from './extensionFolder.ts';
import { type Trace, remainsOf } from './remains.ts';

/** Everything that was seen on a machine, before it is told what it is. */
export interface Sightings {
	readonly editors: readonly EditorSighting[];
	readonly extensions: readonly ExtensionSighting[];
	readonly programs: readonly InstalledSignal[];
	readonly packages: readonly InstalledSignal[];
	readonly servers: readonly ServerSighting[];
	/** Settings of assistants that lie in the home. */
	readonly traces: readonly Trace[];
}

/** An editor that is used in one place. */
export interface EditorSighting {
	readonly edition: string;
	readonly name: string;
	readonly product: string;
	readonly host: 'local' | 'remote' | 'sandbox';
	/** Its folder of extensions; the home as `~`. */
	readonly path: string;
	/** Names of its profiles besides the default one. */
	readonly profiles: readonly string[];
	/** How many extensions are installed in any profile. */
	readonly extensions: number;
	/** Whether its program was found. */
	readonly present: boolean;
}

export interface ExtensionSighting {
	readonly signal: ExtensionSignal;
	readonly state: ExtensionEntry['state'];
	readonly profiles: readonly string[];
	readonly path: string;
	readonly edition: string;
	readonly host: EditorSighting['host'];
}

export interface ServerSighting {
	readonly signal: InstalledSignal;
	/** Who reads the file: a catalog id or an edition. */
	readonly client: string;
	readonly host: string | undefined;
}

/** A finding, with where it was made. */
export interface InventoryFinding {
	readonly finding: Finding;
	readonly path: string;
	/** The edition and host of an extension. */
	readonly edition?: string | undefined;
	readonly host?: EditorSighting['host'] | undefined;
	readonly profiles?: readonly string[] | undefined;
	readonly state?: ExtensionEntry['state'] | undefined;
}

/** What of the catalog is on a machine. */
export interface Inventory {
	readonly editors: readonly EditorSighting[];
	/** Assistants, installed (`install`) or left over (`leftover`). */
	readonly findings: readonly InventoryFinding[];
	/** Programs under an assistant's name that nothing tells from another of that name: not counted. */
	readonly unidentified: readonly InventoryFinding[];
	/** All MCP servers that are configured; those that are assistants are findings too. */
	readonly servers: readonly ServerSighting[];
}

/** Tells what was seen: the assistants that are installed, what others left over, and what only shares a name. */
export function takeStock(catalog: Catalog, seen: Sightings): Inventory {
	const extensions = seen.extensions.flatMap((sighting) => ofExtension(catalog, sighting));
	const programs = seen.programs.flatMap((signal) => ofInstalled(catalog, signal));
	const packages = seen.packages
		.filter((signal) => !seen.programs.some((program) => brings(signal, program)))
		.flatMap((signal) => ofInstalled(catalog, signal));
	const servers = seen.servers.flatMap(({ signal }) => ofInstalled(catalog, signal));
	const editors = seen.editors
		.filter(firstOfFolder)
		.flatMap((editor) => ofInstalled(catalog, editorSignal(editor)));
	const all = [...editors, ...extensions, ...programs, ...packages, ...servers];
	const found = all.filter(({ finding }) => finding.certainty !== 'possible');
	const inUse = new Set(
		found.flatMap(({ finding: { use, assistant } }) => (use === 'install' ? [assistant] : [])),
	);
	const named = new Set(found.map(({ finding }) => finding.signal).map(nameOf));
	const unidentified = all
		.filter(({ finding }) => finding.certainty === 'possible' && finding.use === 'install')
		.filter(({ finding }) => !named.has(nameOf(finding.signal)));
	const remains = remainsOf(catalog, seen.traces, inUse).flatMap((signal) => ofInstalled(catalog, signal));
	return {
		editors: seen.editors,
		findings: [...found, ...remains],
		unidentified,
		servers: seen.servers,
	};

	function firstOfFolder(editor: EditorSighting, index: number): boolean {
		return (
			seen.editors.findIndex(
				({ product, path }) => product === editor.product && path === editor.path,
			) === index
		);
	}
}

function ofExtension(
	catalog: Catalog,
	{ signal, state, profiles, path, edition, host }: ExtensionSighting,
): readonly InventoryFinding[] {
	// What only says that it is about AI, or brings others in, is no assistant; those that it brings lie there too.
	const told = detectExtension(catalog, signal).filter(({ certainty }) => certainty !== 'possible');
	return told.map((finding) => ({
		finding: state === 'installed' ? finding : { ...finding, use: 'leftover' },
		path,
		edition,
		host,
		profiles,
		state,
	}));
}

function ofInstalled(catalog: Catalog, signal: InstalledSignal): readonly InventoryFinding[] {
	return detectInstalled(catalog, signal).map((finding) => ({ finding, path: signal.path }));
}

function editorSignal({ product, path, present }: EditorSighting): InstalledSignal {
	return { kind: 'installed', what: 'editor', name: product, path, present };
}

/** Whether a program comes from this package, which then need not be told twice. */
function brings(signal: InstalledSignal, program: InstalledSignal): boolean {
	return (signal.packages ?? []).some((one) =>
		program.packages?.some(({ source, name }) => source === one.source && name === one.name),
	);
}

function nameOf(signal: Finding['signal']): AssistantId | undefined {
	return signal.kind === 'installed' && signal.what === 'program' ? signal.name : undefined;
}
