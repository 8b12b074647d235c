import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ApplyWorkspaceEditParams, TextDocumentEdit, TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { policyOf, type ServerUnderTest, startTestServer } from '../../support/languageServer.ts';

const packageText = '{\n  "devDependencies": {\n    "@openai/codex": "1",\n    "a": "1"\n  }\n}\n';

describe('the language server’s mending of the whole workspace', () => {
	let top: string;
	let server: ServerUnderTest;
	let asked: ApplyWorkspaceEditParams[];
	let said: string[];

	beforeEach(async () => {
		top = mkdtempSync(path.join(tmpdir(), 'approved-assistants-fix-'));
		mkdirSync(path.join(top, '.vscode'));
		write('.vscode/extensions.json', '\uFEFF{"recommendations": ["a.b", "anthropic.claude-code"]}\r\n');
		write('package.json', packageText);
		write('setup.sh', 'claude\n');
		server = await startTestServer(policyOf(), pathToFileURL(top).href);
		asked = [];
		said = [];
		server.client.onRequest('workspace/applyEdit', (params: ApplyWorkspaceEditParams) => {
			asked.push(params);
			return { applied: true };
		});
		server.client.onNotification('window/showMessage', ({ message }: { message: string }) => {
			said.push(message);
		});
	});

	afterEach(() => {
		server.close();
		rmSync(top, { recursive: true, force: true });
	});

	function write(name: string, text: string): void {
		writeFileSync(path.join(top, name), text);
	}

	async function fixAll(): Promise<void> {
		await server.client.sendRequest('workspace/executeCommand', {
			command: 'approvedAssistants.fixWorkspace',
		});
	}

	function edits(): readonly TextDocumentEdit[] {
		return (asked[0]?.edit.documentChanges ?? []) as TextDocumentEdit[];
	}

	it('asks the editor to show everything before it is done, and writes nothing itself', async () => {
		await fixAll();
		assert.equal(asked.length, 1);
		assert.deepEqual(
			edits().map(({ textDocument: { uri, version } }) => [path.basename(uri), version]),
			[
				['package.json', null],
				['extensions.json', null],
			],
		);
		const { changeAnnotations = {} } = asked[0]?.edit ?? {};
		for (const edit of edits().flatMap((one) => one.edits)) {
			const id = 'annotationId' in edit ? edit.annotationId : undefined;
			assert.equal(changeAnnotations[id ?? '']?.needsConfirmation, true);
		}
		assert.equal(readFileSync(path.join(top, 'package.json'), 'utf8'), packageText);
		const texts = edits().map(({ textDocument: { uri }, edits: own }) => {
			const text = readFileSync(new URL(uri), 'utf8').replace('\uFEFF', '');
			return TextDocument.applyEdits(TextDocument.create(uri, '', 0, text), own as TextEdit[]);
		});
		assert.deepEqual(texts, [
			'{\n  "devDependencies": {\n    "a": "1"\n  }\n}\n',
			'{"recommendations": ["a.b", "qoder.qoder"]}\r\n',
		]);
	});

	it('goes by what stands in the editor, and by its version', async () => {
		const uri = await server.open('package.json', packageText.replace('@openai/codex', 'b'), 'json');
		await server.diagnostics(uri, () => true);
		write('package.json', packageText);
		await fixAll();
		assert.deepEqual(
			edits().map(({ textDocument }) => path.basename(textDocument.uri)),
			['extensions.json'],
		);
		const text = '{"recommendations": ["github.copilot"]}';
		await server.open('.vscode/extensions.json', text, 'jsonc');
		asked = [];
		await fixAll();
		assert.deepEqual(
			edits().map(({ textDocument }) => textDocument.version),
			[1],
		);
	});

	it('says so where there is nothing to mend', async () => {
		rmSync(path.join(top, '.vscode'), { recursive: true });
		rmSync(path.join(top, 'package.json'));
		await fixAll();
		assert.deepEqual([asked.length, said.length], [0, 1]);
	});
});
