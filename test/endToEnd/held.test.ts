import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '../../src/dev/driver/until.ts';
import { uninstallExtension } from '../../src/dev/editor/installVsix.ts';
import { root } from '../../src/dev/paths.ts';
import type { EditorDriver } from '../support/editorDriver.ts';
import { extensionRan } from '../support/fixtureLog.ts';
import { type GuardedEditor, openGuardedEditor } from '../support/guardedEditor.ts';

const userSettings = `{
	// mine
	"workbench.startupEditor": "none",   "workbench.secondarySideBar.defaultVisibility": "hidden",
	"chat.mcp.access": /* all of them */ "all",
	"window.commandCenter": false, // the end
}
`;
const userServers = `{
	// my servers
	"servers": {
		"claude": { "command": "npx", "args": ["-y", "@anthropic-ai/claude-code", "mcp", "serve"] }, // the one
		"wiki":   { "url": "https://wiki.example/mcp" },
	},
}
`;

interface Rule {
	readonly id: string;
	remove?: string;
}

describe('what the policy holds in the user’s files', function () {
	this.timeout(90_000);
	let guarded: GuardedEditor;
	let editor: EditorDriver;
	let publish: GuardedEditor['publish'];
	let user: string;
	let sleeping: string;

	before(async () => {
		sleeping = await layOutSleeper();
		guarded = await openGuardedEditor({
			settings: userSettings,
			extensions: ['anthropic.claude-code', 'openai.chatgpt', 'example.bystander', sleeping],
			tools: [],
			editPolicy: (text) => {
				const document = JSON.parse(text) as { rules: Rule[] };
				for (const rule of document.rules) {
					const how = { 'no-codex': 'always', 'no-claude-code': 'ask' }[rule.id];
					Object.assign(rule, how === undefined ? {} : { remove: how });
				}
				const settings = [{ id: 'no-mcp', set: { 'chat.mcp.access': 'none' }, reason: 'Not yet.' }];
				return JSON.stringify({ ...document, settings }, undefined, '\t');
			},
		});
		({ editor, publish } = guarded);
		user = path.join(editor.home, 'user-data/User');
	});

	after(async () => {
		await guarded?.close();
		await rm(path.dirname(sleeping), { recursive: true, force: true });
	});

	it('uninstalls what a rule removes always, and says so', async () => {
		const notice = await editor.waitForNotification('Uninstalled, as your organisation’s policy says');
		assert.match(notice.message, /openai\.chatgpt/);
		await until(
			'it is gone',
			async () => !(await editor.installedExtensions()).includes('openai.chatgpt'),
		);
	});

	it('asks before it uninstalls what a rule removes after asking', async () => {
		const text = 'Acme asks you to uninstall Claude Code';
		assert.deepEqual((await editor.waitForNotification(text)).buttons, ['Uninstall', 'Not now']);
		assert.ok((await editor.installedExtensions()).includes('anthropic.claude-code'));
		await editor.clickNotification(text, 'Uninstall');
		await until(
			'it is gone',
			async () => !(await editor.installedExtensions()).includes('anthropic.claude-code'),
		);
		assert.ok((await editor.installedExtensions()).includes('example.bystander'));
	});

	it('holds the settings that the policy names', async () => {
		await until('it is held', async () =>
			/"chat\.mcp\.access": [^"]*"none"/.test(await editor.readSettings()),
		);
	});

	it('switches off the editor’s own agent when the window is in the background, not over the person’s work', async () => {
		assert.doesNotMatch(await editor.readSettings(), /claudeAgent/);
		await editor.page.evaluate(
			`document.hasFocus = () => false; window.dispatchEvent(new Event('blur'));`,
		);
		await until('it is held', async () =>
			/"chat\.agentHost\.claudeAgent\.enabled": false/.test(await editor.readSettings()),
		);
		assert.equal(await editor.page.locator('.monaco-dialog-box').count(), 0);
	});

	it('takes an MCP server of a blocked assistant out of the user’s file, and no other', async () => {
		await writeFile(path.join(user, 'mcp.json'), userServers);
		const text = await until('it is out', async () => {
			const now = await servers();
			return now === userServers ? undefined : now;
		});
		assert.doesNotMatch(text, /anthropic/);
		assert.match(text, /\/\/ the one\n\t\t"wiki": {3}\{ "url"/);
	});

	it('sees a copy under another id that another profile has, as it is installed', async () => {
		await editor.page.locator('.activitybar a[aria-label^="Approved Assistants"]').first().click();
		const rows = editor.page.locator('.pane-body .monaco-list-row');
		const count = async (text: string): Promise<number> =>
			(await rows.allTextContents()).filter((row) => row.includes(text)).length;
		await until('the view is there', async () => (await count('Held by the policy')) > 0);
		// What was uninstalled runs until the window is reloaded.
		const before = await count('Claude Codeblocked');
		const folder = path.join(editor.home, 'extensions/someone.helper-1.0.0');
		await mkdir(path.join(folder, 'resources/native-binary'), { recursive: true });
		await writeFile(path.join(folder, 'resources/native-binary/claude'), '\u{7f}ELF');
		await writeFile(
			path.join(folder, 'package.json'),
			JSON.stringify({
				publisher: 'someone',
				name: 'helper',
				version: '1.0.0',
				engines: { vscode: '*' },
			}),
		);
		const profile = path.join(user, 'profiles/5f3a');
		await mkdir(profile, { recursive: true });
		const listing = [
			{
				identifier: { id: 'someone.helper' },
				version: '1.0.0',
				relativeLocation: path.basename(folder),
			},
		];
		await writeFile(path.join(profile, 'extensions.json'), JSON.stringify(listing));
		await until('it is found', async () => (await count('Claude Codeblocked')) > before);
		await until('it is denied', async () => /"someone\.helper": false/.test(await editor.readSettings()));
	});

	it('has started nothing by looking: not an extension that waits for its models to be asked for', async () => {
		assert.ok((await editor.installedExtensions()).includes('sleeper.models'));
		assert.equal(extensionRan(guarded.log, 'example.bystander'), true);
		assert.equal(extensionRan(guarded.log, 'sleeper.models'), false);
	});

	it('gives every byte back when the rules go, and offers what was uninstalled', async () => {
		let rules: unknown;
		await publish((text) => {
			const document = JSON.parse(text) as Record<string, unknown>;
			rules = document['rules'];
			return JSON.stringify({ ...document, rules: [], settings: [] });
		});
		await untilGivenBack();
		const notice = await editor.waitForNotification('is allowed again');
		assert.deepEqual(notice.buttons, ['Install Again', 'No, Thanks']);
		assert.match(notice.message, /anthropic\.claude-code/);
		await publish((text) =>
			JSON.stringify({
				...(JSON.parse(text) as object),
				rules,
				settings: [{ id: 'no-mcp', set: { 'chat.mcp.access': 'none' }, reason: 'Not yet.' }],
			}),
		);
		await until('all is held again', async () => {
			const text = await editor.readSettings();
			return /claudeAgent/.test(text) && /"none"/.test(text) && (await servers()) !== userServers;
		});
	});

	it('gives every byte back when we are uninstalled, as the editor does it', async () => {
		const id = 'approved-assistants.approved-assistants';
		const folder = path.join(editor.home, `extensions/${id}-0.1.0`);
		await editor.restart(async (folders) => {
			await uninstallExtension(id, folders);
			assert.notEqual(await editor.readSettings(), userSettings);
		});
		// As it starts the editor notes what its command line uninstalled, and clears up what is noted: which comes first
		// is chance (VS Code 1.139), so that it may be done at the next start only.
		const noted = path.join(editor.home, 'extensions/.obsolete');
		await until('the editor has noted it', async () =>
			existsSync(folder) ? existsSync(noted) && (await readFile(noted, 'utf8')).includes(id) : true,
		);
		if (existsSync(folder)) {
			await editor.restart(async () => {});
		}
		await untilGivenBack();
		await until('our storage is gone', () => !existsSync(path.join(user, 'globalStorage', id)));
	});

	async function untilGivenBack(): Promise<void> {
		await until('the settings are as they were', async () => {
			assert.equal(await editor.readSettings(), userSettings);
			return true;
		});
		await until('the servers are as they were', async () => {
			assert.equal(await servers(), userServers);
			return true;
		});
	}

	async function servers(): Promise<string> {
		return await readFile(path.join(user, 'mcp.json'), 'utf8');
	}
});

/** An extension that starts when somebody asks for language models, whoever's. */
async function layOutSleeper(): Promise<string> {
	const folder = path.join(
		await mkdtemp(path.join(tmpdir(), 'approved-assistants-sleeper-')),
		'sleeper.models-1.0.0',
	);
	await mkdir(folder);
	const manifest = {
		publisher: 'sleeper',
		name: 'models',
		version: '1.0.0',
		engines: { vscode: '^1.101.0' },
		main: './fixtureMain.cjs',
		contributes: { languageModelChatProviders: [{ vendor: 'sleeper', displayName: 'Sleeper' }] },
	};
	await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
	await cp(
		path.join(root, 'test/fixtures/extensions/fixtureMain.cjs'),
		path.join(folder, 'fixtureMain.cjs'),
	);
	return folder;
}
