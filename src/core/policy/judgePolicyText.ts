import type { Assistant } from '../catalog/assistant.ts';
import { locateInJson } from '../json/position.ts';
import type { PolicyDocument } from './document.ts';
import { lintPolicy } from './lint/lint.ts';
import { lintKeys } from './lint/lintKeys.ts';
import { parsePolicyDocument } from './parseDocument.ts';

/** A mistake in a policy's text: line and column from 1, in UTF-16 code units. */
export interface PolicyTextProblem {
	readonly severity: 'error' | 'warning';
	readonly code: string;
	readonly path: string;
	readonly line: number;
	readonly column: number;
	readonly message: string;
	readonly suggestion?: string | undefined;
}

/** Judges the text of a policy: the document, unless something in it is an error, and every mistake with its place. */
export function judgePolicyText(
	text: string,
	builtIn: readonly Assistant[],
	now: number,
	/** The bundle that was published beside it, where there is one. */
	bundleText?: string,
): { readonly document: PolicyDocument | undefined; readonly problems: readonly PolicyTextProblem[] } {
	const parsed = parsePolicyDocument(text);
	if (!parsed.ok) {
		return {
			document: undefined,
			problems: parsed.error.map((problem) => ({ severity: 'error', ...problem })),
		};
	}
	const keys = bundleText === undefined ? [] : lintKeys(bundleText, now);
	const problems = [...lintPolicy(parsed.value, builtIn, now), ...keys].map((finding) => ({
		...locateInJson(text, finding.path),
		...finding,
		path: finding.path.join('.'),
	}));
	const refused = problems.some(({ severity, code }) => severity === 'error' && code !== 'keysExpire');
	return { document: refused ? undefined : parsed.value, problems };
}
