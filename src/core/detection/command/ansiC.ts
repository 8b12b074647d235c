const named: Readonly<Record<string, string>> = {
	a: '\u0007',
	b: '\b',
	e: '\u001b',
	E: '\u001b',
	f: '\f',
	n: '\n',
	r: '\r',
	t: '\t',
	v: '\v',
};
const numbered = /\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})|c(.))/y;

/**
 * Undoes `$'…'` (Bash 3.1.2.4) from `start`, the first character inside the quotes. `end` lies behind the closing
 * quote; `closed` is false where the text ends before it.
 */
export function decodeAnsiC(source: string, start: number): { text: string; end: number; closed: boolean } {
	let text = '';
	let at = start;
	while (at < source.length) {
		const character = source.charAt(at);
		if (character === "'") {
			return { text, end: at + 1, closed: true };
		}
		if (character !== '\\') {
			text += character;
			at += 1;
			continue;
		}
		numbered.lastIndex = at;
		const escape = numbered.exec(source);
		if (escape === null) {
			const next = source.charAt(at + 1);
			text += named[next] ?? next;
			at += 2;
		} else {
			const [, byte, short, long, octal, control] = escape;
			const digits = byte ?? short ?? long;
			const code =
				digits === undefined ? (octal === undefined ? (control ?? '').charCodeAt(0) & 31 : Number.parseInt(octal, 8)) : Number.parseInt(digits, 16);
			text += code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
			at = numbered.lastIndex;
		}
	}
	return { text, end: at, closed: false };
}
