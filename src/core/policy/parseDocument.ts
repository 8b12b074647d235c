import * as z from 'zod';
import { describeJsonProblem } from '../json/describeJsonProblem.ts';
import { locateInJson, type Position } from '../json/position.ts';
import { readStrictJson } from '../json/strictJson.ts';
import type { JsonPath } from '../json/scan.ts';
import { failure, type Result, success } from '../result.ts';
import { english } from '../wording/translate.ts';
import { type PolicyDocument, policyDocumentSchema } from './document.ts';
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
		return failure([
			{ code: 'json', path: '', line, column, message: describeJsonProblem(json.error, english) },
		]);
	}
	const parsed = schema.safeParse(json.value);
	if (parsed.success) {
		return success(parsed.data);
	}
	const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, [], text, json.value, schema));
	return failure(problems.sort((a, b) => a.line - b.line || a.column - b.column));
}

function problemsOf(
	issue: z.core.$ZodIssue,
	base: JsonPath,
	text: string,
	value: unknown,
	schema: z.ZodType,
): readonly DocumentProblem[] {
	const path = [...base, ...(issue.path as JsonPath)];
	switch (issue.code) {
		case 'unrecognized_keys':
			return issue.keys.map((key) => {
				const near = nearestName(key, namesAt(schema, path));
				const message =
					near === undefined
						? `"${key}" is not known here.`
						: `"${key}" is not known here; did you mean "${near}"?`;
				const place = locateInJson(text, [...path, key], 'key');
				return {
					code: 'unknownKey',
					path: pathText([...path, key]),
					...place,
					message,
					suggestion: near,
				};
			});
		case 'invalid_union': {
			// The branch that came furthest says best what is wrong.
			const branch = issue.errors.toSorted((a, b) => deepest(b) - deepest(a))[0] ?? [];
			return branch.flatMap((inner) => problemsOf(inner, path, text, value, schema));
		}
		case 'invalid_key':
			return [
				problem(
					'badValue',
					path,
					`${inQuotes(path.at(-1))} is not a key that fits here.`,
					text,
					'key',
				),
			];
		case 'invalid_type': {
			if (valueAt(value, path) === undefined) {
				return [
					problem(
						'missing',
						path,
						`"${String(path.at(-1))}" is missing: write ${typeWords(issue.expected)}.`,
						text,
					),
				];
			}
			return [problem('wrongType', path, `This must be ${typeWords(issue.expected)}.`, text)];
		}
		case 'invalid_value': {
			const words = issue.values.map(String);
			const near = nearestName(String(valueAt(value, path)), words);
			const hint = near === undefined ? '' : `; did you mean "${near}"?`;
			const list = words.map((word) => `"${word}"`).join(', ');
			return [
				{
					...problem('badValue', path, `Write one of ${list}${hint || '.'}`, text),
					suggestion: near,
				},
			];
		}
		default:
			return [problem('badValue', path, sentence(issue.message), text)];
	}
}

function problem(
	code: DocumentProblem['code'],
	path: JsonPath,
	message: string,
	text: string,
	part: 'key' | 'value' = 'value',
): DocumentProblem {
	return { code, path: pathText(path), ...locateInJson(text, path, part), message };
}

/** The keys that `schema` knows at `path`. */
function namesAt(schema: z.ZodType, path: JsonPath): readonly string[] {
	let current = unwrapped(schema);
	for (const step of path) {
		let next: unknown;
		if (current instanceof z.ZodObject) {
			next = (current.shape as Record<string, unknown>)[String(step)];
		} else if (current instanceof z.ZodArray) {
			next = current.element;
		}
		current = unwrapped(next);
	}
	return current instanceof z.ZodObject ? Object.keys(current.shape) : [];
}

function unwrapped(schema: unknown): unknown {
	let current = schema;
	while (
		current instanceof z.ZodOptional ||
		current instanceof z.ZodDefault ||
		current instanceof z.ZodPrefault ||
		current instanceof z.ZodReadonly
	) {
		current = current.unwrap();
	}
	return current;
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

function typeWords(expected: string): string {
	return typeNames[expected] ?? expected;
}

function inQuotes(step: string | number | undefined): string {
	return `"${String(step ?? '')}"`;
}

function sentence(message: string): string {
	const text = message.charAt(0).toUpperCase() + message.slice(1);
	return /[.?!)…]$/.test(text) ? text : `${text}.`;
}
