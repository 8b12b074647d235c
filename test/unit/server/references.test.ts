import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type CodeAction, DiagnosticSeverity, type Hover } from 'vscode-languageserver/node';
import {
	applied,
	messageOf,
	policyOf,
	type ServerUnderTest,
	startTestServer,
} from '../../support/languageServer.ts';

const recommendations =
	'{\n\t// ours\n\t"recommendations": [\n\t\t"golang.go", // keep\n\t\t"anthropic.claude-code",\n\t\t"openai.chatgpt"\n\t]\n}\n';

describe('the language server', () => {
	let server: ServerUnderTest;

	afterEach(() => server.close());

	it('says what the policy says where it is written, as severe as the action', async () => {
		server = await startTestServer();
		const uri = await server.open(
			'.github/workflows/a.yml',
			'steps:\n  - run: claude -p x\n  - uses: openai/codex-action@v1\n  - run: echo\n',
		);
		const found = await server.diagnostics(uri);
		assert.deepEqual(
			found.map(({ severity, range, code }) => [
				severity,
				range.start.line,
				range.start.character,
				range.end.character,
				code,
			]),
			[
				[DiagnosticSeverity.Error, 1, 9, 15, 'no-claude'],
				[DiagnosticSeverity.Warning, 2, 10, 32, 'less-codex'],
			],
		);
		assert.match(
			messageOf(found[0]),
			/Claude Code has been blocked at Acme since July 10, 2026\. It is high-risk/,
		);
		assert.equal(found[0]?.codeDescription?.href, 'https://acme.example/why');
	});

	it('says no more than a word of what is only set up', async () => {
		server = await startTestServer();
		const uri = await server.open('CLAUDE.md', '# Be nice\n', 'markdown');
		assert.deepEqual(
			(await server.diagnostics(uri)).map(({ severity }) => severity),
			[DiagnosticSeverity.Information],
		);
	});

	it('says nothing without a policy, and nothing by one that is not signed by the anchor’s keys', async () => {
		const good = policyOf();
		const forged = {
			...good,
			accepted: {
				anchor: { ...policyOf().accepted?.anchor, rootSha256: '0'.repeat(64) },
				bundle: good.accepted?.bundle,
			},
		};
		server = await startTestServer(forged as typeof good);
		const uri = await server.open('a.sh', 'claude\n');
		assert.deepEqual(await server.diagnostics(uri, () => true), []);
		await server.client.sendNotification('approvedAssistants/policy', good);
		assert.equal((await server.diagnostics(uri)).length, 1);
		await server.client.sendNotification('approvedAssistants/policy', { context: {} });
		assert.deepEqual(await server.diagnostics(uri, (found) => found.length === 0), []);
	});

	it('follows what is typed', async () => {
		server = await startTestServer();
		const uri = await server.open('a.sh', 'echo\n');
		const insert = {
			range: { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } },
			text: 'claude',
		};
		await server.client.sendNotification('textDocument/didChange', {
			textDocument: { uri, version: 2 },
			contentChanges: [insert],
		});
		assert.equal((await server.diagnostics(uri)).length, 1);
		await server.client.sendNotification('textDocument/didClose', { textDocument: { uri } });
		await server.diagnostics(uri, (found) => found.length === 0);
	});

	it('shows in the hover what the diagnostic above it leaves out of the reason card, and nothing beside the place', async () => {
		server = await startTestServer();
		const uri = await server.open('.vscode/extensions.json', recommendations, 'jsonc');
		const at = async (line: number): Promise<Hover | null> =>
			await server.client.sendRequest('textDocument/hover', {
				textDocument: { uri },
				position: { line, character: 8 },
			});
		const { value = '' } = ((await at(4)) as { contents: { value?: string } } | null)?.contents ?? {};
		assert.doesNotMatch(value, /has been blocked|software/);
		assert.match(value, /^- Decided by: /);
		assert.match(value, /Use instead: Qoder/);
		assert.match(value, /\.vscode\/extensions\\\.json/);
		assert.equal(await at(3), null);
	});

	async function actions(uri: string, line: number): Promise<readonly CodeAction[]> {
		const place = { line, character: 6 };
		return await server.client.sendRequest('textDocument/codeAction', {
			textDocument: { uri },
			range: { start: place, end: place },
			context: { diagnostics: [] },
		});
	}

	it('replaces, removes, lets stand and switches; and keeps what it does not mean', async () => {
		server = await startTestServer();
		const uri = await server.open('.vscode/extensions.json', recommendations, 'jsonc');
		const offered = await actions(uri, 4);
		assert.deepEqual(
			offered.map(({ title }) => title),
			[
				'Replace Claude Code by Qoder',
				'Remove Claude Code from this file',
				'Switch to Qoder',
				'Let it stand until 2026-10-30, with a reason',
				'Fix all 2 entries in this file',
				'Fix all entries in the workspace…',
			],
		);
		assert.equal(
			applied(offered[0], uri, recommendations),
			recommendations.replace('anthropic.claude-code', 'qoder.qoder'),
		);
		assert.equal(
			applied(offered[1], uri, recommendations),
			recommendations.replace('\t\t"anthropic.claude-code",\n', ''),
		);
		assert.deepEqual(offered[2]?.command?.arguments, [
			{ assistant: 'claude-code', path: '.vscode/extensions.json' },
		]);
		assert.equal(
			applied(offered[4], uri, recommendations),
			'{\n\t// ours\n\t"recommendations": [\n\t\t"golang.go", // keep\n\t\t"qoder.qoder"\n\t]\n}\n',
		);
		assert.deepEqual(await actions(uri, 3), []);
	});

	it('mends all of a file on saving, wherever the cursor stands', async () => {
		server = await startTestServer();
		const uri = await server.open('.vscode/extensions.json', recommendations, 'jsonc');
		const request = async (only: string): Promise<readonly CodeAction[]> =>
			await server.client.sendRequest('textDocument/codeAction', {
				textDocument: { uri },
				range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
				context: { diagnostics: [], only: [only] },
			});
		const [onSave] = await request('source.fixAll.approvedAssistants');
		assert.equal(
			applied(onSave, uri, recommendations),
			'{\n\t// ours\n\t"recommendations": [\n\t\t"golang.go", // keep\n\t\t"qoder.qoder"\n\t]\n}\n',
		);
		assert.deepEqual(await request('quickfix'), []);
	});

	it('carries an instruction file over by the extension, which knows how', async () => {
		server = await startTestServer();
		const uri = await server.open('CLAUDE.md', '# Be nice\n', 'markdown');
		const carry = (await actions(uri, 0)).find(({ title }) => title === 'Carry this file over to Qoder');
		assert.deepEqual(carry?.command?.command, 'approvedAssistants.carryOver');
		assert.deepEqual(carry?.command?.arguments, [uri]);
		const script = await server.open('a.sh', 'claude\n');
		assert.ok((await actions(script, 0)).every(({ title }) => !title.startsWith('Carry')));
	});

	it('opens the file in which the reason is to be written, at its place', async () => {
		server = await startTestServer();
		const uri = await server.open('a.sh', 'claude\n');
		const letStand = (await actions(uri, 0)).find(({ title }) => title.startsWith('Let it stand'));
		const ignoreUri = 'file:///work/space/.approved-assistants.json';
		const [opened, { selection }] = (letStand?.command?.arguments ?? []) as [
			string,
			{ selection: { start: { line: number; character: number } } },
		];
		const lines = applied(letStand, ignoreUri, '').split('\n');
		const { line, character } = selection.start;
		assert.equal(opened, ignoreUri);
		assert.equal(lines[line]?.slice(character - 11, character + 2), '"reason": "",');
	});

	it('lets a place stand only with a reason, and only until its day', async () => {
		server = await startTestServer();
		const uri = await server.open('a.sh', 'claude\n');
		await server.diagnostics(uri);
		const letStand = (await actions(uri, 0)).find(({ title }) => title.startsWith('Let it stand'));
		const ignoreUri = 'file:///work/space/.approved-assistants.json';
		const text = applied(letStand, ignoreUri, '');
		await server.open('.approved-assistants.json', text, 'json');
		const [problem] = await server.diagnostics(ignoreUri);
		assert.match(messageOf(problem), /Say why this is let stand/);
		assert.equal(server.shown(uri).length, 1);
		const change = async (to: string): Promise<void> =>
			await server.client.sendNotification('textDocument/didChange', {
				textDocument: { uri: ignoreUri, version: 2 },
				contentChanges: [{ text: to }],
			});
		await change(text.replace('"reason": ""', '"reason": "The migration needs it."'));
		await server.diagnostics(uri, (found) => found.length === 0);
		await change(text.replace('"reason": ""', '"reason": "x"').replace('2026-10-30', '2026-07-30'));
		await server.diagnostics(uri, (found) => found.length === 1);
	});

	it('speaks the reader’s language', async () => {
		const messages = JSON.parse(readFileSync('media/l10n/bundle.l10n.zh-cn.json', 'utf8')) as Record<
			string,
			string
		>;
		server = await startTestServer(policyOf(), undefined, messages);
		const uri = await server.open('a.sh', 'claude\n');
		assert.match(messageOf((await server.diagnostics(uri))[0]), /[\u4e00-\u9fff]/);
		assert.match((await actions(uri, 0)).map(({ title }) => title).join(), /[\u4e00-\u9fff]/);
	});
});
