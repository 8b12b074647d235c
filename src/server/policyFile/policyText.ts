import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Assistant } from '../../core/catalog/assistant.ts';
import type { Reader } from '../../core/wording/reader.ts';

/** A policy's text with what helps to write it. */
export interface PolicySubject {
	readonly document: TextDocument;
	readonly builtInCatalog: readonly Assistant[];
	readonly reader: Reader;
	/** Epoch milliseconds. */
	readonly now: number;
	/** The bundle that was published beside it, where there is one. */
	readonly bundleText?: string | undefined;
}

/** Whether a file holds the cases of a policy, as `assistant-policy test` reads them. */
export function isCasesFile(path: string): boolean {
	return /(?:^|[./])policy\.test\.json$/.test(path);
}

/** Whether a file is a policy of ours, which other programs' `policy.json` is not. */
export function isPolicyFile(path: string, text: string): boolean {
	const named =
		/(?:^|[./])policy\.json$/.test(path) || /"\$schema"\s*:\s*"[^"]*policy\.schema\.json"/.test(text);
	return named && (text.trim() === '' || /"(?:organization|sanctioned|rules)"\s*:/.test(text));
}
