import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { PolicyDocumentInput } from '../../../src/core/policy/document.ts';
import { until } from '../../../src/dev/driver/until.ts';
import { commands, settings } from '../../../src/extension/contributions.ts';
import { startConnectProxy } from '../../support/connectProxy.ts';
import { type Authority, breakGlassCode, bundleOf, createAuthority } from '../../support/authority.ts';

const banned = 'anthropic.claude-code';
const machine = 'test-machine';
const rules: PolicyDocumentInput['rules'] = [
	{
		id: 'no-claude-code',
		assistants: ['claude-code'],
		phases: [{ from: '2026-07-10', action: 'block' }],
		reason: 'It is high-risk software.',
		exemptable: true,
	},
];

describe('a policy in the extension host', function () {
	let folder: string;
	let authority: Authority;
	let version = 0;
	const own = { '*': true, 'somebody.else': false };

	before(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'approved-assistants-policy-'));
		authority = createAuthority({
			sources: [path.join(folder, 'policy.bundle.json')],
			roles: ['breakGlass'],
		});
		await vscode.workspace
			.getConfiguration()
			.update('extensions.allowed', own, vscode.ConfigurationTarget.Global);
		await publish({ rules });
		await vscode.workspace
			.getConfiguration()
			.update(
				settings.trustAnchor,
				{ ...authority.anchor, machine },
				vscode.ConfigurationTarget.Global,
			);
	});

	after(async () => {
		await rm(folder, { recursive: true, force: true });
	});

	it('denies the banned extension beside the user’s own entries', async () => {
		await until('it is denied', () => allowList()?.[banned] === false);
		assert.equal(allowList()?.['*'], true);
		assert.equal(allowList()?.['somebody.else'], false);
	});

	it('says of an instruction file that it belongs to the banned assistant, though nothing else is open', async () => {
		const file = path.join(folder, 'CLAUDE.md');
		await writeFile(file, '# Be kind\n');
		const { uri } = await vscode.workspace.openTextDocument(file);
		const [diagnostic] = await until('it is said', () => {
			const found = vscode.languages.getDiagnostics(uri);
			return found.length > 0 && found;
		});
		assert.match(diagnostic?.message ?? '', /Claude Code/);
		assert.ok((diagnostic?.severity ?? 0) >= vscode.DiagnosticSeverity.Information);
	});

	it('says in the cell of a notebook that it starts the banned assistant', async () => {
		const file = path.join(folder, 'a.ipynb');
		const cell = { cell_type: 'code', metadata: {}, outputs: [], execution_count: null };
		const cells = [
			{ ...cell, source: ['print(1)'] },
			{ ...cell, source: ['import os\n', '!claude -p "x"\n'] },
		];
		await writeFile(file, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
		const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(file));
		const { document } = notebook.cellAt(1);
		const [diagnostic] = await until('it is said', () => {
			const found = vscode.languages.getDiagnostics(document.uri);
			return found.length > 0 && found;
		});
		assert.match(diagnostic?.message ?? '', /Claude Code/);
		assert.deepEqual(diagnostic?.range, new vscode.Range(1, 1, 1, 7));
		assert.deepEqual(vscode.languages.getDiagnostics(notebook.cellAt(0).document.uri), []);
	});

	it('has outline and formatting in policy.json', async () => {
		const file = path.join(folder, 'policy.json');
		await writeFile(file, '{"organization":{"name":"Example"},"rules":[{"id":"no-claude-code"}]}');
		const { uri } = await vscode.workspace.openTextDocument(file);
		const symbols = await until('the outline is there', async () => {
			const found = await vscode.commands.executeCommand<readonly vscode.DocumentSymbol[] | undefined>(
				'vscode.executeDocumentSymbolProvider',
				uri,
			);
			return found !== undefined && found.length > 0 && found;
		});
		// The editor's own, and beside it the server's list of rules.
		assert.deepEqual([...new Set(symbols.map(({ name }) => name))].toSorted(), ['organization', 'rules']);
		const edits = await vscode.commands.executeCommand<readonly vscode.TextEdit[]>(
			'vscode.executeFormatDocumentProvider',
			uri,
			{ tabSize: 2, insertSpaces: true },
		);
		assert.ok(edits.length > 0);
		const change = new vscode.WorkspaceEdit();
		change.set(uri, [...edits]);
		await vscode.workspace.applyEdit(change);
		const text = (await vscode.workspace.openTextDocument(uri)).getText();
		assert.match(text, /^\{\n  "organization": \{\n    "name": "Example"\n  \},/);
	});

	it('stops the banned command in a terminal that an extension opened', async () => {
		const program = path.join(folder, 'claude');
		const mark = path.join(folder, 'ran');
		await writeFile(program, `#!/bin/sh\ntouch '${mark}'\n`);
		await chmod(program, 0o755);
		const terminal = vscode.window.createTerminal({
			name: 'test',
			shellPath: '/bin/bash',
			env: { PATH: [folder, process.env['PATH']].join(path.delimiter) },
		});
		try {
			const shell = await until('the shell is integrated', () => terminal.shellIntegration);
			assert.equal(await exitCodeOf(shell, 'claude --version'), 126);
			assert.equal(existsSync(mark), false);
		} finally {
			terminal.dispose();
		}
	});

	it('a break-glass code frees it, one for another machine does not', async () => {
		const end = Math.ceil(Date.now() / 60_000) * 60_000 + 3_600_000;
		const code = (of: string): string => breakGlassCode(authority, of, 'no-claude-code', end);
		await vscode.commands.executeCommand(commands.enterBreakGlassCode, code('other-machine'));
		assert.equal(allowList()?.[banned], false);
		await vscode.commands.executeCommand(commands.enterBreakGlassCode, code(machine));
		await until('it is allowed', () => allowList()?.[banned] !== false);
	});

	it('gives the user’s own value back when the rule goes', async () => {
		// The code does not open this one.
		await publish({ rules: rules.map((rule) => ({ ...rule, id: 'still-no-claude-code' })) });
		await until('it is denied again', () => allowList()?.[banned] === false);
		await publish({ rules: [] });
		await until('the own value is back', () => allowList()?.[banned] === undefined);
		assert.deepEqual(allowList(), own);
	});

	it('asks through the proxy of the editor’s settings (row 20)', async () => {
		const proxy = await startConnectProxy();
		proxy.mode = 'refuse';
		const set = async (name: string, value: unknown): Promise<void> =>
			await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
		try {
			await set('http.proxy', proxy.url);
			const sources = ['https://policy.acme.example/policy.bundle.json'];
			await set(settings.trustAnchor, { ...authority.anchor, machine, sources });
			await until('the proxy was asked', () => proxy.asked.includes('policy.acme.example:443'));
		} finally {
			await set('http.proxy', undefined);
			await proxy.close();
		}
	});

	async function publish(change: Partial<PolicyDocumentInput>): Promise<void> {
		version++;
		await writeFile(path.join(folder, 'policy.bundle.json'), bundleOf(authority, { version, ...change }));
	}
});

function allowList(): Readonly<Record<string, unknown>> | undefined {
	const value = vscode.workspace.getConfiguration().inspect('extensions.allowed')?.globalValue;
	return typeof value === 'object' && value !== null ? { ...value } : undefined;
}

async function exitCodeOf(shell: vscode.TerminalShellIntegration, line: string): Promise<number | undefined> {
	const execution = shell.executeCommand(line);
	return await new Promise((resolve) => {
		const subscription = vscode.window.onDidEndTerminalShellExecution((event) => {
			if (event.execution === execution) {
				subscription.dispose();
				resolve(event.exitCode);
			}
		});
	});
}
