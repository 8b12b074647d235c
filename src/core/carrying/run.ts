import type { Assistant } from '../catalog/assistant.ts';
import type { Reads } from '../catalog/reads.ts';
import { type Draft, draftOf } from './draft.ts';
import type { CarryItem, CarryKind, CarryOutcome, FoundFiles, StayReason } from './item.ts';
import { matchPlace, type PlaceMatch } from './place.ts';

/** What is planned for one place, as it grows. */
export interface CarryRun {
	/** The assistants that may be left, in the order of the catalog, with what they read. */
	readonly sources: readonly { readonly assistant: Assistant; readonly reads: Reads }[];
	/** What the next assistant reads. */
	readonly target: Reads;
	readonly files: FoundFiles;
	/** Reads TOML; `undefined` where it is none. */
	readonly parseToml: (text: string) => unknown;
	/** Whether a thing is to be carried, by its id. */
	readonly wants: (id: string) => boolean;
	/** What is written, by path. */
	readonly drafts: Map<string, Draft>;
	readonly items: CarryItem[];
}

/** What is known of a thing before it is known what becomes of it. */
export type Thing = Omit<CarryItem, 'outcome' | 'notes'>;

/** A file that somebody's assistant reads, and by which of its places. */
export interface FoundSource<P> {
	readonly thing: Thing;
	readonly place: P;
	readonly match: PlaceMatch;
}

/** The files that the assistants read which may be left, each once: it belongs to the first in the catalog. */
export function findSources<P extends { readonly path: string; readonly nested?: true | undefined }>(
	{ sources, files }: CarryRun,
	kind: CarryKind,
	placesOf: (reads: Reads) => readonly P[] | undefined,
): readonly FoundSource<P>[] {
	const paths = [...files.keys()].toSorted();
	const found = new Map<string, FoundSource<P>>();
	for (const { assistant, reads } of sources) {
		for (const place of placesOf(reads) ?? []) {
			for (const { source, match } of matching(paths, place)) {
				const thing: Thing = { id: `${kind}:${source}`, kind, assistant: assistant.id, source };
				found.set(source, found.get(source) ?? { thing, place, match });
			}
		}
	}
	return [...found.values()];
}

function matching(
	paths: readonly string[],
	{ path, nested }: { readonly path: string; readonly nested?: true | undefined },
): readonly { readonly source: string; readonly match: PlaceMatch }[] {
	return paths.flatMap((source) => {
		const match = matchPlace(path, source, nested);
		return match === undefined ? [] : [{ source, match }];
	});
}

/** What a file says that is to be carried; or why it stays, whatever it says. */
export function readSource(
	{ files }: CarryRun,
	path: string,
): { readonly text: string } | { readonly reason: StayReason } {
	const file = files.get(path);
	if (file === undefined || 'problem' in file) {
		return { reason: file?.problem ?? 'unreadable' };
	}
	// In a project a link may lead anywhere on the machine. A home is its owner's.
	return file.link === true && !path.startsWith('~/') ? { reason: 'link' } : { text: file.text };
}

/** The text that a file has by now; or why nothing can be put into it. */
export function openDraft(
	{ drafts, files }: CarryRun,
	path: string,
): { readonly draft: Draft } | { readonly reason: StayReason } {
	const drafted = drafts.get(path);
	if (drafted !== undefined) {
		return { draft: drafted };
	}
	const file = files.get(path);
	if (file === undefined) {
		return { draft: draftOf(undefined) };
	}
	if ('problem' in file) {
		return { reason: 'targetNotUnderstood' };
	}
	return file.link === true && !path.startsWith('~/') ? { reason: 'link' } : { draft: draftOf(file.text) };
}

/** Whether two places are both in the home, or both in the project. */
export function sameSide(a: string, b: string): boolean {
	return a.startsWith('~/') === b.startsWith('~/');
}

export function stays(reason: StayReason, target?: string): CarryOutcome {
	return { state: 'stays', reason, ...(target === undefined ? {} : { target }) };
}
