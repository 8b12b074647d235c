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
	let buffer = 0;
	let bits = 0;
	let at = 0;
	for (let index = 0; index < digits; index++) {
		const value = values[text.charCodeAt(index)] ?? -1;
		if (value < 0) {
			return undefined;
		}
		buffer = (buffer << 6) | value;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			bytes[at++] = buffer >> bits;
			buffer &= (1 << bits) - 1;
		}
	}
	return buffer === 0 ? bytes : undefined;
}
