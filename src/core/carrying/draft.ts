/** A run of characters that was put into a text: where it begins in the new text, and how long it is (UTF-16 units). */
export interface Inserted {
	readonly start: number;
	readonly length: number;
}

/** A text as it becomes. Nothing of what was there can be changed or taken away: the one thing to do is to insert. */
export interface Draft {
	/** The text that is there now; `undefined` where there is no file. */
	readonly before: string | undefined;
	readonly text: string;
	/** In order, apart from each other. */
	readonly inserted: readonly Inserted[];
}

export function draftOf(before: string | undefined): Draft {
	return { before, text: before ?? '', inserted: [] };
}

/** The draft with `piece` put in at `offset` of its text. */
export function insert(draft: Draft, offset: number, piece: string): Draft {
	const { length } = piece;
	const moved = draft.inserted.map(({ start, length: size }): Inserted => {
		if (offset <= start) {
			return { start: start + length, length: size };
		}
		return offset < start + size ? { start, length: size + length } : { start, length: size };
	});
	const isWithin = draft.inserted.some(
		({ start, length: size }) => offset > start && offset < start + size,
	);
	const runs = isWithin ? moved : [...moved, { start: offset, length }];
	return {
		before: draft.before,
		text: draft.text.slice(0, offset) + piece + draft.text.slice(offset),
		inserted: joined(runs.filter((run) => run.length > 0).toSorted((a, b) => a.start - b.start)),
	};
}

/** The draft with a block at its end, a blank line apart from what is there, in the line endings of what is there. */
export function append(draft: Draft, block: string, between = '\n\n'): Draft {
	const newline = newlineOf(draft.text);
	const { text } = draft;
	const isBlank = text.replace(byteOrderMark, '').trim() === '';
	// A line of blanks has to end before something new begins; otherwise a new file begins with the block.
	const wanted = isBlank ? (/[ \t]$/.test(text) ? 1 : 0) : between.length;
	const present = Math.min(/(?:\r?\n)*$/.exec(text)?.[0].replaceAll('\r', '').length ?? 0, wanted);
	const piece = `${'\n'.repeat(wanted - present)}${block}`.replaceAll('\n', newline);
	return insert(draft, text.length, piece);
}

/** What `text` was before `inserted` was put into it. */
export function takeOut(text: string, inserted: readonly Inserted[]): string {
	return inserted
		.toReversed()
		.reduce((rest, { start, length }) => rest.slice(0, start) + rest.slice(start + length), text);
}

/** A file may begin with it; it is no part of what the file says. */
const byteOrderMark = /^\uFEFF/;

/**
 * What a file says: without byte order marks, which stand anywhere where files were put together, with `\n` at the end of
 * each line.
 */
export function plainText(text: string): string {
	return text.replaceAll('\uFEFF', '').replaceAll('\r\n', '\n');
}

/** How the lines of a text end. */
export function newlineOf(text: string): '\n' | '\r\n' {
	return /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n';
}

function joined(runs: readonly Inserted[]): readonly Inserted[] {
	const all: Inserted[] = [];
	for (const run of runs) {
		const last = all.at(-1);
		if (last !== undefined && last.start + last.length === run.start) {
			all[all.length - 1] = { start: last.start, length: last.length + run.length };
		} else {
			all.push(run);
		}
	}
	return all;
}
