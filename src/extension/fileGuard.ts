import { type Disposable, type ExtensionContext, type TextDocument, workspace } from 'vscode';
import { formatOf } from '../core/detection/documents/formatPaths.ts';
import { ownerOfPath, ownPathsOf } from '../core/detection/documents/naming/ownPaths.ts';
import type { CompiledPolicy } from '../core/policy/compile.ts';
import type { PolicyClient } from '../node/policy/policyClient.ts';
import type { LanguageServer } from './languageClient.ts';
import { guarded, type Log } from './log.ts';

/** Has files looked at by the language server, which is started by the first file that it can say something about. */
export interface FileGuard extends Disposable {
	/** The policy may be another one now. */
	policyChanged(): void;
}

export function createFileGuard(context: ExtensionContext, policyClient: PolicyClient, log: Log): FileGuard {
	let server: Promise<LanguageServer | undefined> | undefined;
	let told: CompiledPolicy | undefined;

	const start = (): void => {
		server ??= guardedValue(log, 'language server', async () => {
			// Off the start of the window: the client is as large as all else together.
			const { startLanguageServer } = await import('./languageClient.ts');
			const started = await startLanguageServer(context, policyClient, log);
			told = policyClient.policy();
			await started.tellPolicy();
			return started;
		});
	};
	const look = (document: TextDocument): void => {
		if (server === undefined && isServed(document, policyClient.policy())) {
			start();
		}
	};
	const subscription = workspace.onDidOpenTextDocument(look);
	workspace.textDocuments.forEach(look);
	return {
		policyChanged: () => {
			workspace.textDocuments.forEach(look);
			const policy = policyClient.policy();
			if (server !== undefined && policy !== told) {
				told = policy;
				void guarded(log, 'policy for files', async () => await (await server)?.tellPolicy());
			}
		},
		dispose: () => {
			subscription.dispose();
			void server?.then(async (started) => await started?.stop());
		},
	};
}

/** Source code is read only where the policy has something to say of what code imports. */
function isServed(document: TextDocument, policy: CompiledPolicy | undefined): boolean {
	const { uri, languageId } = document;
	if (uri.scheme !== 'file' && uri.scheme !== 'vscode-notebook-cell') {
		return false;
	}
	if (/policy(?:\.test)?\.json$/.test(uri.path) || isCatalog(document)) {
		return true;
	}
	if (policy === undefined) {
		return false;
	}
	const format = formatOf(uri.path, languageId);
	if (format === undefined) {
		// Instructions, and whatever else lies where only one assistant looks.
		return ownerOfPath(ownPathsOf(policy.catalog), workspace.asRelativePath(uri, false)) !== undefined;
	}
	return (
		format.name !== 'source' ||
		policy.rules.some(
			({ covers, coversAll }) => coversAll || [...covers].some((id) => isImported(policy, id)),
		)
	);
}

/** Other programs have a `catalog.json` too; ours names its schema. */
function isCatalog(document: TextDocument): boolean {
	return document.uri.path.endsWith('catalog.json') && document.getText().includes('catalog.schema.json');
}

function isImported(policy: CompiledPolicy, id: string): boolean {
	return policy.catalog.byId.get(id)?.kinds.includes('sdk') === true;
}

async function guardedValue<T>(log: Log, what: string, make: () => Promise<T>): Promise<T | undefined> {
	let value: T | undefined;
	await guarded(log, what, async () => {
		value = await make();
	});
	return value;
}
