import assert from 'node:assert/strict';
import { launchLines, taskLine } from '../../../../src/core/detection/launchLines.ts';

const configurations: readonly [configuration: Record<string, unknown>, lines: readonly string[]][] = [
	[{ type: 'node', program: '/w/x.js', args: ['-p', 'two words'] }, ["node /w/x.js -p 'two words'"]],
	[{ type: 'pwa-node', runtimeExecutable: 'npx', runtimeArgs: ['claude'] }, ['npx claude']],
	[{ type: 'node', runtimeExecutable: 'npm', args: ['run', 'x'] }, ['npm run x']],
	[{ type: 'debugpy', module: 'aider', args: ['--yes'] }, ['python -m aider --yes']],
	[{ type: 'python', program: 'x.py' }, ['python x.py']],
	[{ type: 'lldb', program: '/opt/claude', args: '-p' }, ['/opt/claude -p']],
	[{ type: 'node-terminal', command: 'npm run review' }, ['npm run review']],
	[{ type: 'lldb', program: './x', cwd: '/w/a b' }, ["cd '/w/a b' && ./x"]],
	[{ type: 'chrome', url: 'http://localhost' }, []],
	[{ type: 'node', program: 7, args: [{}], command: null }, ['node']],
];
const tasks = [
	{ label: 'a', type: 'shell', command: 'claude -p', args: ['x y', { value: 'z', quoting: 'strong' }] },
	{ label: 'b', type: 'process', command: '/opt/my tools/claude' },
	{ label: 'c', type: 'npm', script: 'review' },
	{ label: 'd', dependsOn: ['a'] },
	'odd',
];
const labels: readonly [label: unknown, line: string | undefined][] = [
	['a', "claude -p 'x y' z"],
	['b', "'/opt/my tools/claude'"],
	['c', 'npm run review'],
	['npm: review', 'npm run review'],
	['npm: review - web', 'npm run review'],
	['d', undefined],
	['e', undefined],
	[undefined, undefined],
];

describe('launch configurations and tasks', () => {
	for (const [configuration, lines] of configurations) {
		it(`${JSON.stringify(configuration)} runs ${JSON.stringify(lines)}`, () => {
			assert.deepEqual(launchLines(configuration), lines);
		});
	}

	for (const [label, line] of labels) {
		it(`the task ${JSON.stringify(label)} runs ${line}`, () => {
			assert.equal(taskLine(tasks, label), line);
		});
	}

	it('makes nothing of tasks that are none', () => {
		assert.equal(taskLine('odd', 'a'), undefined);
		assert.equal(taskLine(undefined, 'a'), undefined);
	});
});
