import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '../../src/dev/driver/until.ts';
import { uninstallExtension } from '../../src/dev/editor/installVsix.ts';
import { packageFixtures } from '../../src/dev/packageFixtures.ts';
import { root } from '../../src/dev/paths.ts';
import { type DevicePolicy, setDevicePolicy } from '../support/devicePolicy.ts';
import type { EditorDriver } from '../support/editorDriver.ts';
import { type ExtensionGallery, startExtensionGallery } from '../support/extensionGallery.ts';
import { extensionRan, readFixtureLog } from '../support/fixtureLog.ts';
import { type GuardedEditor, openGuardedEditor } from '../support/guardedEditor.ts';

const userSettings = `{
	// mine
	"workbench.startupEditor": "none",   "workbench.secondarySideBar.defaultVisibility": "hidden",
	"chat.mcp.access": /* all of them */ "all",
	"terminal.integrated.gpuAcceleration": "off",
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

/** Says otherwise than the policy, so that it shows which of them is in force. */
const devicePolicy = {
	allowedExtensions: '{"*":true,"someone.else":false}',
	account: { mcpAccess: 'registry_only' },
};

const noCopilot = {
	id: 'no-copilot',
	assistants: ['github-copilot'],
	phases: [{ from: '2026-07-10', action: 'block' }],
	reason: 'Not reviewed.',
};

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
	let gallery: ExtensionGallery;
	/** Of the policy: what has something held. */
	let held: object;

	before(async () => {
		sleeping = await layOutSleeper();
		const claudeCode = (await packageFixtures()).get('anthropic.claude-code');
		assert.ok(claudeCode);
		gallery = await startExtensionGallery(claudeCode);
		guarded = await openGuardedEditor({
			settings: userSettings,
			extensions: ['anthropic.claude-code', 'openai.chatgpt', 'example.bystander', sleeping],
			tools: [],
			env: gallery.env,
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
		await gallery?.close();
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
		await putInBackground();
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

	it('leaves the editor without any MCP server where the policy says so', async () => {
		const listed = await listedServers();
		assert.equal(listed.length, 1);
		assert.match(listed[0] ?? '', /^Add Server/);
	});

	it('sees a copy under another id that another profile has, as it is installed', async () => {
		await openView();
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

	it('takes the agent out of the editor’s own chat where Copilot is banned, and all of the chat where a policy says so', async () => {
		const chat = editor.page.locator('.part.auxiliarybar');
		const agent = chat.getByText('Build with Agent');
		await editor.runCommand('Chat: Open Chat');
		await agent.waitFor();
		let before: object = {};
		await publish((text) => {
			const { rules, settings, ...document } = JSON.parse(text) as {
				readonly rules: readonly Rule[];
				readonly settings: unknown;
			};
			before = { rules, settings };
			return JSON.stringify({ ...document, settings, rules: [...rules, noCopilot] });
		});
		await chat.getByText('Ask about your code').waitFor();
		assert.equal(await agent.count(), 0);
		await publish((text) => {
			const set = { 'chat.disableAIFeatures': true };
			return JSON.stringify({
				...(JSON.parse(text) as object),
				settings: [{ id: 'no-chat', set, reason: 'Not here.' }],
			});
		});
		await chat.waitFor({ state: 'hidden' });
		await publish((text) => JSON.stringify({ ...(JSON.parse(text) as object), ...before }));
		await until(
			'it is given back',
			async () => !/disableAIFeatures|chat\.agent\./.test(await editor.readSettings()),
		);
		await editor.runCommand('Chat: Open Chat');
		await chat.getByText(/Build with Agent|Ask about your code/).waitFor();
		await editor.runCommand('View: Hide Secondary Side Bar');
	});

	it('gives every byte back when the rules go, and offers what was uninstalled', async () => {
		await publish((text) => {
			const { rules, settings, ...document } = JSON.parse(text) as Record<string, unknown>;
			held = { rules, settings };
			return JSON.stringify({ ...document, rules: [], settings: [] });
		});
		await untilGivenBack();
		await until('the editor has the servers again', async () => {
			const listed = await listedServers();
			return ['wiki', 'claude'].every((name) => listed.some((label) => label.startsWith(name)));
		});
		const notice = await editor.waitForNotification('is allowed again');
		assert.deepEqual(notice.buttons, ['Install Again', 'No, Thanks']);
		assert.match(notice.message, /anthropic\.claude-code/);
	});

	it('has installed again what the marketplace still has, and is told what it has not', async () => {
		await editor.clickNotification('is allowed again', 'Install Again');
		// The editor's own question: it comes where nothing says of the publisher that it is allowed.
		const trust = editor.page
			.locator('.monaco-dialog-box')
			.getByRole('button', { name: 'Trust Publisher & Install' });
		await until('it is installed', async () => {
			await ((await trust.isVisible()) && trust.click());
			return (await editor.installedExtensions()).includes('anthropic.claude-code');
		});
		await editor.waitForNotification('Codex (openai.chatgpt) could not be installed: the log says why.');
		assert.equal(await editor.readSettings(), userSettings);
	});

	it('has lines that need a grammar read in a process of their own, which ends with the window’s extension host', async () => {
		await publish((text) => JSON.stringify({ ...(JSON.parse(text) as object), ...held }));
		await untilHeldAgain();
		assert.deepEqual(grammarProcesses(), []);
		const terminal = await editor.openTerminal();
		// Nothing of it runs, so that only reading it finds the tool.
		await terminal.type('case $- in nothing) claude -p hi;; esac');
		await until('it is found', async () =>
			/"assistant":"claude-code","seen":"command","action":"block"/.test(
				await readFile(path.join(storage(), 'history.json'), 'utf8'),
			),
		);
		// Had it not answered, it would be ended by now.
		const processes = grammarProcesses();
		assert.equal(processes.length, 1);
		assert.equal(processes[0]?.parent, extensionHost());
		await reloadUnder(devicePolicy);
		await until('it is gone', () => !grammarProcesses().some(({ pid }) => pid === processes[0]?.pid));
	});

	it('does not fight a device policy: what it decides is reported, and the user’s file is given back all the same', async () => {
		await openView();
		await until('it is reported', async () => {
			const lines = await heldLines();
			assert.ok(lines.includes('extensions.allowedmanaged by your organisation'), lines.join('\n'));
			assert.ok(lines.includes('chat.mcp.accessmanaged by your organisation'), lines.join('\n'));
			return true;
		});
		await putInBackground();
		await publish((text) => JSON.stringify({ ...(JSON.parse(text) as object), rules: [], settings: [] }));
		await untilGivenBack();
		await until('nothing is held', async () => !(await heldLines()).includes('Held by the policy'));
	});

	it('leaves the user’s file alone where a device policy decides, and holds it when that goes', async () => {
		await publish((text) => JSON.stringify({ ...(JSON.parse(text) as object), ...held }));
		await until('all is held that can be', async () => (await servers()) !== userServers);
		await until('the rest is reported', async () => {
			const lines = await heldLines();
			const states = ['extensions.allowed', 'chat.mcp.access'].map((name) =>
				lines.find((line) => line.startsWith(name)),
			);
			assert.deepEqual(states, [
				'extensions.allowedmanaged by your organisation',
				'chat.mcp.accessmanaged by your organisation',
			]);
			return true;
		});
		const text = await editor.readSettings();
		assert.doesNotMatch(text, /extensions\.allowed|"none",\n/);
		// It was installed again, and the device policy allows it: no reload would end it.
		assert.doesNotMatch((await editor.waitForStatus('Claude Code')).text, /reload/);
		await reloadUnder(undefined);
		await untilHeldAgain();
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

	async function untilHeldAgain(): Promise<void> {
		await putInBackground();
		await until('all is held again', async () => {
			const text = await editor.readSettings();
			assert.match(text, /claudeAgent/);
			assert.match(text, /"none",/);
			assert.match(text, /"anthropic\.claude-code": false/);
			assert.notEqual(await servers(), userServers);
			return true;
		});
	}

	/** What the editor has to choose from, once it has read the file. */
	async function listedServers(): Promise<readonly string[]> {
		await editor.runCommand('MCP: List Servers');
		const labels = editor.page.locator('.quick-input-widget .monaco-list-row .quick-input-list-label');
		await labels.filter({ hasText: 'Add Server' }).waitFor();
		const names = await labels.allTextContents();
		await editor.page.keyboard.press('Escape');
		return names;
	}

	/** As when the person works in another program: what makes the editor ask is changed then. */
	async function putInBackground(): Promise<void> {
		await editor.page.evaluate(
			`window.dispatchEvent(new Event('focus')); document.hasFocus = () => false; window.dispatchEvent(new Event('blur'));`,
		);
	}

	async function reloadUnder(policy: DevicePolicy | undefined): Promise<void> {
		await setDevicePolicy(editor.page, policy);
		await editor.page.reload();
		await editor.page.locator('.part.statusbar .statusbar-item').first().waitFor({ timeout: 60_000 });
	}

	/** What view a reload brings back depends on when the editor noted it; a click on the open one would close it. */
	async function openView(): Promise<void> {
		const icon = editor.page.locator('.activitybar .action-item', {
			has: editor.page.locator('a[aria-label^="Approved Assistants"]'),
		});
		await until(
			'the view is open',
			async () => {
				if ((await heldLines()).includes('Policy')) {
					return true;
				}
				if (!/\bchecked\b/.test((await icon.first().getAttribute('class')) ?? '')) {
					await icon.first().click();
				}
				return false;
			},
			{ interval: 300 },
		);
	}

	/** The view's lines. */
	async function heldLines(): Promise<readonly string[]> {
		const rows = editor.page.locator('.pane-body .monaco-list-row');
		return (await rows.allTextContents()).map((text) => text.trim());
	}

	function storage(): string {
		return path.join(user, 'globalStorage/approved-assistants.approved-assistants');
	}

	/** The process in which extensions run now. */
	function extensionHost(): number | undefined {
		return readFixtureLog(guarded.log).findLast(({ id }) => id === 'example.bystander')?.pid;
	}

	/** Those of this editor, each with the process that started it. */
	function grammarProcesses(): readonly { readonly pid: number; readonly parent: number }[] {
		return execFileSync('ps', ['-axo', 'pid=,ppid=,args='], { encoding: 'utf8' })
			.split('\n')
			.filter(
				(line) => line.includes(path.join(editor.home, 'extensions')) && /grammarProgram/.test(line),
			)
			.map((line) => line.trim().split(/\s+/).map(Number))
			.map(([pid = 0, parent = 0]) => ({ pid, parent }));
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
