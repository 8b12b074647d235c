import type { AssistantId } from '../catalog/assistant.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { InstalledSignal } from '../detection/installedSignal.ts';

/** A file or folder of an assistant's that lies in the home, as the catalog writes its path. */
export interface Trace {
	readonly assistant: AssistantId;
	readonly path: string;
}

/**
 * What assistants left behind that are not in use. Several assistants share folders (`~/.gemini`): where one that is in
 * use has a path there, nothing is left over. Of paths within each other only the outermost is told.
 */
export function remainsOf(
	catalog: Catalog,
	traces: readonly Trace[],
	inUse: ReadonlySet<AssistantId | null>,
): readonly InstalledSignal[] {
	const used = catalog.assistants
		.filter(({ id }) => inUse.has(id))
		.flatMap(({ configPaths = [] }) => configPaths.map(plain));
	const told: string[] = [];
	const remains: InstalledSignal[] = [];
	for (const { assistant, path } of traces.toSorted((a, b) => a.path.length - b.path.length)) {
		const place = plain(path);
		const taken = [...used, ...told].some((other) => isWithin(place, other) || isWithin(other, place));
		if (!inUse.has(assistant) && !taken) {
			told.push(place);
			remains.push({ kind: 'installed', what: 'remains', name: assistant, path });
		}
	}
	return remains;
}

function isWithin(path: string, folder: string): boolean {
	return path === folder || path.startsWith(`${folder}/`);
}

function plain(path: string): string {
	return path.replaceAll('\\', '/').replace(/\/$/, '').toLowerCase();
}
