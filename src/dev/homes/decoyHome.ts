import { listed, manifest, npmGlobal } from './fullHome.ts';
import { anyBinary, goBinary, layOut } from './layOut.ts';

/** A home in which nothing of the catalog is installed, and much looks as if. */
export function makeDecoyHome(root: string): void {
	const home = layOut(root);
	// What assistants leave behind.
	for (const file of [
		'.claude/settings.json',
		'.claude.json',
		'.codex/config.toml',
		'.gemini/settings.json',
		'.copilot/config.json',
		'.continue/config.yaml',
		'.aider.conf.yml',
		'.cursor/mcp.json',
		'.qwen/settings.json',
		'.config/goose/config.yaml',
		'.config/opencode/opencode.json',
		'.factory/settings.json',
	]) {
		home.file(file, file.endsWith('.json') ? '{}' : '');
	}
	home.folder('.windsurf/extensions');
	home.folder('.config/Kiro');
	// Programs of others.
	home.program(
		'.local/bin/claude',
		'#!/bin/sh\n# Opens the calendar of Claude.\nexec xdg-open ~/calendar.html\n',
	);
	home.program('.local/bin/codex', '#!/usr/bin/python3\nfrom codex.reader import main\nmain()\n');
	home.file(
		'.local/lib/python3.13/site-packages/codex-1.0.dist-info/RECORD',
		'../../../bin/codex,sha256=x,9\n',
	);
	home.program('.local/bin/gemini', '#!/usr/bin/env python\nimport gemini.gemini_main\n');
	home.program('bin/copilot', goBinary('github.com/aws/copilot-cli/cmd/copilot'));
	home.program('go/bin/goose', goBinary('github.com/pressly/goose/v3/cmd/goose'));
	npmGlobal(home, '.npm-global', 'aider', 'aider');
	home.program('q/l64/q', anyBinary);
	home.link('bin/q', 'q/l64/q');
	home.program('.local/bin/fabric', '#!/usr/bin/python3\nfrom fabric.main import program\n');
	for (const name of ['agent', 'crush', 'kimi', 'forge']) {
		home.program(`.local/bin/${name}`, anyBinary);
	}
	for (const name of ['ant', 'pi', 'droid', 'llm']) {
		home.program(`bin/${name}`, '#!/bin/bash\necho "$@"\n');
	}
	home.link('.local/bin/opencode', '.opencode/bin/opencode');
	makeDecoyExtensions(root);
}

function makeDecoyExtensions(root: string): void {
	const home = layOut(root);
	const folder = '.vscode/extensions';
	const others: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
		'someone.copilot-theme': { themes: [{ label: 'Copilot Dark', path: './dark.json' }], commands: [] },
		'someone.claude-keys': {
			commands: [],
			keybindings: [
				{ command: 'claude-vscode.editor.open', key: 'ctrl+k' },
				{ command: 'chatgpt.newChat' },
			],
		},
		'someone.php-composer': {
			commands: [{ command: 'composer.install' }, { command: 'composer.update' }],
		},
		'someone.continue-helper': {
			commands: [{ command: 'continue.helper' }, { command: 'helper.a' }, { command: 'helper.b' }],
		},
		'someone.chatgpt-icons': { iconThemes: [] },
	};
	for (const [id, contributes] of Object.entries(others)) {
		home.json(`${folder}/${id}-1.2.3/package.json`, manifest(id, contributes));
	}
	home.json(`${folder}/extensions.json`, [
		...Object.keys(others).map(listed),
		listed('sourcegraph.cody-ai'),
	]);
	// Uninstalled and not yet deleted; an older version; listed, and its folder gone (above).
	home.json(`${folder}/anthropic.claude-code-1.2.3/package.json`, manifest('anthropic.claude-code'));
	home.json(`${folder}/.obsolete`, { 'anthropic.claude-code-1.2.3': true });
	home.json(`${folder}/openai.chatgpt-0.1.0-linux-x64/package.json`, manifest('openai.chatgpt'));
	home.json('.config/Code/User/settings.json', {});
}
