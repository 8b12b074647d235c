import assert from 'node:assert/strict';
import { judgeProgram, type ProgramFacts } from '../../../../src/core/detection/programIdentity.ts';
import { shippedCatalog } from './describeFindings.ts';

const table: readonly [facts: Partial<ProgramFacts> & { readonly target: string }, owner: string][] = [
	[{ target: '/usr/lib/node_modules/@anthropic-ai/claude-code/cli.js' }, 'claude-code'],
	[{ target: 'C:\\Users\\x\\AppData\\npm\\node_modules\\@openai\\codex\\bin\\codex.js' }, 'codex'],
	[{ target: '/opt/homebrew/Caskroom/claude-code/2.0.1/claude' }, 'claude-code'],
	[{ target: '/home/linuxbrew/.linuxbrew/Cellar/block-goose-cli/1.9/bin/goose' }, 'goose'],
	[{ target: '/opt/homebrew/Cellar/goose/3.24.1/bin/goose' }, 'other goose'],
	[{ target: '/nix/store/0123456789abcdfghijklmnpqrsvwxyz-claude-code-2.0.1/bin/x' }, 'claude-code'],
	[
		{ target: '/nix/store/0123456789abcdfghijklmnpqrsvwxyz-q-text-as-data-3.1/bin/q' },
		'other q-text-as-data',
	],
	[{ target: '/home/me/.local/share/pipx/venvs/aider-chat/bin/aider' }, 'aider'],
	[{ target: '/home/me/.local/share/uv/tools/black/bin/black' }, 'other black'],
	[
		{
			target: '/home/me/.local/bin/x',
			shebang: '/home/me/.local/share/pipx/venvs/aider-chat/bin/python',
		},
		'aider',
	],
	[{ target: '/home/me/bin/x', shebang: '/usr/bin/python3', handsTo: 'llm.cli' }, 'llm'],
	[{ target: '/home/me/bin/x', shebang: '/bin/sh', handsTo: 'llm.cli' }, 'nobody'],
	[{ target: '/w/node_modules/.bin/x', handsTo: '/node_modules/@openai/codex/bin/codex.js' }, 'codex'],
	[{ target: '/src/fork/cli.js', packageName: '@openai/codex' }, 'codex'],
	[{ target: '/src/mine/cli.js', packageName: 'mine' }, 'other mine'],
	[{ target: '/home/me/.opencode/bin/other-name' }, 'nobody'],
	[{ target: '/home/me/.opencode/bin/opencode' }, 'opencode'],
	[{ target: '/home/me/.vscode/extensions/openai.chatgpt-0.4.9-linux-x64/bin/linux/rg' }, 'codex'],
	[{ target: '/home/me/.vscode/extensions/example.other-0.4.9/bin/tool' }, 'nobody'],
	[{ target: '/opt/x/claude' }, 'claude-code'],
	[{ target: '/opt/x/Claude.EXE' }, 'claude-code'],
	[{ target: '/opt/x/helper', copyOf: '/usr/local/bin/claude' }, 'claude-code'],
	[{ target: '/opt/x/helper', copyOf: '/usr/local/bin/goose' }, 'nobody'],
	[{ target: '/opt/x/goose' }, 'nobody'],
	[{ target: '/usr/bin/gcc-12' }, 'nobody'],
];

describe('judgeProgram', () => {
	for (const [facts, owner] of table) {
		it(`${JSON.stringify(facts)} belongs to ${owner}`, () => {
			const judged = judgeProgram(shippedCatalog, { path: facts.target, ...facts });
			const said =
				judged === undefined
					? 'nobody'
					: judged.owner === 'other'
						? `other ${judged.package}`
						: judged.assistant.id;
			assert.equal(said, owner);
		});
	}
});
