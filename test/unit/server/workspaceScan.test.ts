import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { scanMessage, type ScanOutcome } from '../../../src/protocol/messages.ts';
import { policyOf, type ServerUnderTest, startTestServer } from '../../support/languageServer.ts';

describe('the language server’s scan of the workspace', () => {
	let top: string;
	let server: ServerUnderTest;

	beforeEach(async () => {
		top = mkdtempSync(path.join(tmpdir(), 'approved-assistants-scan-'));
		mkdirSync(path.join(top, 'sub dir'));
		writeFileSync(path.join(top, 'sub dir/a.sh'), 'claude\n');
		writeFileSync(path.join(top, 'b.sh'), 'codex exec\n');
		server = await startTestServer(policyOf(), pathToFileURL(top).href);
	});

	afterEach(() => {
		server.close();
		rmSync(top, { recursive: true, force: true });
	});

	async function scan(): Promise<ScanOutcome> {
		return await server.client.sendRequest(scanMessage);
	}

	it('shows what it finds in files that are not open, and takes back what is mended', async () => {
		assert.deepEqual(await scan(), { files: 2, references: 2 });
		const inFolder = `${pathToFileURL(top).href}/sub%20dir/a.sh`;
		assert.equal((await server.diagnostics(inFolder))[0]?.code, 'no-claude');
		writeFileSync(path.join(top, 'sub dir/a.sh'), 'echo\n');
		assert.equal((await scan()).references, 1);
		await server.diagnostics(inFolder, (found) => found.length === 0);
	});

	it('leaves an open document to what stands in the editor', async () => {
		const uri = await server.open('b.sh', 'echo\n', 'shellscript');
		await server.diagnostics(uri, () => true);
		assert.equal((await scan()).references, 1);
		assert.deepEqual(server.shown(uri), []);
	});

	it('goes on showing what a document has on the disk when it is closed', async () => {
		const uri = await server.open('b.sh', 'echo\n', 'shellscript');
		await server.diagnostics(uri, (found) => found.length === 0);
		await server.client.sendNotification('textDocument/didClose', { textDocument: { uri } });
		assert.equal((await server.diagnostics(uri))[0]?.code, 'less-codex');
	});

	it('says it in the cells of a notebook that is open, and in its file when it is closed', async () => {
		const notebook = `${pathToFileURL(top).href}/n.ipynb`;
		const cell = (code: string): object => ({ cell_type: 'code', source: [code] });
		const text = JSON.stringify({ cells: [cell('!claude -p x\n'), cell('print(1)')] });
		writeFileSync(path.join(top, 'n.ipynb'), text);
		await scan();
		assert.equal((await server.diagnostics(notebook))[0]?.code, 'no-claude');

		const cells = ['W0s', 'W1s'].map(
			(id) => `${notebook.replace('file://', 'vscode-notebook-cell:')}#${id}`,
		);
		const [first = '', second = ''] = cells;
		await server.open(first, '!claude -p x\n', 'python');
		await server.open(second, 'print(1)', 'python');
		const [said] = await server.diagnostics(first);
		assert.deepEqual([said?.code, said?.range.start], ['no-claude', { line: 0, character: 1 }]);
		await server.diagnostics(notebook, (found) => found.length === 0);
		await scan();
		assert.deepEqual(server.shown(notebook), []);

		await server.client.sendNotification('textDocument/didClose', { textDocument: { uri: first } });
		await server.diagnostics(first, (found) => found.length === 0);
		assert.deepEqual(server.shown(notebook), []);
		await server.client.sendNotification('textDocument/didClose', { textDocument: { uri: second } });
		assert.equal((await server.diagnostics(notebook))[0]?.code, 'no-claude');
	});

	it('ends where the file system does not answer', async () => {
		// Who opens a pipe waits until somebody writes into it, as with a share of a machine that is gone.
		const pipe = path.join(top, 'c.sh');
		execFileSync('mkfifo', [pipe]);
		server.close();
		server = await startTestServer(policyOf(), pathToFileURL(top).href, undefined, {
			patience: 300,
			walkTree: async function* () {
				yield { file: path.join(top, 'b.sh'), path: 'b.sh' };
				yield { file: pipe, path: 'c.sh' };
				return 'whole';
			},
		});
		try {
			assert.deepEqual(await scan(), { files: 2, references: 1, stopped: 'late' });
		} finally {
			writeFileSync(pipe, '');
		}
	});

	it('tells of its progress, and ends when it is cancelled', async () => {
		const kinds: string[] = [];
		server.client.onNotification(
			'$/progress',
			({ token, value }: { token: string; value: { kind: string } }) => {
				kinds.push(value.kind);
				if (value.kind === 'begin') {
					void server.client.sendNotification('window/workDoneProgress/cancel', { token });
				}
			},
		);
		for (let index = 0; index < 800; index += 1) {
			writeFileSync(path.join(top, `${index}.sh`), 'claude\n');
		}
		const outcome = await scan();
		assert.equal(outcome.stopped, 'cancelled');
		assert.ok(outcome.files < 802);
		assert.deepEqual([kinds[0], kinds.at(-1)], ['begin', 'end']);
	});
});
