/**
 * By what a searched word may be recognised in bytes: bits for the kinds of four characters in a row. A text is looked at
 * in steps of four, so for each word there are windows for each of four ways in which it can lie across the steps.
 */
export interface Windows {
	/** What one of the steps sees of each word. */
	readonly steps: Uint8Array;
	/** What is seen of it two characters before that step, or behind it: hardly a step that has no word has both. */
	readonly beside: Uint8Array;
}

/** How many bytes a step is. */
export const windowSize = 4;
const kinds = 37;
const pairKinds = kinds * kinds;

/** The windows of `words`, which are of lower-case ASCII letters and digits. */
export function windowsOf(words: Iterable<string>): Windows {
	const steps = new Uint8Array((pairKinds * pairKinds) / 8 + 1);
	const beside = new Uint8Array(steps.length);
	for (const word of words) {
		for (let shift = 0; shift < windowSize; shift += 1) {
			const text = `${'?'.repeat(shift)} ${word} `;
			const starts = Array.from(
				{ length: Math.ceil(text.length / windowSize) },
				(_, at) => at * windowSize,
			);
			const start = rarestAt(text, starts);
			setBits(steps, keysOf(pieceOf(text, start)));
			setBits(beside, keysOf(pieceOf(text, rarestAt(text, [start - 2, start + 2]))));
		}
	}
	return { steps, beside };
}

function setBits(bits: Uint8Array, keys: readonly number[]): void {
	for (const key of keys) {
		bits[key >> 3] = (bits[key >> 3] ?? 0) | (1 << (key & 7));
	}
}

function hasBit(bits: Uint8Array, key: number): boolean {
	return (((bits[key >> 3] ?? 0) >> (key & 7)) & 1) === 1;
}

/**
 * Whether `found` holds for a part of `bytes` that a searched word may touch: four of them, or as many as there are, from
 * the place that it is given. It is called for all such parts. This takes a small part of the time of a look at each word.
 */
export function passesOf(windows: Windows, bytes: Uint8Array, found: (first: number) => boolean): boolean {
	const { buffer, byteOffset, length } = bytes;
	if (byteOffset % 2 !== 0) {
		return passesOf(windows, bytes.slice(), found);
	}
	const pairs = new Uint16Array(buffer, byteOffset, length >> 1);
	const end = pairs.length - (pairs.length % 2);
	for (let at = nextStep(windows, pairs, 0); at < end; at = nextStep(windows, pairs, at + 2)) {
		if (found(at * 2)) {
			return true;
		}
	}
	// At the edges no character parts a word from others, and the last step is not whole.
	return length > 0 && (found(0) || found(Math.max(0, end * 2 - 1)));
}

/** The first step from `from` on that a searched word may touch. Alone in its loop, as nothing else takes as much time. */
function nextStep({ steps, beside }: Windows, pairs: Uint16Array, from: number): number {
	let at = from;
	for (; at < pairs.length - 1; at += 2) {
		const key = (kindOfPair[pairs[at] ?? 0] ?? 0) * pairKinds + (kindOfPair[pairs[at + 1] ?? 0] ?? 0);
		if (hasBit(steps, key) && isBeside(beside, pairs, at)) {
			return at;
		}
	}
	return at;
}

/** Whether something of a word is seen two bytes before the step at `at`, or behind it. */
function isBeside(beside: Uint8Array, pairs: Uint16Array, at: number): boolean {
	return (
		hasBit(beside, kindsAt(pairs, at - 1) * pairKinds + kindsAt(pairs, at)) ||
		hasBit(beside, kindsAt(pairs, at + 1) * pairKinds + kindsAt(pairs, at + 2))
	);
}

/** The kinds of two bytes; beyond the edges there is what parts words. */
function kindsAt(pairs: Uint16Array, at: number): number {
	return at >= 0 && at < pairs.length ? (kindOfPair[pairs[at] ?? 0] ?? 0) : 0;
}

/** What a step that begins at `start` sees of a text; `?` stands for any character. */
function pieceOf(text: string, start: number): string {
	const before = '?'.repeat(Math.max(0, -start));
	return `${before}${text.slice(Math.max(0, start), start + windowSize)}`.padEnd(windowSize, '?');
}

/** From which of `starts` on a step sees what other texts hardly have. */
function rarestAt(text: string, starts: readonly number[]): number {
	const shares = starts.map((start) =>
		pieceOf(text, start)
			.split('')
			.reduce((share, character) => share * shareOf(character), 1),
	);
	return starts[shares.indexOf(Math.min(...shares))] ?? 0;
}

/** How many of the characters of English text and code are this one, roughly. */
function shareOf(character: string): number {
	return character === '?' ? 1 : (shares.get(character) ?? 0.005);
}

const shares = new Map<string, number>([
	[' ', 0.25],
	['e', 0.1],
	...'taonisr'.split('').map((letter) => [letter, 0.06] as const),
	...'lcdpum'.split('').map((letter) => [letter, 0.03] as const),
	...'hgfybvw'.split('').map((letter) => [letter, 0.015] as const),
]);

/** The keys of a piece of four characters. */
function keysOf(piece: string): readonly number[] {
	return piece
		.split('')
		.reduce<readonly number[]>(
			(keys, character) =>
				keys.flatMap((key) =>
					(character === '?' ? everyKind : [kindOf(character.charCodeAt(0))]).map(
						(kind) => key * kinds + kind,
					),
				),
			[0],
		);
}

const everyKind = Array.from({ length: kinds }, (_, kind) => kind);

/** 0 for what parts words; letters and digits from 1, in whichever case. */
function kindOf(code: number): number {
	return code < 128
		? '0123456789abcdefghijklmnopqrstuvwxyz'.indexOf(String.fromCharCode(code).toLowerCase()) + 1
		: 0;
}

/** The kinds of two bytes in a row, by both as they lie in memory, whichever of them this machine puts first. */
const kindOfPair = new Uint16Array(65_536);
const two = new Uint8Array(2);
const pair = new Uint16Array(two.buffer);
const kindOfByte = Array.from({ length: 256 }, (_, code) => kindOf(code));
for (const [first, firstKind] of kindOfByte.entries()) {
	for (const [second, secondKind] of kindOfByte.entries()) {
		two.set([first, second]);
		kindOfPair[pair[0] ?? 0] = firstKind * kinds + secondKind;
	}
}
