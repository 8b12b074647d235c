/** A piece of a Nix text. */
export interface NixToken {
	/** A dotted name, a string in quotes, a text between `''`, or a character. */
	readonly kind: 'name' | 'string' | 'text' | 'mark';
	/** As written; of strings and texts what stands between their quotes. */
	readonly text: string;
	/** Offsets of `text`. */
	readonly start: number;
	readonly end: number;
}

const name = /[A-Za-z_][\w'-]*(?:\.(?:[A-Za-z_][\w'-]*|"[^"\n]*"|\$\{[^}\n]*\}))*/y;
const blank = /(?:\s+|#[^\n]*|\/\*[^]*?(?:\*\/|$))+/y;

/** Reads Nix as far as names, strings and brackets go (Nix manual, "Lexical structure"); total, also on pieces of files. */
export function nixTokens(text: string): readonly NixToken[] {
	const tokens: NixToken[] = [];
	let at = 0;
	while (at < text.length) {
		const from = at;
		const skipped = matchAt(blank, text, at);
		if (skipped > 0) {
			at += skipped;
			continue;
		}
		const length = matchAt(name, text, at);
		if (length > 0) {
			tokens.push({ kind: 'name', text: text.slice(at, at + length), start: at, end: at + length });
			at += length;
		} else if (text[at] === '"' || text.startsWith("''", at)) {
			const quote = text[at] === '"' ? '"' : "''";
			const start = at + quote.length;
			const end = endOfString(text, start, quote);
			const kind = quote === '"' ? 'string' : 'text';
			tokens.push({ kind, text: text.slice(start, end), start, end });
			at = end + quote.length;
		} else {
			tokens.push({ kind: 'mark', text: text.charAt(from), start: from, end: from + 1 });
			at += 1;
		}
	}
	return tokens;
}

function matchAt(pattern: RegExp, text: string, at: number): number {
	pattern.lastIndex = at;
	return pattern.exec(text)?.[0].length ?? 0;
}

/** Where the closing quote stands: behind escapes and `${…}`, whose strings are not those of this one. */
function endOfString(text: string, start: number, quote: '"' | "''"): number {
	const escapes = quote === '"' ? /\\[^]/y : /''(?:['$]|\\[^])/y;
	let at = start;
	let depth = 0;
	while (at < text.length) {
		const escaped = depth === 0 ? matchAt(escapes, text, at) : 0;
		if (escaped > 0) {
			at += escaped;
		} else if (text.startsWith('${', at)) {
			depth += 1;
			at += 2;
		} else if (depth > 0) {
			depth += text[at] === '{' ? 1 : text[at] === '}' ? -1 : 0;
			at += 1;
		} else if (text.startsWith(quote, at)) {
			return at;
		} else {
			at += 1;
		}
	}
	return text.length;
}
