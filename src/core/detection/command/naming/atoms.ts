/**
 * The hash of an atom: a run of ASCII letters and digits, lower case. 31-bit, so that it stays a small integer.
 */
export function atomHash(atom: string): number {
	let hash = 0;
	for (let at = 0; at < atom.length; at += 1) {
		hash = addToHash(hash, atom.charCodeAt(at));
	}
	return hash;
}

/** `hash` with one more character code. */
export function addToHash(hash: number, code: number): number {
	return (Math.imul(hash, 31) + code + 1) & 0x7f_ff_ff_ff;
}

/** Letters and digits in lower case, by their code up to 255; 0 for what parts atoms. */
export const lowered = new Uint8Array(256);
for (const character of 'abcdefghijklmnopqrstuvwxyz0123456789') {
	lowered[character.charCodeAt(0)] = character.charCodeAt(0);
	lowered[character.toUpperCase().charCodeAt(0)] = character.charCodeAt(0);
}
