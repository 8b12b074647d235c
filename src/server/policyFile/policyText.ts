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

/** What admins write: a policy, its test cases, a catalog. */
export type AdminFile = 'policy' | 'cases' | 'catalog';

/** One of these files, with what helps to write it. */
export interface HelpSubject extends PolicySubject {
	readonly file: AdminFile;
	/** The policy whose rules and sanctioned assistants can be named: this one, or the one beside. */
	readonly policyText: string;
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

/** Whether a file is a catalog of ours, which names its schema; other programs have a `catalog.json` too. */
export function isCatalogFile(path: string, text: string): boolean {
	return /(?:^|[./])catalog\.json$/.test(path) && text.includes('catalog.schema.json');
}
