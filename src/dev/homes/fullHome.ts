import { anyBinary, goBinary, type Home, layOut } from './layOut.ts';

/** Ten editions, by the folder that holds their extensions and the one that holds `User`. */
export const editions: readonly (readonly [edition: string, extensions: string, userData: string])[] = [
	['vscode', '.vscode', '.config/Code'],
	['vscode-insiders', '.vscode-insiders', '.config/Code - Insiders'],
	['vscodium', '.vscode-oss', '.config/VSCodium'],
	['code-server', '.local/share/code-server', '.local/share/code-server'],
	['cursor', '.cursor', '.config/Cursor'],
	['windsurf', '.windsurf', '.config/Windsurf'],
	['qoder', '.qoder', '.config/Qoder'],
	['trae', '.trae', '.config/Trae'],
	['kiro', '.kiro', '.config/Kiro'],
	['antigravity', '.antigravity', '.config/Antigravity'],
];

/** Twenty-five extensions of assistants, by catalog id. */
export const extensions: readonly (readonly [assistant: string, extension: string])[] = [
	['claude-code', 'anthropic.claude-code'],
	['codex', 'openai.chatgpt'],
	['github-copilot', 'github.copilot'],
	['gemini-cli', 'google.gemini-cli-vscode-ide-companion'],
	['gemini-code-assist', 'google.geminicodeassist'],
	['cline', 'saoudrizwan.claude-dev'],
	['roo-code', 'rooveterinaryinc.roo-cline'],
	['kilo-code', 'kilocode.kilo-code'],
	['continue', 'continue.continue'],
	['tabnine', 'tabnine.tabnine-vscode'],
	['cody', 'sourcegraph.cody-ai'],
	['amp', 'sourcegraph.amp'],
	['amazon-q', 'amazonwebservices.amazon-q-vscode'],
	['augment', 'augment.vscode-augment'],
	['codeium', 'codeium.codeium'],
	['lingma', 'alibaba-cloud.tongyi-lingma'],
	['codebuddy', 'tencent-cloud.coding-copilot'],
	['comate', 'baiducomate.comate'],
	['codegeex', 'aminer.codegeex'],
	['qwen-code', 'qwenlm.qwen-code-vscode-ide-companion'],
	['supermaven', 'supermaven.supermaven'],
	['blackbox', 'blackboxapp.blackboxagent'],
	['refact', 'smallcloud.codify'],
	['twinny', 'rjmacarthy.twinny'],
	['zencoder', 'zencoderai.zencoder'],
];

/** Twenty-five command-line tools, each installed as its maker or a package manager does; by catalog id. */
export const tools: Readonly<Record<string, (home: Home) => void>> = {
	'claude-code': (home) => {
		home.program('.local/share/claude/versions/2.1.260', anyBinary);
		home.link('.local/bin/claude', '.local/share/claude/versions/2.1.260');
	},
	codex: (home) => npmGlobal(home, '.npm-global', '@openai/codex', 'codex'),
	'gemini-cli': (home) => npmGlobal(home, '.nvm/versions/node/v24.1.0', '@google/gemini-cli', 'gemini'),
	'github-copilot-cli': (home) => npmGlobal(home, '.npm-global', '@github/copilot', 'copilot'),
	'qoder-cli': (home) => npmGlobal(home, '.npm-global', '@qoder-ai/qodercli', 'qodercli'),
	aider: (home) => environmentTool(home, '.local/share/uv/tools', 'aider-chat', 'aider'),
	openhands: (home) => environmentTool(home, '.local/share/uv/tools', 'openhands', 'openhands'),
	'open-interpreter': (home) =>
		environmentTool(home, '.local/pipx/venvs', 'open-interpreter', 'interpreter'),
	'shell-gpt': (home) => environmentTool(home, '.local/share/pipx/venvs', 'shell-gpt', 'sgpt'),
	goose: (home) => {
		home.program('.local/bin/goose', anyBinary);
		home.file('.config/goose/config.yaml', 'GOOSE_MODE: auto\n');
	},
	opencode: (home) => home.program('.opencode/bin/opencode', anyBinary),
	amp: (home) => {
		npmPackage(home, '.bun/install/global/node_modules', '@sourcegraph/amp', 'amp');
		home.link('.bun/bin/amp', '.bun/install/global/node_modules/@sourcegraph/amp/cli.js');
	},
	crush: (home) => home.program('go/bin/crush', goBinary('github.com/charmbracelet/crush')),
	'qwen-code': (home) => {
		npmPackage(home, '.local/share/pnpm/global/5/node_modules', '@qwen-code/qwen-code', 'qwen');
		const script = 'global/5/node_modules/@qwen-code/qwen-code/cli.js';
		home.program('.local/share/pnpm/qwen', `#!/bin/sh\nexec node "$basedir/${script}" "$@"\n`);
	},
	'cursor-cli': (home) => {
		home.program(
			'.local/share/cursor-agent/versions/2026.10.1/cursor-agent',
			'#!/usr/bin/env bash\nexec node index.js\n',
		);
		home.link('.local/bin/cursor-agent', '.local/share/cursor-agent/versions/2026.10.1/cursor-agent');
	},
	droid: (home) => {
		home.program('.local/bin/droid', anyBinary);
		home.json('.factory/settings.json', {});
	},
	'kiro-cli': (home) => home.program('.local/bin/kiro-cli', anyBinary),
	auggie: (home) => {
		npmPackage(home, '.config/yarn/global/node_modules', '@augmentcode/auggie', 'auggie');
		home.link('.yarn/bin/auggie', '.config/yarn/global/node_modules/@augmentcode/auggie/cli.js');
	},
	cline: (home) => {
		home.program('.volta/bin/volta-shim', anyBinary);
		home.link('.volta/bin/cline', '.volta/bin/volta-shim');
		home.json('.volta/tools/user/bins/cline.json', { name: 'cline', package: 'cline', version: '3.0.0' });
	},
	vtcode: (home) => {
		home.program('.cargo/bin/vtcode', anyBinary);
		const key = 'vtcode 0.40.0 (registry+https://github.com/rust-lang/crates.io-index)';
		home.json('.cargo/.crates2.json', { installs: { [key]: { bins: ['vtcode'] } } });
	},
	llm: (home) => {
		home.program(
			'.local/bin/llm',
			'#!/usr/bin/python3\nimport sys\nfrom llm.cli import cli\nsys.exit(cli())\n',
		);
		home.file(
			'.local/lib/python3.13/site-packages/llm-0.27.dist-info/RECORD',
			'../../../bin/llm,sha256=x,200\n',
		);
	},
	mods: (home) => {
		home.program('.linuxbrew/Cellar/mods/1.8.1/bin/mods', anyBinary);
		home.link('.linuxbrew/bin/mods', '.linuxbrew/Cellar/mods/1.8.1/bin/mods');
	},
	ollama: (home) => home.program('.local/bin/ollama', anyBinary),
	plandex: (home) => home.program('bin/plandex', anyBinary),
	'gh-copilot': (home) => home.program('.local/share/gh/extensions/gh-copilot/gh-copilot', anyBinary),
};

