import type { ProcessSignal } from '../../../../src/core/detection/signal.ts';

const extensions = '/home/me/.vscode/extensions';

/** Processes in words and as they are seen, with what is found; `docs/detection.md` is made from them. */
export const processCases: readonly (readonly [
	process: string,
	signal: Omit<ProcessSignal, 'kind'>,
	found: string,
])[] = [
	['a program of an assistant’s own name', { argv: ['/opt/claude', '-p'] }, 'run claude-code'],
	['a Python module of its name', { argv: ['python3', '-m', 'aider'] }, 'run aider'],
	[
		'a link of another name into its package',
		{ argv: ['node', '/x/cc'], program: programAt('/lib/node_modules/@openai/codex/cli.js') },
		'run codex',
	],
	[
		'a copy of another name',
		{ argv: ['/x/helper'], program: { ...programAt('/x/helper'), copyOf: '/usr/local/bin/claude' } },
		'run claude-code',
	],
	[
		'a program inside its extension’s folder',
		{
			argv: [`${extensions}/openai.chatgpt-0.4.9-linux-x64/bin/helper`],
			program: programAt(`${extensions}/openai.chatgpt-0.4.9-linux-x64/bin/helper`),
		},
		'run codex',
	],
	[
		'anything that a program, no shell, has given a variable which only the assistant sets',
		{ argv: ['npm', 'test'], environment: ['CLAUDECODE', 'CLAUDE_CODE_ENTRYPOINT'] },
		'run claude-code possible',
	],
	['anything with other variables', { argv: ['npm', 'test'], environment: ['HOME'] }, 'nothing'],
	[
		'a namesake, by its package',
		{ argv: ['goose'], program: programAt('/opt/homebrew/Cellar/goose/3/bin/goose') },
		'nothing',
	],
	['a program of a shared name of which nothing more is known', { argv: ['goose'] }, 'nothing'],
	['an editor with a file of its name', { argv: ['vim', 'claude'] }, 'nothing'],
	['a process of somebody else, which shows nothing', { argv: [] }, 'nothing'],
];

function programAt(target: string) {
	return { path: target, target };
}
