import { addToHash, atomHash, lowered } from '../../command/naming/atoms.ts';
import type { FoundWord } from './words.ts';

/** What stands before and behind an atom in a name, as hashes of atoms, the nearest first. */
interface Surroundings {
	readonly before: readonly number[];
	readonly behind: readonly number[];
}

/**
 * Names by each of their atoms, as hashes. An atom such as `command`, which is in most texts, is worth a look only where
 * all of `command-code` stands.
 */
export type WholeNames = ReadonlyMap<number, readonly Surroundings[]>;

/** The names that the words of `texts` are, whatever parts their atoms. */
export function wholeNamesOf(texts: readonly string[]): WholeNames {
	const names = new Map<number, Surroundings[]>();
	const alone = new Set<number>();
	for (const name of texts.flatMap((text) => text.split(/\s+/))) {
		const atoms = (name.toLowerCase().match(/[a-z0-9]+/g) ?? []).map(atomHash);
		for (const [at, atom] of atoms.entries()) {
			const surroundings = { before: atoms.slice(0, at).toReversed(), behind: atoms.slice(at + 1) };
			const others = names.get(atom) ?? [];
			others.push(surroundings);
			names.set(atom, others);
			if (atoms.length === 1) {
				alone.add(atom);
			}
		}
	}
	// What is a name by itself need not be compared with others.
	alone.forEach((atom) => names.set(atom, [{ before: [], behind: [] }]));
	return names;
}

/** Whether a word of a text is part of one of the names, and all of that is there. */
export function isInWholeName(
	names: WholeNames,
	text: string | Uint8Array,
	{ hash, from, to }: FoundWord,
): boolean {
	// Loops, as functions within would be made anew for each word.
	for (const { before, behind } of names.get(hash) ?? []) {
		if (standBehind(text, to, behind) && standBefore(text, from, before)) {
			return true;
		}
	}
	return false;
}

function standBehind(text: string | Uint8Array, from: number, atoms: readonly number[]): boolean {
	let at = from;
	for (const atom of atoms) {
		while (at < text.length && loweredAt(text, at) === 0) {
			at += 1;
		}
		let hash = 0;
		for (let lower = loweredAt(text, at); lower > 0; lower = loweredAt(text, at)) {
			hash = addToHash(hash, lower);
			at += 1;
		}
		if (hash !== atom) {
			return false;
		}
	}
	return true;
}

function standBefore(text: string | Uint8Array, to: number, atoms: readonly number[]): boolean {
	let end = to;
	for (const atom of atoms) {
		while (end > 0 && loweredAt(text, end - 1) === 0) {
			end -= 1;
		}
		let at = end;
		while (loweredAt(text, at - 1) > 0) {
			at -= 1;
		}
		let hash = 0;
		for (let place = at; place < end; place += 1) {
			hash = addToHash(hash, loweredAt(text, place));
		}
		if (hash !== atom) {
			return false;
		}
		end = at;
	}
	return true;
}

/** The letter or digit at a place in lower case, and 0 for what parts them. */
function loweredAt(text: string | Uint8Array, at: number): number {
	const code = (typeof text === 'string' ? text.charCodeAt(at) : text[at]) ?? 0;
	return code < 128 ? (lowered[code] ?? 0) : 0;
}
