/** What is wrong with a JSON text that strict reading refuses. */
export type JsonProblemCode =
	| 'byteOrderMark'
	| 'syntax'
	| 'duplicateKey'
	| 'forbiddenKey'
	| 'tooDeep'
	| 'loneSurrogate'
	| 'unsafeNumber';

/** A refusal and the UTF-16 offset at which it stands. `detail` is the key, the number or the text that was expected. */
export interface ScanProblem {
	readonly code: JsonProblemCode;
	readonly offset: number;
	readonly detail: string;
}

/** Steps from the top of a JSON text to a value: keys and array indexes. */
export type JsonPath = readonly (string | number)[];

/** Called for every value, outermost first. `path` is reused: copy what you keep. `keyOffset` is -1 outside objects. */
export type VisitValue = (path: JsonPath, valueOffset: number, keyOffset: number) => void;

/** Arrays and objects inside each other, at most. Far above any honest document, far below any stack. */
export const depthLimit = 64;

// `__proto__` in data becomes a prototype in code that copies objects, and zod's records drop it in silence.
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

const blank = /[ \t\n\r]*/y;
// Anything but a quote, a backslash and the control characters below the space.
const plain = /[\u0020\u0021\u0023-\u005b\u005d-\uffff]*/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const literal = /true|false|null/y;
const loneSurrogate = /\p{Surrogate}/u;

interface Scan {
	readonly text: string;
	readonly visit: VisitValue | undefined;
	readonly path: (string | number)[];
	at: number;
	problem: ScanProblem | undefined;
}

/**
 * Walks a JSON text by RFC 8259 without building anything, and refuses what readers disagree about (RFC 7493): duplicate
 * keys, lone surrogates, integers beyond 2^53-1, numbers that overflow; also a byte order mark, keys that reach
 * prototypes, and nesting deeper than {@link depthLimit}. Returns the first problem, or `undefined`.
 */
export function scanJson(text: string, visit?: VisitValue): ScanProblem | undefined {
	const scan: Scan = { text, visit, path: [], at: 0, problem: undefined };
	if (text.startsWith('\uFEFF')) {
		return { code: 'byteOrderMark', offset: 0, detail: '' };
	}
	if (scanValue(scan, 0, -1)) {
		skip(scan, blank);
		if (scan.at < text.length) {
			fail(scan, 'syntax', 'the end of the text');
		}
	}
	return scan.problem;
}

function scanValue(scan: Scan, depth: number, keyOffset: number): boolean {
	skip(scan, blank);
	scan.visit?.(scan.path, scan.at, keyOffset);
	const first = scan.text[scan.at];
	if (first === '{' || first === '[') {
		if (depth === depthLimit) {
			return fail(scan, 'tooDeep', String(depthLimit));
		}
		return first === '{' ? scanObject(scan, depth + 1) : scanArray(scan, depth + 1);
	}
	if (first === '"') {
		return scanString(scan) !== undefined;
	}
	return skip(scan, literal) || scanNumber(scan);
}

function scanObject(scan: Scan, depth: number): boolean {
	const keys = new Set<string>();
	scan.at++;
	skip(scan, blank);
	if (take(scan, '}')) {
		return true;
	}
	do {
		skip(scan, blank);
		const keyOffset = scan.at;
		const key =
			scan.text[keyOffset] === '"' ? scanString(scan) : expected(scan, 'a key in double quotes');
		if (key === undefined) {
			return false;
		}
		if (keys.has(key) || forbiddenKeys.has(key)) {
			scan.at = keyOffset;
			return fail(scan, keys.has(key) ? 'duplicateKey' : 'forbiddenKey', key);
		}
		keys.add(key);
		skip(scan, blank);
		if (!take(scan, ':')) {
			return fail(scan, 'syntax', '":"');
		}
		scan.path.push(key);
		if (!scanValue(scan, depth, keyOffset)) {
			return false;
		}
		scan.path.pop();
		skip(scan, blank);
	} while (take(scan, ','));
	return take(scan, '}') || fail(scan, 'syntax', '"," or "}"');
}

function scanArray(scan: Scan, depth: number): boolean {
	scan.at++;
	skip(scan, blank);
	if (take(scan, ']')) {
		return true;
	}
	let index = 0;
	do {
		scan.path.push(index++);
		if (!scanValue(scan, depth, -1)) {
			return false;
		}
		scan.path.pop();
		skip(scan, blank);
	} while (take(scan, ','));
	return take(scan, ']') || fail(scan, 'syntax', '"," or "]"');
}

/** The string's value, or `undefined` after a failure. */
function scanString(scan: Scan): string | undefined {
	const start = scan.at;
	let escaped = false;
	scan.at++;
	skip(scan, plain);
	while (skip(scan, escape)) {
		escaped = true;
		skip(scan, plain);
	}
	if (!take(scan, '"')) {
		const control = scan.text.charCodeAt(scan.at) < 0x20;
		return expected(
			scan,
			control ? 'an escape such as \\n (no line breaks or control characters)' : 'the closing quote',
		);
	}
	const raw = scan.text.slice(start + 1, scan.at - 1);
	const value = escaped ? (JSON.parse(`"${raw}"`) as string) : raw;
	if (loneSurrogate.test(value)) {
		scan.at = start;
		fail(scan, 'loneSurrogate', '');
		return undefined;
	}
	return value;
}

function scanNumber(scan: Scan): boolean {
	const start = scan.at;
	if (!skip(scan, number)) {
		return fail(scan, 'syntax', 'a value');
	}
	const written = scan.text.slice(start, scan.at);
	const value = Number(written);
	const whole = /^-?[0-9]+$/.test(written);
	if (!Number.isFinite(value) || (whole && !Number.isSafeInteger(value))) {
		scan.at = start;
		return fail(scan, 'unsafeNumber', written.slice(0, 40));
	}
	return true;
}

/** Steps over what `pattern` matches here; false when it matches nothing at all. */
function skip(scan: Scan, pattern: RegExp): boolean {
	pattern.lastIndex = scan.at;
	if (!pattern.test(scan.text)) {
		return false;
	}
	scan.at = pattern.lastIndex;
	return true;
}

function take(scan: Scan, character: string): boolean {
	if (scan.text[scan.at] !== character) {
		return false;
	}
	scan.at++;
	return true;
}

function fail(scan: Scan, code: JsonProblemCode, detail: string): false {
	scan.problem = { code, offset: scan.at, detail };
	return false;
}

function expected(scan: Scan, what: string): undefined {
	fail(scan, 'syntax', what);
	return undefined;
}
