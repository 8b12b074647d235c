import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { until } from '../../src/dev/driver/until.ts';
import type { EditorDriver } from '../support/editorDriver.ts';
import { type GuardedEditor, openGuardedEditor } from '../support/guardedEditor.ts';

const userSettings =
	'{\n\t"terminal.integrated.gpuAcceleration": "off", // mine\n\t"window.commandCenter": false\n}\n';
const secret = 'Zq7-not-for-anybody-else-9';
const bound =
	'// Place your key bindings here\n[\n\t{ "key": "ctrl+alt+c", "command": "claude-vscode.focus" }, // chat\n\t{ "key": "ctrl+alt+n", "command": "claude-vscode.newConversation" }\n]\n';

/** Five kinds of instructions, three servers (one with a secret), commands, ignore files, and what cannot come along. */
const files: Readonly<Record<string, string>> = {
	'CLAUDE.md': '# Our project\n\nUse tabs.\n',
	'packages/app/CLAUDE.md': 'React only.\n',
	'.cursorrules': 'Prefer functions.\r\n',
	'.cursor/rules/ts.mdc':
		'---\ndescription: TypeScript\nglobs: **/*.ts\nalwaysApply: false\n---\nStrict.\n',
	'.github/copilot-instructions.md': 'Write tests.\n',
	'.clinerules/style.md': 'Ask first.\n',
	'.windsurfrules': 'Be brief.',
	'.cursor/mcp.json': `{
  "mcpServers": {
    "files": { "command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem", "."] },
    "github": { "command": "npx", "args": ["-y", "github-mcp"], "env": { "GITHUB_TOKEN": "${secret}" } },
    "docs": { "url": "https://docs.example.com/mcp" }
  }
}
`,
	'.claude/commands/review.md':
		'---\ndescription: Review\nallowed-tools: Bash(git:*)\n---\nReview $ARGUMENTS\n',
	'.claude/settings.json': '{"permissions": {"deny": ["Read(./.env)"]}}\n',
	'.cursorignore': 'secrets/\n',
	'.mcp.json': '{\n\t// ours\n\t"mcpServers": {\n\t\t"own": { "command": "own" }, // stays\n\t}\n}\n',
	'readme.txt': 'A folder to work in.\n',
};

