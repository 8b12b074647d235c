/** Crockford's alphabet: no letter of it is taken for another when it is read aloud or typed. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Bytes as base32 (Crockford), without padding. */
export function encodeBase32(bytes: Uint8Array): string {
	let text = '';
	let buffer = 0;
	let bits = 0;
	for (const byte of bytes) {
		buffer = (buffer << 8) | byte;
		bits += 8;
		while (bits >= 5) {
			bits -= 5;
			text += alphabet.charAt(buffer >> bits);
			buffer &= (1 << bits) - 1;
		}
	}
	return bits === 0 ? text : text + alphabet.charAt(buffer << (5 - bits));
}

/**
 * The bytes of a text that a person typed: case, blanks and dashes do not count, O is 0, I and L are 1. `undefined` for
 * other letters, and where the bits left over are not zero.
 */
export function decodeBase32(text: string): Uint8Array | undefined {
	const letters = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
	const bytes = new Uint8Array(Math.floor((letters.length * 5) / 8));
	let buffer = 0;
	let bits = 0;
	let at = 0;
	for (const letter of letters) {
		const value = alphabet.indexOf(letter);
		if (value < 0) {
			return undefined;
		}
		buffer = (buffer << 5) | value;
		bits += 5;
		if (bits >= 8) {
			bits -= 8;
			bytes[at++] = buffer >> bits;
			buffer &= (1 << bits) - 1;
		}
	}
	return buffer === 0 ? bytes : undefined;
}
