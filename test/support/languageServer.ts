import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import {
	type CodeAction,
	createConnection,
	createProtocolConnection,
	type Diagnostic,
	type InitializeResult,
	type ProtocolConnection,
	type PublishDiagnosticsParams,
	StreamMessageReader,
	StreamMessageWriter,
	type TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Bundle } from '../../src/core/policy/trust/bundle.ts';
import type { PolicyDocumentInput } from '../../src/core/policy/document.ts';
import { readTextFile, walkTree } from '../../src/node/files/scanTree.ts';
import { nodeCryptography } from '../../src/node/signing/signature.ts';
import { policyMessage, type PolicyMessage } from '../../src/protocol/messages.ts';
import type { ServerParts } from '../../src/server/parts.ts';
import { startServer } from '../../src/server/server.ts';
import { builtInCatalog } from '../../src/node/builtInCatalog.ts';
import { bundleOf, createAuthority, testNow, payloadSha256 } from './authority.ts';
import { shellGrammars } from './shellGrammars.ts';

/** A language server that runs in this process, and the client's end of its connection. */
export interface ServerUnderTest {
	readonly client: ProtocolConnection;
	readonly capabilities: InitializeResult['capabilities'];
	/** Opens a document of the folder, or of another address, and gives its address. */
	open(path: string, text: string, languageId?: string): Promise<string>;
	/** The diagnostics of a document, when they satisfy `wanted`. */
	diagnostics(
		uri: string,
		wanted?: (diagnostics: readonly Diagnostic[]) => boolean,
	): Promise<readonly Diagnostic[]>;
	/** The diagnostics that were published last. */
	shown(uri: string): readonly Diagnostic[];
	close(): void;
}

/** The authority that tests of the server trust. */
export const authority = createAuthority();

/** A policy that blocks Claude Code and asks not to use Codex, with Qoder as what to use instead. */
export const serverPolicy: Partial<PolicyDocumentInput> = {
	sanctioned: [{ id: 'qoder', name: 'Qoder', assistants: ['qoder'], extension: { id: 'qoder.qoder' } }],
	rules: [
		rule('no-claude', ['claude-code'], 'block'),
		rule('less-codex', ['codex'], 'warn'),
		rule('word-on-copilot', ['github-copilot'], 'inform'),
	],
};

export function rule(
	id: string,
	assistants: readonly string[],
	action: 'block' | 'warn' | 'inform',
): PolicyDocumentInput['rules'][number] {
	return {
		id,
		assistants: [...assistants],
		phases: [{ from: '2026-07-10', action }],
		reason: 'It is high-risk software.',
		learnMore: 'https://acme.example/why',
	};
}

/** The message that gives the server a policy. */
export function policyOf(change: Partial<PolicyDocumentInput> = serverPolicy): PolicyMessage {
	const bundle = Buffer.from(bundleOf(authority, change)).toString('utf8');
	const policies = (JSON.parse(bundle) as Bundle).policies.map(payloadSha256);
	return {
		accepted: {
			anchor: authority.anchor,
			bundle,
			chosen: policies[0] ?? '',
			freshness: 'fresh',
			grants: {},
		},
		context: { os: 'linux', folders: ['/work'] },
	};
}

/** Starts a server for the folder `folderUri`, with the policy unless `policy` is undefined. */
export async function startTestServer(
	policy: PolicyMessage | undefined = policyOf(),
	folderUri = 'file:///work/space',
	messages?: Readonly<Record<string, string>>,
	parts: Partial<ServerParts> = {},
): Promise<ServerUnderTest> {
	const toServer = new PassThrough();
	const toClient = new PassThrough();
	startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
		builtInCatalog,
		cryptography: nodeCryptography,
		loadGrammars: async () => await shellGrammars,
		now: () => testNow,
		patience: 2000,
		readTextFile,
		walkTree,
		...parts,
	});
	const client = createProtocolConnection(
		new StreamMessageReader(toClient),
		new StreamMessageWriter(toServer),
	);
	const published = new Map<string, readonly Diagnostic[]>();
	const waiting = new Set<() => void>();
	client.onNotification(
		'textDocument/publishDiagnostics',
		({ uri, diagnostics }: PublishDiagnosticsParams) => {
			published.set(uri, diagnostics);
			waiting.forEach((look) => look());
		},
	);
	client.onRequest('window/workDoneProgress/create', () => null);
	client.listen();
	const result = await client.sendRequest<InitializeResult>('initialize', {
		processId: null,
		capabilities: { window: { workDoneProgress: true } },
		rootUri: null,
		workspaceFolders: [{ uri: folderUri, name: 'space' }],
		initializationOptions: {
			language: messages === undefined ? 'en' : 'zh-cn',
			messages,
			grammarsFolder: '-',
		},
	});
	await client.sendNotification('initialized', {});
	if (policy !== undefined) {
		await client.sendNotification(policyMessage, policy);
	}
	return {
		client,
		capabilities: result.capabilities,
		open: async (path, text, languageId = 'plaintext') => {
			const uri = /^[\w-]+:/.test(path) ? path : `${folderUri}/${path}`;
			await client.sendNotification('textDocument/didOpen', {
				textDocument: { uri, languageId, version: 1, text },
			});
			return uri;
		},
		diagnostics: async (uri, wanted = (found) => found.length > 0) =>
			await new Promise((resolve) => {
				const look = (): void => {
					const found = published.get(uri);
					if (found !== undefined && wanted(found)) {
						waiting.delete(look);
						resolve(found);
					}
				};
				waiting.add(look);
				look();
			}),
		shown: (uri) => published.get(uri) ?? [],
		close: () => {
			client.dispose();
			toServer.end();
			toClient.end();
		},
	};
}

/** A diagnostic's message, which newer protocols let be Markdown. */
export function messageOf(diagnostic: Diagnostic | undefined): string {
	const message = diagnostic?.message ?? '';
	return typeof message === 'string' ? message : message.value;
}

/** The text of a document after a code action's edits to it. */
export function applied(action: CodeAction | undefined, uri: string, text: string): string {
	const { changes, documentChanges } = action?.edit ?? {};
	const edits = [
		...(changes?.[uri] ?? []),
		...(documentChanges ?? []).flatMap((change) =>
			'edits' in change && change.textDocument.uri === uri ? (change.edits as TextEdit[]) : [],
		),
	];
	assert.ok(edits.length > 0, `${action?.title} changes nothing`);
	return TextDocument.applyEdits(TextDocument.create(uri, '', 0, text), edits);
}
