import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DemoPolicy, startDemoPolicy } from '../../src/dev/demo/demoPolicy.ts';
import { until } from '../../src/dev/driver/until.ts';
import { packageExtension } from '../../src/dev/packageExtension.ts';
import { packageFixtures } from '../../src/dev/packageFixtures.ts';
import { writeStandIns } from '../../src/dev/standIns.ts';
import { type EditorDriver, openEditor } from '../support/editorDriver.ts';
import { extensionRan, toolRuns } from '../support/fixtureLog.ts';

const userSettings =
	'{\n\t"terminal.integrated.gpuAcceleration": "off", // mine\n\t"window.commandCenter": false\n}\n';

describe('a developer in the days before a block', function () {
	this.timeout(90_000);
	let scratch: string;
	let log: string;
	let policy: DemoPolicy;
	let editor: EditorDriver;

	before(async () => {
		scratch = await mkdtemp(path.join(tmpdir(), 'approved-assistants-warned-'));
		log = path.join(scratch, 'ran.log');
		const tools = path.join(scratch, 'bin');
		await writeStandIns(tools, ['claude', 'qodercli'], log);
		const fixtures = await packageFixtures();
		const qoder = fixtures.get('qoder.qoder');
		assert.ok(qoder);
		policy = await startDemoPolicy(scratch, qoder, undefined);
		const text = await readFile(policy.file, 'utf8');
		await writeFile(policy.file, text.replaceAll('2026-07-10', '2126-07-10'));
		await policy.publish();
		const extension = await packageExtension();
		editor = await openEditor({
			extensions: [fixtures.get('anthropic.claude-code')?.folder ?? ''],
			vsix: [extension.file],
			settings: userSettings,
			machineSettings: { 'approvedAssistants.trustAnchor': policy.anchor },
			env: { FIXTURE_LOG: log, PATH: [tools, process.env['PATH']].join(path.delimiter) },
		});
	});

	after(async () => {
		await editor?.close();
		await policy?.host.close();
		await rm(scratch, { recursive: true, force: true });
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
});