describe('a developer who takes their work along', function () {
	this.timeout(90_000);
	let guarded: GuardedEditor;
	let editor: EditorDriver;
	let untouched: Readonly<Record<string, string>>;

	before(async () => {
		guarded = await openGuardedEditor({
			settings: userSettings,
			extensions: ['anthropic.claude-code'],
			tools: ['claude', 'qodercli'],
			editPolicy: (text) => text.replaceAll('2026-07-10', '2126-07-10'),
			files,
		});
		({ editor } = guarded);
		await mkdir(path.join(editor.home, 'user-home/.claude'), { recursive: true });
		await writeFile(path.join(editor.home, 'user-home/.claude/CLAUDE.md'), 'I like short answers.\n');
		await writeFile(keyBindings(), bound);
		await editor.waitForNotification('Claude Code will be blocked');
		untouched = hashes();
	});

	after(async () => {
		await guarded?.close();
	});

	it('is offered it with the switch, by kind and number', async () => {
		await editor.clickNotification('Claude Code will be blocked', 'Switch to Qoder');
		const offer = await editor.waitForNotification('This can come along to Qoder');
		assert.equal(
			offer.message,
			'This can come along to Qoder: instructions (8), MCP servers (3), custom commands (1), ignore files (1), keys (1). Nothing is overwritten.',
		);
		assert.deepEqual(offer.buttons, ['Carry All', 'Look at Each', 'Not now']);
		assert.deepEqual(hashes(), untouched);
	});

	it('sees every file as it would be, and chooses', async () => {
		await editor.clickNotification('This can come along to Qoder', 'Look at Each');
		const rows = editor.page.locator('.quick-input-widget .monaco-list-row');
		await rows.filter({ hasText: 'CLAUDE.md' }).first().waitFor();
		await editor.page.locator('.multiDiffEntry').first().waitFor();
		await look('choose');
		assert.deepEqual(hashes(), untouched);
		await rows
			.filter({ hasText: '.windsurfrules' })
			.locator('.quick-input-list-checkbox, .monaco-checkbox')
			.first()
			.click();
		await editor.page.locator('.quick-input-widget .quick-input-action .monaco-button').first().click();
		const done = await editor.waitForNotification('Carried over to Qoder');
		assert.match(
			done.message,
			/instructions \(7\), MCP servers \(3\), custom commands \(1\), ignore files \(1\), keys \(1\)/,
		);
		assert.match(done.message, /Left behind, to be set by you: GITHUB_TOKEN\./);
		await look('done');
	});

	it('finds it where the next assistant looks, and the secret nowhere else', async () => {
		const agents = await readFile(path.join(editor.workspace, 'AGENTS.md'), 'utf8');
		assert.ok(agents.startsWith(files['CLAUDE.md'] ?? ''), agents);
		assert.match(agents, /## From \.cursorrules\n\nPrefer functions\.\n/);
		assert.doesNotMatch(agents, /Be brief/);
		const servers = await readFile(path.join(editor.workspace, '.mcp.json'), 'utf8');
		assert.match(servers, /"GITHUB_TOKEN": "\$\{GITHUB_TOKEN\}"/);
		assert.match(servers, /"own" }, \/\/ stays|"own": { "command": "own" },/);
		assert.match(await readFile(keyBindings(), 'utf8'), /"command": "qoder\.open"/);
		const holders = filesIn(editor.home).filter((file) => holds(file, secret));
		assert.deepEqual(holders, [path.join(editor.workspace, '.cursor/mcp.json')]);
	});

	it('reads what came along and what did not', async () => {
		await editor.clickNotification('Carried over to Qoder', 'Show All');
		await until('the report is shown', async () => {
			const text = await reportText();
			return (
				text.includes('stays: these settings are of that assistant alone') &&
				text.includes('GITHUB_TOKEN')
			);
		});
		await look('report');
	});

	it('has it all back to the byte by undoing the switch', async () => {
		await editor.runCommand('Approved Assistants: Undo the Last Switch');
		await editor.waitForNotification('The switch is undone');
		assert.deepEqual(hashes(), untouched);
		assert.equal(await editor.readSettings(), userSettings);
	});

	it('is asked nothing as all that was shown is closed', async () => {
		assert.ok((await editor.page.locator('.tab').count()) > 0);
		await editor.runCommand('View: Close All Editors');
		await editor.page.locator('.tab').first().waitFor({ state: 'detached' });
		assert.equal(await editor.page.locator('.monaco-dialog-box').count(), 0);
	});

	async function reportText(): Promise<string> {
		const texts = await Promise.all(
			editor.page.frames().map((frame) =>
				frame
					.locator('body')
					.innerText()
					.catch(() => ''),
			),
		);
		return texts.join('\n');
	}

	function keyBindings(): string {
		return path.join(path.dirname(editor.settingsFile), 'keybindings.json');
	}

	/** Every file of the workspace and of the assistants in the home, and the editor's keys, by what is in them. */
	function hashes(): Readonly<Record<string, string>> {
		const places = ['workspace', 'user-home/.claude', 'user-home/.qoder', 'user-data/User'];
		const found = places.flatMap((place) => filesIn(path.join(editor.home, place)));
		return Object.fromEntries(
			found
				.filter((file) => !file.includes('user-data') || file === keyBindings())
				.map((file) => [file, createHash('sha256').update(readFileSync(file)).digest('hex')]),
		);
	}

	/** A picture for people, where CARRY_PICTURES names a folder. */
	async function look(name: string): Promise<void> {
		const folder = process.env['CARRY_PICTURES'];
		if (folder !== undefined) {
			await editor.screenshot(path.join(folder, `${name}.png`));
		}
	}
});

/** The editor and we write beside a file and rename: what was listed may be gone, and its text is then in another. */
function holds(file: string, text: string): boolean {
	try {
		return readFileSync(file).includes(text);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return false;
		}
		throw error;
	}
}

function filesIn(folder: string): readonly string[] {
	return (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [])
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name));
}
