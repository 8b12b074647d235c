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
		const escape = decodeEscape(source, at);
		text += escape.text;
		at = escape.end;
	}
	return { text, end: at, closed: false };
}

/** Undoes the one escape at `at`; any other character stands for itself. fish takes the same ones outside of quotes. */
export function decodeEscape(source: string, at: number): { text: string; end: number } {
	numbered.lastIndex = at;
	const escape = numbered.exec(source);
	if (escape === null) {
		const next = source.charAt(at + 1);
		return { text: named[next] ?? next, end: at + 2 };
	}
	const [, byte, short, long, octal, control] = escape;
	const hex = byte ?? short ?? long;
	return { text: characterOf(hex, octal, control), end: numbered.lastIndex };
}

function characterOf(
	hex: string | undefined,
	octal: string | undefined,
	control: string | undefined,
): string {
	if (control !== undefined) {
		return String.fromCharCode(control.charCodeAt(0) & 31);
	}
	const code = hex === undefined ? Number.parseInt(octal ?? '0', 8) : Number.parseInt(hex, 16);
	return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
}
