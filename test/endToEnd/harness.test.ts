import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageFixtures } from '../../src/dev/packageFixtures.ts';
import { writeStandIns } from '../../src/dev/standIns.ts';
import { type EditorDriver, openEditor } from '../support/editorDriver.ts';
import { extensionRan, readFixtureLog, toolRuns } from '../support/fixtureLog.ts';
import { until } from '../../src/dev/driver/until.ts';

describe('an editor with installed extensions', function () {
	this.timeout(90_000);
	let scratch: string;
	let log: string;
	let editor: EditorDriver;

	before(async () => {
		scratch = await mkdtemp(path.join(tmpdir(), 'approved-assistants-harness-'));
		log = path.join(scratch, 'fixture.log');
		const tools = path.join(scratch, 'bin');
		await writeStandIns(tools, ['claude'], log);
		const fixtures = await packageFixtures();
		editor = await openEditor({
			extensions: ['example.bystander', 'anthropic.claude-code'].map(
				(id) => fixtures.get(id)?.folder ?? id,
			),
			settings:
				'{\n\t"extensions.allowed": { "*": true, "anthropic.claude-code": false },\n\t"terminal.integrated.gpuAcceleration": "off"\n}\n',
			env: { FIXTURE_LOG: log, PATH: `${tools}${path.delimiter}${process.env['PATH'] ?? ''}` },
		});
	});

	after(async () => {
		await editor?.close();
		await rm(scratch, { recursive: true, force: true });
	});

	it('starts an allowed extension and not one that the allow-list excludes', async () => {
		await until('the allowed extension runs', () => extensionRan(log, 'example.bystander'));
		assert.equal(extensionRan(log, 'anthropic.claude-code'), false);
	});

	it('runs a command of the palette', async () => {
		await editor.runCommand('Bystander: Say Hello');
		await until('the command left its line', () =>
			readFixtureLog(log).some((line) => line.command === 'bystander.hello'),
		);
	});

	it('types into a terminal and reads it', async () => {
		const terminal = await editor.openTerminal();
		await terminal.type('claude --version');
		await terminal.waitFor('claude (stand-in) is running');
		assert.equal(toolRuns(log, 'claude'), 1);
	});

	it('reads the status bar and keeps the extension running over a reload', async () => {
		const items = await editor.statusBarItems();
		assert.ok(
			items.some((item) => item.id === 'status.problems'),
			JSON.stringify(items),
		);
		const starts = (): number =>
			readFixtureLog(log).filter(
				(line) => line.id === 'example.bystander' && line.command === undefined,
			).length;
		const before = starts();
		await editor.reload();
		await until('the extension started again', () => starts() > before);
	});

	it('switches the theme', async () => {
		await editor.setTheme('dark');
		const workbench = editor.page.locator('.monaco-workbench').first();
		await until('it is dark', async () =>
			/ vs-dark /.test((await workbench.getAttribute('class')) ?? ''),
		);
	});
});
