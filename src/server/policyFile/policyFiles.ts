import type { CodeLens, Diagnostic } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { casesPath } from '../../core/decision/policyCases.ts';
import { placeOf } from '../place.ts';
import type { ServerSession } from '../session.ts';
import { policyDiagnostics } from './policyDiagnostics.ts';
import { casesDiagnostics, policyLenses } from './policyLenses.ts';
import { isCasesFile, isPolicyFile, type PolicySubject } from './policyText.ts';

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

/** What is wrong with a policy, with the keys that signed what was published of it, or with a file of its cases. */
export async function policyFileDiagnostics(
	session: ServerSession,
	document: TextDocument,
): Promise<readonly Diagnostic[]> {
	const subject = policySubject(session, document);
	if (subject !== undefined) {
		const bundleText = await textBeside(session, document.uri, 'public/policy.bundle.json');
		return policyDiagnostics({ ...subject, bundleText });
	}
	if (!isCasesFile(placeOf([], document.uri).path)) {
		return [];
	}
	const uri = document.uri.replace(/test\.json$/, 'json');
	const text = await textAt(session, uri);
	const policy = text === undefined ? undefined : TextDocument.create(uri, 'json', 0, text);
	const beside = policySubject(session, policy);
	return beside === undefined ? [] : await casesDiagnostics(document, beside, session.grammars);
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
