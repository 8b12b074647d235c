import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DemoPolicy, startDemoPolicy } from '../../src/dev/demo/demoPolicy.ts';
import { openFile, readMarks } from '../../src/dev/driver/editorPane.ts';
import { until } from '../../src/dev/driver/until.ts';
import { packageExtension } from '../../src/dev/packageExtension.ts';
import { packageFixtures } from '../../src/dev/packageFixtures.ts';
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
		const menu = page.locator('.action-widget .monaco-list-row');
		const place = page.locator('.view-line span', { hasText: /^"anthropic\.claude-code"$/ }).last();
		// On a busy machine the hover may still take the keys.
		await until(
			'the quick fix is offered',
			async () => {
				await page.keyboard.press('Escape');
				await place.click();
				await page.keyboard.press('Control+.');
				await menu.filter({ hasText: 'Replace Claude Code by Qoder' }).waitFor({ timeout: 5000 });
				return true;
			},
			{ timeout: 30_000 },
		);
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
});
