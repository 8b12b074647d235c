import type { Catalog } from '../../catalog/catalog.ts';
import { addToHash } from './atoms.ts';
import { fingerprintsOf } from './fingerprints.ts';

const separator = 0;
const letter = 1;
/** May be taken away by some shell's quoting: `cl"au"de`, `cl\aude`, `cl^aude`, ``cl`aude``. */
const quoting = 2;
const dollar = 3;
/** May stand for other characters: globs, braces, variables of cmd. */
const pattern = 4;
const startsCommand = 5;
const blank = 6;

const classes = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) {
	const character = String.fromCharCode(code);
	if (/[A-Za-z0-9]/.test(character)) {
		classes[code] = letter;
	} else if ('"\'\\^`'.includes(character)) {
		classes[code] = quoting;
	} else if (character === '$') {
		classes[code] = dollar;
	} else if ('*?[{%!'.includes(character)) {
		classes[code] = pattern;
	} else if (';|&(\n'.includes(character)) {
		classes[code] = startsCommand;
	} else if (' \t\r'.includes(character)) {
		classes[code] = blank;
	}
}

/**
 * The cheap first look: `false` only where the text surely runs, installs or names no assistant of `catalog`. It sees
 * letters as every shell's quoting would leave them, and says `true` where a name could be put together from pieces.
 */
export function mayRunAssistant(catalog: Catalog, text: string): boolean {
	const { atoms } = fingerprintsOf(catalog);
	// Two readings side by side: quoting characters joined over, and as separators.
	let joined = 0;
	let split = 0;
	let length = 0;
	let afterDash = false;
	let atName = true;
	let inName = false;
	const { length: end } = text;
	for (let at = 0; at <= end; at += 1) {
		const code = at < end ? text.charCodeAt(at) : 32;
		const kind = code < 128 ? classes[code] : separator;
		if (kind === letter) {
			const lower = code >= 65 && code <= 90 ? code + 32 : code;
			joined = addToHash(joined, lower);
			split = addToHash(split, lower);
			length += 1;
			if (atName) {
				atName = false;
				inName = true;
			}
			continue;
		}
		if (kind === quoting) {
			if (length > 0) {
				if (split !== joined && split !== 0 && atoms.has(split)) {
					return true;
				}
				if (atoms.has(joined)) {
					return true;
				}
				split = 0;
			}
			continue;
		}
		if (length > 0) {
			// A short option such as `-q` is no name.
			if ((length > 2 || !afterDash) && (atoms.has(joined) || (split !== joined && split !== 0 && atoms.has(split)))) {
				return true;
			}
			if (kind === dollar && text.charCodeAt(at - 1) !== 92) {
				return true;
			}
		}
		if (code === 43 && isQuote(text.charCodeAt(at - 1))) {
			// Strings put together: `"cla"+"ude"`.
			return true;
		}
		if (kind === dollar) {
			const next = text.charCodeAt(at + 1);
			if (atName || inName || next === 39 || joinsOn(text, at)) {
				return true;
			}
		} else if (kind === pattern && (inName || (atName && code !== 91 && code !== 33 && code !== 123))) {
			return true;
		}
		joined = 0;
		split = 0;
		length = 0;
		afterDash = code === 45;
		if (kind === startsCommand) {
			atName = true;
			inName = false;
		} else if (kind === blank) {
			inName = false;
		}
	}
	return false;
}

function isQuote(code: number): boolean {
	return code === 34 || code === 39;
}

/** Whether letters or another variable follow a variable at once: `${a}ude`, `$a$b`. */
function joinsOn(text: string, at: number): boolean {
	let end = at + 1;
	if (text[end] === '{') {
		const close = text.indexOf('}', end);
		if (close < 0 || close > at + 64) {
			return true;
		}
		end = close + 1;
	} else {
		while (end < text.length && /\w/.test(text.charAt(end))) {
			end += 1;
		}
		if (end === at + 1) {
			return false;
		}
	}
	return /[A-Za-z0-9$]/.test(text.charAt(end));
}
