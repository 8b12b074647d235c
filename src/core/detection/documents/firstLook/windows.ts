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
		const text = ` ${word} `;
		for (let shift = 0; shift < windowSize; shift += 1) {
			const starts = Array.from(
				{ length: Math.ceil((text.length + shift) / windowSize) },
				(_, index) => index * windowSize - shift,
			);
			const start = rarestAt(text, starts);
			setBits(steps, text, start);
			setBits(beside, text, rarestAt(text, [start - 2, start + 2]));
		}
	}
	return { steps, beside };
}

/** Sets the bit of all that a step that begins at `start` may see where `text` stands; around it there may be anything. */
function setBits(bits: Uint8Array, text: string, start: number, [seen, key] = [0, 0]): void {
	if (seen === windowSize) {
		bits[key >> 3] = (bits[key >> 3] ?? 0) | (1 << (key & 7));
		return;
	}
	const code = text.charCodeAt(start + seen);
	const isAny = Number.isNaN(code);
	const kind = isAny ? 0 : (kindOfByte[code] ?? 0);
	for (let each = kind; each < (isAny ? kinds : kind + 1); each += 1) {
		setBits(bits, text, start, [seen + 1, key * kinds + each]);
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

/** From which of `starts` on a step sees what other texts hardly have. */
function rarestAt(text: string, starts: readonly number[]): number {
	let best = starts[0] ?? 0;
	for (const start of starts) {
		best = shareAt(text, start) < shareAt(text, best) ? start : best;
	}
	return best;
}

/** How many steps through English text and code see what one that begins at `start` sees of `text`, roughly. */
function shareAt(text: string, start: number): number {
	let share = 1;
	for (let at = Math.max(0, start); at < Math.min(start + windowSize, text.length); at += 1) {
		share *= shares.get(text.charAt(at)) ?? 0.005;
	}
	return share;
}

/** How many of the characters are this one. */
const shares = new Map<string, number>([
	[' ', 0.25],
	['e', 0.1],
	...'taonisr'.split('').map((letter) => [letter, 0.06] as const),
	...'lcdpum'.split('').map((letter) => [letter, 0.03] as const),
	...'hgfybvw'.split('').map((letter) => [letter, 0.015] as const),
]);

/** 0 for what parts words; letters and digits from 1, in whichever case. */
function kindOf(code: number): number {
	return code < 128
		? '0123456789abcdefghijklmnopqrstuvwxyz'.indexOf(String.fromCharCode(code).toLowerCase()) + 1
		: 0;
}

/** The kinds of two bytes in a row, by both as they lie in memory, whichever of them this machine puts first. */
const kindOfPair = new Uint16Array(65_536);
const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
const kindOfByte = Uint8Array.from({ length: 256 }, (_, code) => kindOf(code));
for (let first = 0; first < 256; first += 1) {
	for (let second = 0; second < 256; second += 1) {
		const place = isLittleEndian ? second * 256 + first : first * 256 + second;
		kindOfPair[place] = (kindOfByte[first] ?? 0) * kinds + (kindOfByte[second] ?? 0);
	}
}
