import { createScanner, findNodeAtLocation, parse, type ParseError, parseTree } from 'jsonc-parser';

const reading = { allowTrailingComma: true } as const;

/** The value that a settings file's text gives `key`; `undefined` when it gives none. */
export function settingInText(text: string, key: string): unknown {
	const settings: unknown = parse(text, undefined, reading);
	return typeof settings === 'object' && settings !== null ? Reflect.get(settings, key) : undefined;
}

/** Whether an editor reads `text` as settings without an error: an object, comments and last commas allowed. */
export function isSettingsText(text: string): boolean {
	const errors: ParseError[] = [];
	const value: unknown = parse(text, errors, reading);
	return errors.length === 0 && typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Gives a settings file back the spelling that it had `before`, after an editor set `key` and set it back: the comments
 * and spacing of that value, and every byte of the file when nothing but white space differs from then. What somebody
 * changed elsewhere since stays.
 *
 * @returns The text to write; `current` itself where there is nothing to give back.
 */
export function restoreSpelling(before: string, current: string, key: string): string {
	const [was, is] = [placeOf(before, key), placeOf(current, key)];
	const spelled =
		was === undefined || is === undefined
			? current
			: current.slice(0, is.start) + before.slice(was.start, was.end) + current.slice(is.end);
	return sameTokens(spelled, before) ? before : spelled;
}

function placeOf(text: string, key: string): { readonly start: number; readonly end: number } | undefined {
	const tree = parseTree(text, undefined, reading);
	const node = tree && findNodeAtLocation(tree, [key]);
	return node && { start: node.offset, end: node.offset + node.length };
}

/** Whether two texts differ in white space alone. */
function sameTokens(a: string, b: string): boolean {
	const [ofA, ofB] = [tokensOf(a), tokensOf(b)];
	return ofA.length === ofB.length && ofA.every((token, index) => token === ofB[index]);
}

/** What stands in a text besides white space, comments included, piece by piece. */
function tokensOf(text: string): readonly string[] {
	const scanner = createScanner(text);
	const tokens: string[] = [];
	for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
		const start = scanner.getTokenOffset();
		tokens.push(text.slice(start, start + scanner.getTokenLength()).trim());
	}
	return tokens.filter((token) => token !== '');
}