/** A home in which ten editions, twenty-five extensions and twenty-five tools are installed, among much else. */
export function makeFullHome(root: string): void {
	const home = layOut(root);
	for (const [index, [, folder, userData]] of editions.entries()) {
		const assistants = extensions.filter((_, at) => at % editions.length === index).map(([, id]) => id);
		const others = Array.from({ length: 12 }, (_, at) => `maker${at}.tool-${index}`);
		const ids = [...assistants, ...others];
		for (const id of ids) {
			home.json(`${folder}/extensions/${id}-1.2.3/package.json`, manifest(id));
		}
		home.json(`${folder}/extensions/extensions.json`, ids.map(listed));
		home.json(`${userData}/User/settings.json`, { 'editor.fontSize': 13 });
	}
	for (const install of Object.values(tools)) {
		install(home);
	}
	home.json('.claude.json', {
		mcpServers: { files: { command: 'npx', args: ['-y', 'some-server', '--key=hidden'] } },
	});
	home.json('.cursor/mcp.json', {
		mcpServers: { tasks: { command: 'npx', args: ['-y', 'task-master-ai@latest'] } },
	});
	home.file(
		'.codex/config.toml',
		'[mcp_servers.docs]\nurl = "https://user:hidden@docs.example/mcp?key=hidden"\n',
	);
}

/** An entry of extensions.json. */
export function listed(id: string): unknown {
	return {
		identifier: { id },
		version: '1.2.3',
		relativeLocation: `${id}-1.2.3`,
		metadata: { source: 'gallery' },
	};
}

/** A manifest of a size that is usual. */
export function manifest(id: string, contributes: Readonly<Record<string, unknown>> = {}): unknown {
	const [publisher, name] = id.split('.');
	const commands = Array.from({ length: 40 }, (_, at) => ({
		command: `${name}.command${at}`,
		title: `Command ${at}`,
	}));
	return {
		publisher,
		name,
		version: '1.2.3',
		engines: { vscode: '^1.80.0' },
		contributes: { commands, ...contributes },
	};
}

export function npmPackage(home: Home, folder: string, name: string, command: string): void {
	home.json(`${folder}/${name}/package.json`, { name, version: '1.0.0', bin: { [command]: 'cli.js' } });
	home.program(`${folder}/${name}/cli.js`, '#!/usr/bin/env node\n');
}

export function npmGlobal(home: Home, prefix: string, name: string, command: string): void {
	npmPackage(home, `${prefix}/lib/node_modules`, name, command);
	home.link(`${prefix}/bin/${command}`, `${prefix}/lib/node_modules/${name}/cli.js`);
}

function environmentTool(home: Home, folder: string, name: string, command: string): void {
	const environment = `${folder}/${name}`;
	home.program(`${environment}/bin/${command}`, `#!${home.root}/${environment}/bin/python\n`);
	home.link(`.local/bin/${command}`, `${environment}/bin/${command}`);
}
