import type { CodeLens, Diagnostic } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { catalogSchema } from '../../core/catalog/assistant.ts';
import { casesPath } from '../../core/decision/policyCases.ts';
import { parseWithPlaces } from '../../core/policy/parseDocument.ts';
import { placeOf } from '../place.ts';
import type { ServerSession } from '../session.ts';
import { policyDiagnostics, problemDiagnostics } from './policyDiagnostics.ts';
import { casesDiagnostics, policyLenses } from './policyLenses.ts';
import {
	type HelpSubject,
	isCasesFile,
	isCatalogFile,
	isPolicyFile,
	type PolicySubject,
} from './policyText.ts';

/** The document as a policy; `undefined` where it is none of ours. */
export function policySubject(
	{ parts, reader, folders }: ServerSession,
	document: TextDocument | undefined,
): PolicySubject | undefined {
	if (document === undefined || !isPolicyFile(placeOf(folders, document.uri).path, document.getText())) {
		return undefined;
	}
	return { document, builtInCatalog: parts.builtInCatalog, reader, now: parts.now() };
}

/** The document as a file that admins write; `undefined` where it is none of ours. */
export async function helpSubject(
	session: ServerSession,
	document: TextDocument | undefined,
): Promise<HelpSubject | undefined> {
	const policy = policySubject(session, document);
	if (policy !== undefined) {
		return { ...policy, file: 'policy', policyText: policy.document.getText() };
	}
	const { parts, reader } = session;
	const file = document && otherFile(document);
	return document === undefined || file === undefined
		? undefined
		: {
				document,
				file,
				builtInCatalog: parts.builtInCatalog,
				reader,
				now: parts.now(),
				policyText:
					(file === 'cases' ? await textAt(session, policyOfCases(document.uri)) : undefined) ?? '',
			};
}

function otherFile(document: TextDocument): 'cases' | 'catalog' | undefined {
	const { path } = placeOf([], document.uri);
	return isCasesFile(path) ? 'cases' : isCatalogFile(path, document.getText()) ? 'catalog' : undefined;
}

function policyOfCases(uri: string): string {
	return uri.replace(/test\.json$/, 'json');
}

/** What is wrong with a policy and the keys that signed what was published of it, with its cases, or with a catalog. */
export async function policyFileDiagnostics(
	session: ServerSession,
	document: TextDocument,
): Promise<readonly Diagnostic[]> {
	const subject = policySubject(session, document);
	if (subject !== undefined) {
		const bundleText = await textBeside(session, document.uri, 'public/policy.bundle.json');
		return policyDiagnostics({ ...subject, bundleText });
	}
	const file = otherFile(document);
	if (file === 'catalog') {
		const read = parseWithPlaces(document.getText(), catalogSchema);
		return read.ok ? [] : problemDiagnostics(document, read.error);
	}
	if (file === undefined) {
		return [];
	}
	const uri = policyOfCases(document.uri);
	const text = await textAt(session, uri);
	const policy = text === undefined ? undefined : TextDocument.create(uri, 'json', 0, text);
	return await casesDiagnostics(document, policySubject(session, policy), session.grammars);
}

/** What stands over the rules of a policy. */
export async function policyFileLenses(
	session: ServerSession,
	document: TextDocument | undefined,
): Promise<readonly CodeLens[]> {
	const subject = policySubject(session, document);
	return subject === undefined
		? []
		: await policyLenses(
				subject,
				await textAt(session, casesPath(subject.document.uri)),
				session.grammars,
			);
}

async function textBeside(session: ServerSession, uri: string, path: string): Promise<string | undefined> {
	return await textAt(session, `${uri.slice(0, uri.lastIndexOf('/'))}/${path}`);
}

async function textAt(session: ServerSession, uri: string): Promise<string | undefined> {
	return (
		session.openDocument(uri)?.getText() ??
		(await session.parts.readTextFile(placeOf(session.folders, uri).file))
	);
}
