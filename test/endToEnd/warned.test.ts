import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { until } from '../../src/dev/driver/until.ts';
import type { EditorDriver } from '../support/editorDriver.ts';
import { extensionRan, toolRuns } from '../support/fixtureLog.ts';
import { type GuardedEditor, openGuardedEditor } from '../support/guardedEditor.ts';
import { runReadmeCommands } from '../support/readmeCommands.ts';

const template = 'https://exemptions.acme.example/new?rule={rule}&machine={machine}&reason={reason}#form';
const userSettings =
	'{\n\t"terminal.integrated.gpuAcceleration": "off", // mine\n\t"window.commandCenter": false\n}\n';

describe('a developer in the days before a block', function () {
	this.timeout(90_000);
	let guarded: GuardedEditor;
	let editor: EditorDriver;
	let scratch: string;
	let log: string;

	before(async () => {
		guarded = await openGuardedEditor({
			settings: userSettings,
			extensions: ['anthropic.claude-code'],
			tools: ['claude', 'qodercli'],
			editPolicy: (text) =>
				text
					.replaceAll('2026-07-10', '2126-07-10')
					.replace('"rules": [\n\t\t{', '"rules": [\n\t\t{ "exemptable": true,')
					.replace('"organization": {', `"organization": { "exemptionRequest": "${template}",`),
		});
		({ editor, scratch, log } = guarded);
	});

	after(async () => {
		await guarded?.close();
	});

	it('is told what comes when, and keeps the extension', async () => {
		await editor.waitForNotification('Claude Code will be blocked at Acme from July 10, 2126');
		await until('the extension runs', () => extensionRan(log, 'anthropic.claude-code'));
		assert.equal(await editor.readSettings(), userSettings);
	});

	it('reads the same in the terminal, and the command runs with its arguments', async () => {
		const terminal = await editor.openTerminal();
		await terminal.type('claude --resume "two words"');
		const shown = await terminal.waitFor('claude (stand-in) is running');
		assert.match(shown, /Claude Code will be blocked at Acme/);
		assert.equal(toolRuns(log, 'claude'), 1);
	});

	it('asks for an exemption from the reasons, and their own words reach the form as they wrote them', async () => {
		const { page } = editor;
		const asked: string[] = [];
		await page.context().route('https://exemptions.acme.example/**', async (route) => {
			asked.push(route.request().url());
			await route.fulfill({ body: 'the form' });
		});
		await editor.runCommand('Approved Assistants: Why?');
		const dialog = page.locator('.monaco-dialog-box');
		await dialog.getByRole('button', { name: 'Ask for an Exemption' }).click();
		const box = page
			.locator('.quick-input-widget')
			.filter({ hasText: 'Ask for an exemption: Claude Code' });
		await box.locator('input').fill('Demo on Friday & Monday, ticket #7');
		await page.keyboard.press('Enter');
		// The editor's own question, as the page is outside of it.
		await dialog
			.filter({ hasText: 'exemptions.acme.example' })
			.getByRole('button', { name: 'Open' })
			.click();
		const [address = ''] = await until('the form is opened', () => asked.length > 0 && asked);
		const { searchParams } = new URL(address);
		assert.equal(searchParams.get('rule'), 'no-claude-code');
		assert.equal(searchParams.get('reason'), 'Demo on Friday & Monday, ticket #7');
		assert.match(searchParams.get('machine') ?? '', /^[\w.-]{8,}$/);
	});

	it('has it switched off by their own switch', async () => {
		await editor.clickNotification('Claude Code will be blocked', 'Switch to Qoder');
		const summary = await editor.waitForNotification('You are on Qoder now');
		assert.match(summary.message, /Claude Code is switched off/);
		assert.match(await editor.readSettings(), /"anthropic\.claude-code": false/);
	});

	it('has their settings back to the byte by Undo', async () => {
		await editor.clickNotification('You are on Qoder now', 'Undo');
		await until('the settings are as they were', async () => {
			assert.equal(await editor.readSettings(), userSettings);
			return true;
		});
	});

	it('is held to what an admin pushes with the five commands of the README', async () => {
		const home = path.join(scratch, 'admin');
		await mkdir(path.join(home, '.vscode-server'), { recursive: true });
		await symlink(path.join(editor.home, 'user-data'), path.join(home, '.vscode-server/data'));
		const commands = await runReadmeCommands(path.join(scratch, 'policy of the README'), home);
		assert.equal(commands.length, 5);
		await until('the extension is denied', async () =>
			/"anthropic\.claude-code": false/.test(await editor.readSettings()),
		);
		await editor.waitForNotification('Claude Code has been blocked at Acme since');
		const runs = toolRuns(log, 'claude');
		// What a terminal of the editor would run, launchers first.
		const launchers = path.join(
			editor.home,
			'user-data/User/globalStorage/approved-assistants.approved-assistants/launchers/bin',
		);
		const { stdout, stderr } = await promisify(execFile)('bash', ['-c', 'claude; echo "code $?"'], {
			env: {
				...process.env,
				PATH: [launchers, path.join(scratch, 'bin'), process.env['PATH']].join(path.delimiter),
			},
		});
		assert.match(
			stdout + stderr,
			/Claude Code has been blocked at Acme[^]*code 126|code 126[^]*Claude Code has been blocked at Acme/,
		);
		assert.equal(toolRuns(log, 'claude'), runs);
	});
});
