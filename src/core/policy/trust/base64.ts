const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Int16Array(128).fill(-1);
for (let index = 0; index < alphabet.length; index++) {
	values[alphabet.charCodeAt(index)] = index;
}

/**
 * The bytes of standard base64 (RFC 4648 section 4) with its padding, or `undefined`. Strict: no blanks, no URL alphabet,
 * and the bits that padding leaves over must be zero, so that there is one text for each content and a signed file
 * cannot be changed into another that reads the same.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
	if (text.length % 4 !== 0) {
		return undefined;
	}
	const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
	const digits = text.length - padding;
	const bytes = new Uint8Array((text.length / 4) * 3 - padding);
	let at = 0;
	for (let index = 0; index < text.length; index += 4) {
		// Padding counts as zero; anything else that is no digit makes the group negative.
		const group =
			(valueAt(text, index) << 18) |
			(valueAt(text, index + 1) << 12) |
			(index + 2 < digits ? valueAt(text, index + 2) << 6 : 0) |
			(index + 3 < digits ? valueAt(text, index + 3) : 0);
		if (group < 0) {
			return undefined;
		}
		bytes[at] = group >> 16;
		bytes[at + 1] = group >> 8;
		bytes[at + 2] = group;
		at += 3;
		// The last group, where it is padded: what its digits say beyond the bytes has to be nothing.
		if (at > bytes.length && (group & ((1 << (8 * padding)) - 1)) !== 0) {
			return undefined;
		}
	}
	return bytes;
}

function valueAt(text: string, index: number): number {
	return values[text.charCodeAt(index)] ?? -1;
}
