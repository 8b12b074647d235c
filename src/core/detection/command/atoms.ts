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
