import type { Catalog } from '../../catalog/catalog.ts';
import { addToHash } from './naming/atoms.ts';
import { fingerprintsOf } from './naming/fingerprints.ts';

const separator = 0;
const letter = 1;
/** May be taken away by some shell's quoting: `cl"au"de`, `cl\aude`, `cl^aude`, ``cl`aude``. */
const quoting = 2;
const dollar = 3;
/** May stand for other characters: globs, braces, variables of cmd. */
const pattern = 4;
const startsCommand = 5;
const blank = 6;
const doubleQuote = 34;
const singleQuote = 39;

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

/** The atom that is being read, and where in a command it stands. */
interface Look {
	readonly atoms: ReadonlySet<number>;
	/** The hash of the letters with quoting characters joined over. */
	joined: number;
	/** The hash of the letters since the last quoting character. */
	split: number;
	length: number;
	/** It stands behind a dash: a short option such as `-q` is no name, but that of `${x:-q}` is. */
	afterDash: boolean;
	/** The next word is a command's name. */
	atName: boolean;
	/** The current word is a command's name. */
	inName: boolean;
}

/**
 * The cheap first look: `false` only where the text surely runs, installs or names no assistant of `catalog`. It sees
 * letters as every shell's quoting would leave them, and says `true` where a name could be put together from pieces.
 */
export function mayRunAssistant(catalog: Catalog, text: string): boolean {
	const { atoms } = fingerprintsOf(catalog);
	const look: Look = {
		atoms,
		joined: 0,
		split: 0,
		length: 0,
		afterDash: false,
		atName: true,
		inName: false,
	};
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		const kind = code < 128 ? (classes[code] ?? separator) : separator;
		if (kind === letter) {
			addLetter(look, code);
		} else if (findsName(look, catalog, { kind, text, at })) {
			return true;
		} else if (kind === quoting) {
			at = overLineEnd(look, text, at);
		} else {
			startAnew(look, kind, code === 45 && text.charCodeAt(at - 1) !== 58);
		}
	}
	return endsAtom(look);
}

/** A character that is no letter, and where it stands. */
interface Mark {
	readonly kind: number;
	readonly text: string;
	readonly at: number;
}

/** Whether a name ends at a character that is no letter, or could be put together there. */
function findsName(look: Look, catalog: Catalog, { kind, text, at }: Mark): boolean {
	if (kind === quoting) {
		return endsAtQuoting(look);
	}
	return (
		endsAtom(look) ||
		(kind !== separator && joinsPieces(look, kind, text, at)) ||
		addsStrings(text, at) ||
		(kind === pattern && matchesName(catalog, text, at))
	);
}

function addLetter(look: Look, code: number): void {
	const lower = code >= 65 && code <= 90 ? code + 32 : code;
	look.joined = addToHash(look.joined, lower);
	look.split = addToHash(look.split, lower);
	look.length += 1;
	look.inName ||= look.atName;
	look.atName = false;
}

/** Quoting may join letters or part them, so both readings go on. */
function endsAtQuoting(look: Look): boolean {
	const found = look.length > 0 && (look.atoms.has(look.split) || look.atoms.has(look.joined));
	look.split = 0;
	return found;
}

function endsAtom({ atoms, joined, split, length, afterDash }: Look): boolean {
	return (
		length > 0 &&
		(length > 2 || !afterDash) &&
		(atoms.has(joined) || (split !== joined && atoms.has(split)))
	);
}

/** Whether a name could be made from pieces here: by variables, globs or braces in or beside it. */
function joinsPieces(look: Look, kind: number, text: string, at: number): boolean {
	if (kind === dollar) {
		const behindLetter = look.length > 0 && text[at - 1] !== '\\';
		return behindLetter || look.atName || look.inName || text[at + 1] === "'" || joinsOn(text, at);
	}
	return kind === pattern && (look.inName || (look.atName && !'[!{'.includes(text.charAt(at))));
}

/** Strings put together: `"cla" + "ude"`. */
function addsStrings(text: string, at: number): boolean {
	if (text.charCodeAt(at) !== 43) {
		return false;
	}
	let before = at - 1;
	while (text.charCodeAt(before) === 32) {
		before -= 1;
	}
	return isQuote(text.charCodeAt(before));
}

/** An escaped end of a line joins two lines, in the middle of a word as well. Where it escapes nothing, a command begins. */
function overLineEnd(look: Look, text: string, at: number): number {
	if (isQuote(text.charCodeAt(at))) {
		return at;
	}
	const over = text.startsWith('\n', at + 1) ? 1 : text.startsWith('\r\n', at + 1) ? 2 : 0;
	look.atName ||= over > 0;
	return at + over;
}

/** `cl*de` where no command need begin, as in a text that is handed to a shell: whether the letters begin a command's name. */
function matchesName(catalog: Catalog, text: string, at: number): boolean {
	let start = at;
	while (start > 0 && at - start < 24 && classes[text.charCodeAt(start - 1)] === letter) {
		start -= 1;
	}
	if (start === at || !'*?['.includes(text.charAt(at))) {
		return false;
	}
	const begun = text.slice(start, at).toLowerCase();
	const letters = /[\w*?[\]]*/y;
	letters.lastIndex = at;
	const rest = letters.exec(text)?.[0] ?? '';
	if (begun.length + rest.replaceAll(/\W/g, '').length < 3) {
		return false;
	}
	for (const name of catalog.byCommand.keys()) {
		if (name.startsWith(begun)) {
			return true;
		}
	}
	return false;
}

function startAnew(look: Look, kind: number, isDash: boolean): void {
	look.joined = 0;
	look.split = 0;
	look.length = 0;
	look.afterDash = isDash;
	if (kind === startsCommand) {
		look.atName = true;
		look.inName = false;
	} else if (kind === blank) {
		look.inName = false;
	}
}

function isQuote(code: number): boolean {
	return code === doubleQuote || code === singleQuote;
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
