import { readFile } from 'node:fs/promises';
import type { PolicyDocument } from '../core/policy/document.ts';
import { decodeBase64 } from '../core/policy/trust/base64.ts';
import { type Bundle, bundleFormat, bundleSchema } from '../core/policy/trust/bundle.ts';
import { readStrictJson } from '../core/json/strictJson.ts';
import { judgePolicyText as judgeText } from '../core/policy/judgePolicyText.ts';
import { parsePolicyDocument } from '../core/policy/parseDocument.ts';
import { builtInCatalog } from '../node/builtInCatalog.ts';
import { decodeUtf8 } from '../node/signing/signature.ts';
import { complain, exitCodes, exitWith, refuse } from './output.ts';
import { shown } from './policyFolder.ts';

/** A problem with a file, ready to be printed as a line or as JSON. */
export interface FileProblem {
	readonly file: string;
	readonly line: number;
	readonly column: number;
	readonly severity: 'error' | 'warning';
	readonly code: string;
	readonly path: string;
	readonly message: string;
	readonly suggestion?: string | undefined;
}

/** Reads a file as UTF-8, or says why not and what to do. */
export async function readText(path: string, wayOut?: string): Promise<string | undefined> {
	let bytes: Uint8Array;
	try {
		bytes = await readFile(path);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		refuse(
			code === 'ENOENT'
				? `There is no file ${shown(path)}.`
				: code === 'EISDIR'
					? `${shown(path)} is a folder; name a file.`
					: `${shown(path)} cannot be read (${code}).`,
			wayOut,
		);
		return undefined;
	}
	const text = decodeUtf8(bytes);
	if (text === undefined) {
		refuse(`${shown(path)} is not UTF-8 text.`, 'Save it as UTF-8.');
	}
	return text;
}

/** Judges a policy file's text: the document with its warnings, or `undefined` with at least one error. */
export function judgePolicyText(
	path: string,
	text: string,
	now: number,
	/** The bundle that was published beside it, where there is one. */
	bundleText?: string,
): { readonly document: PolicyDocument | undefined; readonly problems: readonly FileProblem[] } {
	const judged = judgeText(text, builtInCatalog, now, bundleText);
	return { ...judged, problems: judged.problems.map((problem) => ({ file: shown(path), ...problem })) };
}

/** Prints problems as compilers do, and makes the program exit with 1 where one is an error. */
export function printProblems(problems: readonly FileProblem[]): void {
	for (const { file, line, column, severity, message } of problems) {
		complain(severity, message, `${file}:${line}:${column}`);
		if (severity === 'error') {
			exitWith(exitCodes.refused);
		}
	}
}

/**
 * Reads the policy of a file that is either the admin's policy.json or a bundle, whose signatures are not looked at: for
 * trying a policy out, not for trusting it. Says what is wrong where it cannot.
 */
export async function readAnyPolicy(path: string): Promise<PolicyDocument | undefined> {
	const text = await readText(path, 'Name a policy.json or a policy.bundle.json.');
	if (text === undefined) {
		return undefined;
	}
	const bundle = readBundle(text);
	const policyText = bundle === undefined ? text : policyTextOf(bundle);
	if (policyText === undefined) {
		refuse(`${shown(path)} is a bundle whose policy cannot be read.`, 'Publish it again.');
		return undefined;
	}
	const parsed = parsePolicyDocument(policyText);
	if (!parsed.ok) {
		printProblems(parsed.error.map((problem) => ({ file: shown(path), severity: 'error', ...problem })));
		return undefined;
	}
	return parsed.value;
}

/** The bundle that `text` is, or `undefined` when it is something else. */
export function readBundle(text: string): Bundle | undefined {
	const json = readStrictJson(text);
	const format = json.ok ? (json.value as { format?: unknown } | null)?.format : undefined;
	return json.ok && format === bundleFormat ? bundleSchema.safeParse(json.value).data : undefined;
}

/** The admin's file inside a bundle. */
export function policyTextOf(bundle: Bundle): string | undefined {
	const payload = decodeBase64(bundle.policies.at(-1)?.payload ?? '');
	return payload && decodeUtf8(payload);
}
