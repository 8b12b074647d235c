import type * as z from 'zod';
import { describeJsonProblem } from '../json/describeJsonProblem.ts';
import { locateInJson, type Position } from '../json/position.ts';
import type { JsonPath } from '../json/scan.ts';
import { readStrictJson } from '../json/strictJson.ts';
import { failure, type Result, success } from '../result.ts';
import { english } from '../wording/translate.ts';
import { type PolicyDocument, policyDocumentSchema } from './document.ts';
import { keysAt } from './keysAt.ts';
import { nearestName } from './nearestName.ts';
import { pathText } from './pathText.ts';

/** A mistake in a policy file. `message` is for the admin; `suggestion` is what was probably meant. */
export interface DocumentProblem extends Position {
	readonly code: 'json' | 'unknownKey' | 'missing' | 'wrongType' | 'badValue';
	readonly path: string;
	readonly message: string;
	readonly suggestion?: string | undefined;
}

/** Reads the admin's file: a policy, or every mistake in it with its place. */
export function parsePolicyDocument(text: string): Result<PolicyDocument, readonly DocumentProblem[]> {
	return parseWithPlaces(text, policyDocumentSchema);
}

/** Reads strict JSON by `schema`; each problem names line, column and what to write. */
export function parseWithPlaces<Schema extends z.ZodType>(
	text: string,
	schema: Schema,
): Result<z.output<Schema>, readonly DocumentProblem[]> {
	const json = readStrictJson(text);
	if (!json.ok) {
		const { line, column } = json.error;
		const message = describeJsonProblem(json.error, english);
		return failure([{ code: 'json', path: '', line, column, message }]);
	}
	const parsed = schema.safeParse(json.value);
	if (parsed.success) {
		return success(parsed.data);
	}
	const source: Source = { text, value: json.value, schema };
	const problems = parsed.error.issues.flatMap((issue) => problemsOf(source, issue, []));
	return failure(problems.sort((a, b) => a.line - b.line || a.column - b.column));
}

interface Source {
	readonly text: string;
	readonly value: unknown;
	readonly schema: z.ZodType;
}

/** An issue that the schema found, in our words and at its place. `base` is the path that the issue's own begins at. */
function problemsOf(source: Source, issue: z.core.$ZodIssue, base: JsonPath): readonly DocumentProblem[] {
	const path = [...base, ...(issue.path as JsonPath)];
	switch (issue.code) {
		case 'unrecognized_keys':
			return issue.keys.map((key) => unknownKey(source, path, key));
		case 'invalid_union': {
			// The branch that came furthest says best what is wrong.
			const [branch = []] = issue.errors.toSorted((a, b) => deepest(b) - deepest(a));
			return branch.flatMap((inner) => problemsOf(source, inner, path));
		}
		case 'invalid_key': {
			const place = locateInJson(source.text, path, 'key');
			const message = `"${String(path.at(-1))}" is not a key that fits here.`;
			return [{ code: 'badValue', path: pathText(path), ...place, message }];
		}
		case 'invalid_type':
			return [wrongType(source, path, issue.expected)];
		case 'invalid_value':
			return [wrongValue(source, path, issue.values.map(String))];
		default:
			return [at(source, path, { code: 'badValue', message: sentence(issue.message) })];
	}
}

function unknownKey({ text, schema }: Source, object: JsonPath, key: string): DocumentProblem {
	const path = [...object, key];
	const suggestion = nearestName(key, keysAt(schema, object));
	const hint = suggestion === undefined ? '.' : `; did you mean "${suggestion}"?`;
	const place = locateInJson(text, path, 'key');
	return {
		code: 'unknownKey',
		path: pathText(path),
		...place,
		message: `"${key}" is not known here${hint}`,
		suggestion,
	};
}

function wrongType(source: Source, path: JsonPath, expected: string): DocumentProblem {
	const words = typeNames[expected] ?? expected;
	return valueAt(source.value, path) === undefined
		? at(source, path, {
				code: 'missing',
				message: `"${String(path.at(-1))}" is missing: write ${words}.`,
			})
		: at(source, path, { code: 'wrongType', message: `This must be ${words}.` });
}

function wrongValue(source: Source, path: JsonPath, allowed: readonly string[]): DocumentProblem {
	const suggestion = nearestName(String(valueAt(source.value, path)), allowed);
	const list = allowed.map((word) => `"${word}"`).join(', ');
	const hint = suggestion === undefined ? '.' : `; did you mean "${suggestion}"?`;
	return at(source, path, { code: 'badValue', message: `Write one of ${list}${hint}`, suggestion });
}

function at(
	{ text }: Source,
	path: JsonPath,
	problem: Pick<DocumentProblem, 'code' | 'message' | 'suggestion'>,
): DocumentProblem {
	return { path: pathText(path), ...locateInJson(text, path), ...problem };
}

function valueAt(value: unknown, path: JsonPath): unknown {
	let current = value;
	for (const step of path) {
		if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) {
			return undefined;
		}
		current = (current as Record<string | number, unknown>)[step];
	}
	return current;
}

function deepest(issues: readonly z.core.$ZodIssue[]): number {
	return Math.max(0, ...issues.map((issue) => issue.path.length));
}

const typeNames: Readonly<Record<string, string>> = {
	array: 'a list: […]',
	object: 'an object: {…}',
	record: 'an object: {…}',
	string: 'a text in double quotes',
	number: 'a number',
	int: 'a whole number',
	boolean: 'true or false',
};

function sentence(message: string): string {
	const text = message.charAt(0).toUpperCase() + message.slice(1);
	return /[.?!)…]$/.test(text) ? text : `${text}.`;
}
