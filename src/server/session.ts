import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DecisionContext } from '../core/decision/context.ts';
import { type IgnoreEntry, ignoreFileName, readIgnoreFile } from '../core/decision/ignoreFile.ts';
import type { DocumentJudging } from '../core/decision/judgeDocument.ts';
import type { ShellGrammars } from '../core/detection/syntax.ts';
import { agedPolicy, type CompiledPolicy, compilePolicy } from '../core/policy/compile.ts';
import { verifyBundle } from '../core/policy/trust/verify.ts';
import type { Reader } from '../core/wording/reader.ts';
import { english, translateBy } from '../core/wording/translate.ts';
import type { PolicyMessage, ServerOptions } from '../protocol/messages.ts';
import { type Place, placeOf, type WorkspaceFolder } from './place.ts';
import type { ServerParts } from './parts.ts';

/** All that the server keeps: the policy in force, and how it was started. Files it reads anew each time. */
export interface ServerSession {
	readonly parts: ServerParts;
	folders: readonly WorkspaceFolder[];
	reader: Reader;
	policy: CompiledPolicy | undefined;
	context: Omit<DecisionContext, 'now'>;
	grammars: ShellGrammars | undefined;
	/** An open document, whose text counts before that on the disk. */
	openDocument: (uri: string) => TextDocument | undefined;
	/** Whether cells of the notebook at an address are open, which count before it. */
	hasOpenCells: (uri: string) => boolean;
}

export function newSession(parts: ServerParts): ServerSession {
	return {
		parts,
		folders: [],
		reader: { language: 'en', translate: english },
		policy: undefined,
		context: {},
		grammars: undefined,
		openDocument: () => undefined,
		hasOpenCells: () => false,
	};
}

/** Takes what the extension gave at the start. The grammars come later; until then structure is left to guess. */
export async function applyOptions(
	session: ServerSession,
	options: ServerOptions | undefined,
): Promise<void> {
	if (options === undefined) {
		return;
	}
	const { language, messages, grammarsFolder } = options;
	session.reader = { language, translate: messages === undefined ? english : translateBy(messages) };
	session.grammars = await session.parts.loadGrammars(grammarsFolder).catch(() => undefined);
}

/**
 * Takes a policy into force when it verifies. It was accepted before, so what expired since then does not count; anything
 * else that is wrong with it leaves the server without a policy.
 *
 * @returns The code of what is wrong.
 */
export function applyPolicy(
	session: ServerSession,
	{ accepted, context }: PolicyMessage,
): string | undefined {
	session.context = context;
	session.policy = undefined;
	if (accepted === undefined) {
		return undefined;
	}
	const { builtInCatalog, cryptography } = session.parts;
	const bytes = new TextEncoder().encode(accepted.bundle);
	const { anchor, chosen, grants, freshness } = accepted;
	const trust = { anchor, floor: undefined, now: undefined, cryptography, chosen };
	const verified = verifyBundle(bytes, trust);
	if (!verified.ok) {
		return verified.error.code;
	}
	const { document, exemptions } = verified.value;
	const compiled = compilePolicy(document, builtInCatalog, { ...grants, document: exemptions });
	session.policy = agedPolicy(compiled, freshness);
	return undefined;
}

/** What the file at `uri` is judged by; `undefined` while there is no policy. */
export async function judgingFor(session: ServerSession, place: Place): Promise<DocumentJudging | undefined> {
	const { policy, parts, grammars } = session;
	if (policy === undefined) {
		return undefined;
	}
	const context = { ...session.context, now: parts.now() };
	return { policy, context, grammars, ignored: await ignoredIn(session, place.folder) };
}

/** What the people of a workspace folder let stand. */
async function ignoredIn(
	session: ServerSession,
	folder: WorkspaceFolder | undefined,
): Promise<readonly IgnoreEntry[]> {
	const text = folder === undefined ? undefined : await ignoreFileText(session, folder);
	return text === undefined ? [] : readIgnoreFile(text).entries;
}

/** The text of a folder's ignore file, where there is one. */
export async function ignoreFileText(
	session: ServerSession,
	folder: WorkspaceFolder,
): Promise<string | undefined> {
	const uri = `${folder.uri}/${ignoreFileName}`;
	return (
		session.openDocument(uri)?.getText() ??
		(await session.parts.readTextFile(placeOf(session.folders, uri).file))
	);
}
