import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { type DemoPolicy, startDemoPolicy } from '../../src/dev/demo/demoPolicy.ts';
import { openFile, readMarks } from '../../src/dev/driver/editorPane.ts';
import { until } from '../../src/dev/driver/until.ts';
import { packageExtension } from '../../src/dev/packageExtension.ts';
import { packageFixtures } from '../../src/dev/packageFixtures.ts';
import { root } from '../../src/dev/paths.ts';
import { type EditorDriver, openEditor } from '../support/editorDriver.ts';

const recommendations = `{
	// what we work with
	"recommendations": [
		"golang.go", // the language
		"anthropic.claude-code",
		"example.last" /* no comma */
	]
}
`;

const manifest = `{
	"dependencies": {
		"@anthropic-ai/claude-code": "1",
		"zod": "4"
	}
}
`;

const example = readFileSync(path.join(root, 'policy/examples/getting-started.json'), 'utf8');
const cases = JSON.stringify([
	{ signal: 'claude -p x', now: '2026-08-01', expect: { action: 'block' } },
	{ signal: 'make', now: '2026-08-01', expect: { action: 'allow' } },
]);

describe('a developer who opens a file that recommends a banned extension', function () {
	this.timeout(90_000);
	let scratch: string;
	let policy: DemoPolicy;
	let editor: EditorDriver;

	before(async () => {
		scratch = await mkdtemp(path.join(tmpdir(), 'approved-assistants-files-'));
		const qoder = (await packageFixtures()).get('qoder.qoder');
		assert.ok(qoder);
		policy = await startDemoPolicy(scratch, qoder, undefined);
		editor = await openEditor({
			vsix: [(await packageExtension()).file],
			machineSettings: { 'approvedAssistants.trustAnchor': policy.anchor },
			files: {
				'.vscode/extensions.json': recommendations,
				'tools/setup.sh': 'claude -p x\n',
				'app/devcontainer.json': `{"customizations": {"vscode": {"extensions": ["anthropic.claude-code"]}}}\n`,
				'lib/package.json': manifest,
				'CLAUDE.md': '# Be kind\n',
				'policies/policy.json': example,
				'policies/policy.test.json': cases,
				'readme.txt': 'x\n',
			},
		});
		await editor.waitForStatus('Assistants approved');
	});

	after(async () => {
		await editor?.close();
		await policy?.host.close();
		await rm(scratch, { recursive: true, force: true });
	});

	it('sees it underlined as an error', async () => {
		await openFile(editor.page, 'extensions.json');
		const marks = await until('a place is underlined', async () => {
			const found = await readMarks(editor.page);
			return found.errors > 0 ? found : undefined;
		});
		assert.equal(marks.errors, 1);
	});

	it('reads why in the hover', async () => {
		await editor.page
			.locator('.view-line span', { hasText: /^"anthropic\.claude-code"$/ })
			.last()
			.hover();
		const hover = editor.page.locator('.monaco-hover:visible', { hasText: 'has been blocked at Acme' });
		await hover.first().waitFor();
		const text = (await hover.allInnerTexts()).join('\n');
		assert.match(text, /high-risk software/);
		assert.match(text, /Decided by: Security Office/);
		assert.match(text, /Use instead: Qoder/);
	});

	it('removes the entry by the quick fix, and keeps every comment', async () => {
		const { page } = editor;
		const entry = page.locator('.view-line span', { hasText: /^"anthropic\.claude-code"$/ }).last();
		const menu = await fixesAt(entry, 'Replace Claude Code by Qoder');
		await menu.filter({ hasText: 'Remove Claude Code from this file' }).click();
		await until('nothing is underlined', async () => (await readMarks(page)).errors === 0);
		await page.keyboard.press('Control+S');
		const file = path.join(editor.workspace, '.vscode/extensions.json');
		const wanted = recommendations.replace('\t\t"anthropic.claude-code",\n', '');
		await until('the file is saved', async () => (await readFile(file, 'utf8')) === wanted);
	});

	it('is told of the files that are not open', async () => {
		await editor.runCommand('View: Toggle Problems');
		await editor.page
			.locator('.markers-panel .monaco-list-row', { hasText: 'setup.sh' })
			.first()
			.waitFor();
	});

	it('mends all of the workspace after a look at what would change', async () => {
		const { page } = editor;
		await openFile(page, 'devcontainer.json');
		const entry = page.locator('.view-line span', { hasText: /^"anthropic\.claude-code"$/ }).last();
		const menu = await fixesAt(entry, 'Fix all entries in the workspace');
		await menu.filter({ hasText: 'Fix all entries in the workspace' }).click();
		const preview = page.locator('.bulk-edit-panel');
		const row = preview.locator('.monaco-list-row', { hasText: 'package.json' }).first();
		await row.waitFor();
		assert.equal(await readWorkspace('lib/package.json'), manifest);
		// Nothing is taken as wanted before somebody says so.
		await row.locator('.edit-checkbox').click();
		await preview.getByRole('button', { name: 'Apply' }).first().click();
		const wanted = manifest.replace('\t\t"@anthropic-ai/claude-code": "1",\n', '');
		await until('the file that was not open is mended', async () => {
			return (await readWorkspace('lib/package.json')) === wanted;
		});
		assert.equal(await readWorkspace('tools/setup.sh'), 'claude -p x\n');
	});

	it('mends a file at once', async () => {
		const { page } = editor;
		await openFile(page, 'devcontainer.json');
		await page.keyboard.press('Control+A');
		await page.keyboard.press('Delete');
		await page.keyboard.insertText(
			'{"customizations": {"vscode": {"extensions": ["anthropic.claude-code", "openai.chatgpt"]}}}',
		);
		const entry = page.locator('.view-line span', { hasText: /^"anthropic\.claude-code"$/ }).last();
		await until('both are underlined', async () => (await readMarks(page)).errors === 2);
		const menu = await fixesAt(entry, 'Fix all 2 entries in this file');
		await menu.filter({ hasText: 'Fix all 2 entries in this file' }).click();
		await until('nothing is underlined', async () => (await readMarks(page)).errors === 0);
		await page.keyboard.press('Control+S');
		await until('the file is saved', async () => {
			return (
				(await readWorkspace('app/devcontainer.json')) ===
				'{"customizations": {"vscode": {"extensions": ["qoder.qoder"]}}}'
			);
		});
	});

	it('is asked to carry the one file over that is opened', async () => {
		const { page } = editor;
		await openFile(page, 'CLAUDE.md');
		const line = page.locator('.view-line span', { hasText: 'Be kind' }).last();
		const menu = await fixesAt(line, 'Carry this file over to Qoder');
		await menu.filter({ hasText: 'Carry this file over to Qoder' }).click();
		const offer = await editor.waitForNotification('This can come along to Qoder');
		assert.match(offer.message, /: instructions \(1\)\./);
		await editor.clickNotification('This can come along to Qoder', 'Not now');
	});

	it('lets a place stand once a reason is written', async () => {
		const { page } = editor;
		await openFile(page, 'setup.sh');
		await until('the line is underlined', async () => (await readMarks(page)).errors === 1);
		const word = page.locator('.view-line span', { hasText: /^claude/ }).last();
		const menu = await fixesAt(word, 'Let it stand until');
		await menu.filter({ hasText: 'Let it stand until' }).click();
		await page.locator('.tab.active', { hasText: '.approved-assistants.json' }).waitFor();
		await page.locator('.view-line', { hasText: '"reason"' }).first().waitFor();
		await page.keyboard.type('The move is under way.');
		await page.keyboard.press('Control+S');
		await until('the file is saved', async () => {
			const text = await readWorkspace('.approved-assistants.json').catch(() => '');
			return text.includes('"reason": "The move is under way."');
		});
		await openFile(page, 'setup.sh');
		await until('nothing is underlined', async () => (await readMarks(page)).errors === 0);
	});

	it('sees it underlined again when somebody else takes that back, as a change of the branch does', async () => {
		const { page } = editor;
		await openFile(page, '.approved-assistants.json');
		await editor.runCommand('View: Close Editor');
		await openFile(page, 'setup.sh');
		await until('nothing is underlined', async () => (await readMarks(page)).errors === 0);
		await rm(path.join(editor.workspace, '.approved-assistants.json'));
		await until('the line is underlined', async () => (await readMarks(page)).errors === 1);
	});

	it('reads over a rule what it decides', async () => {
		const { page } = editor;
		await openFile(page, 'policy.json');
		await page
			.locator('.codelens-decoration', { hasText: 'Decides 1 of 2 recorded signals: 1 block' })
			.first()
			.waitFor({ state: 'attached' });
	});

	async function readWorkspace(file: string): Promise<string> {
		return await readFile(path.join(editor.workspace, file), 'utf8');
	}

	/** The menu of fixes at `place`, once it has `title`. On a busy machine a hover may still take the keys. */
	async function fixesAt(place: Locator, title: string): Promise<Locator> {
		const { page } = editor;
		const menu = page.locator('.action-widget .monaco-list-row');
		await until(
			`"${title}" is offered`,
			async () => {
				await page.keyboard.press('Escape');
				await place.click();
				await page.keyboard.press('Control+.');
				await menu.filter({ hasText: title }).waitFor({ timeout: 5000 });
				return true;
			},
			{ timeout: 30_000 },
		);
		return menu;
	}
});
