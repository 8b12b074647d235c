/**
 * By which four bytes in a row a searched word may be recognised: a bit for each four kinds of characters. A text is looked
 * at in steps of four, so for each word there is a window for each of four ways in which it can lie across the steps.
 */
export type Windows = Uint8Array;

const step = 4;
const kinds = 37;
const pairKinds = kinds * kinds;

/** The windows of `words`, which are of lower-case ASCII letters and digits. */
export function windowsOf(words: Iterable<string>): Windows {
	const windows = new Uint8Array((pairKinds * pairKinds) / 8 + 1);
	for (const word of words) {
		for (let shift = 0; shift < step; shift += 1) {
			for (const key of keysOf(rarest(stepsOf(`${'?'.repeat(shift)} ${word} `)))) {
				windows[key >> 3] = (windows[key >> 3] ?? 0) | (1 << (key & 7));
			}
		}
	}
	return windows;
}

/**
 * Whether `found` holds for a part of `bytes`, given as first and last place, that a searched word may touch; it is called
 * for all of them. This takes a quarter of the time of a look at each word.
 */
export function passesOf(
	windows: Windows,
	bytes: Uint8Array,
	found: (first: number, last: number) => boolean,
): boolean {
	const { buffer, byteOffset, length } = bytes;
	if (byteOffset % 2 !== 0) {
		return passesOf(windows, bytes.slice(), found);
	}
	const pairs = new Uint16Array(buffer, byteOffset, length >> 1);
	const whole = pairs.length - (pairs.length % 2);
	for (let at = 0; at < whole; at += 2) {
		const key = (kindOfPair[pairs[at] ?? 0] ?? 0) * pairKinds + (kindOfPair[pairs[at + 1] ?? 0] ?? 0);
		if ((((windows[key >> 3] ?? 0) >> (key & 7)) & 1) === 1 && found(at * 2, at * 2 + 3)) {
			return true;
		}
	}
	// At the edges no character parts a word from others, and the last step is not whole.
	return length > 0 && (found(0, 0) || found(Math.max(0, whole * 2 - 1), length - 1));
}

/** The pieces of a text that one step sees each; `?` stands for any character. */
function stepsOf(text: string): readonly string[] {
	return Array.from({ length: Math.ceil(text.length / step) }, (_, index) =>
		text.slice(index * step, (index + 1) * step).padEnd(step, '?'),
	);
}

/** The piece that other texts hardly have. */
function rarest(pieces: readonly string[]): string {
	const shares = pieces.map((piece) =>
		piece.split('').reduce((share, character) => share * shareOf(character), 1),
	);
	return pieces[shares.indexOf(Math.min(...shares))] ?? '';
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
