import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isProcessOf, programFile } from '../../../../src/core/detection/processIdentity.ts';
import { catalog } from '../../../support/policies.ts';
import { shippedCatalog } from './describeFindings.ts';

const table: readonly [argv: string[], assistant: string | undefined][] = [
	[['banned'], 'banned'],
	[['/usr/local/bin/banned', '-p', 'hi'], 'banned'],
	[['C:\\tools\\Banned.EXE'], 'banned'],
	[['node', '/usr/lib/node_modules/@evil/banned/cli.js'], 'banned'],
	[['/usr/bin/node', '--no-warnings', '/home/me/bin/banned'], 'banned'],
	[['/bin/sh', '/home/me/bin/banned', 'x'], 'banned'],
	[['/home/me/node_modules/@evil/banned/vendor/native'], 'banned'],
	[['python3.12', '-m', 'banned'], 'banned'],
	[['python3', '-m', 'http.server', 'banned'], undefined],
	[['node', '-m', 'banned'], undefined],
	[['node', '/home/me/project/scripts/banned.js'], undefined],
	[['python3', 'banned.py'], undefined],
	[['-bash'], undefined],
	[['bash', '-c', 'banned'], undefined],
	[['vim', 'banned'], undefined],
	[['grep', '-r', 'banned', '.'], undefined],
	[['node', '/home/me/src/banned-fork/server.js'], undefined],
	[['node', '/home/me/server.js', 'banned'], undefined],
	[['bannedly'], undefined],
	[['s'], undefined],
	[['/usr/bin/s', 'pattern'], undefined],
	[[''], undefined],
	[[], undefined],
];

describe('isProcessOf', () => {
	for (const [argv, assistant] of table) {
		it(`${argv.join(' ') || '(nothing)'} is ${assistant ?? 'nobody we may stop'}`, () => {
			assert.equal(catalog.find((candidate) => isProcessOf(candidate, argv))?.id, assistant);
		});
	}
});

/** Programs that have nothing to do with an assistant, though their arguments may name one. */
const bystanders = [
	'vim',
	'git',
	'/usr/bin/grep',
	'tail',
	'make',
	'code',
	'/opt/claudette',
	'codexes',
	'gcc',
	'sleep',
];
const shared = shippedCatalog.assistants.flatMap(({ namesakes }) =>
	(namesakes ?? []).map(({ command }) => command),
);
const owned = new Set(
	shippedCatalog.assistants.flatMap(({ commands, namesakes }) =>
		(commands ?? []).filter((name) => namesakes?.some(({ command }) => command === name) !== true),
	),
);
const names = shippedCatalog.assistants.flatMap(({ commands }) => commands ?? []);

describe('namesakes and bystanders', () => {
	it('are never taken for an assistant: 1,000 random argument lists', () => {
		const folder = fc.constantFrom('', '/usr/bin/', '/home/me/go/bin/', './', 'C:\\tools\\', '/opt/x y/');
		const program = fc.constantFrom(...bystanders, ...shared.filter((name) => !owned.has(name)));
		const word = fc.oneof(
			fc.constantFrom(...names),
			fc.constantFrom(...names).map((name) => `/usr/local/bin/${name}`),
			fc.constantFrom('-p', '-m', '-c', '--', '-e', 'run'),
			fc.string(),
		);
		fc.assert(
			fc.property(folder, program, fc.array(word, { maxLength: 6 }), (where, name, rest) => {
				const argv = [where + name, ...rest];
				assert.deepEqual(
					shippedCatalog.assistants.filter((assistant) => isProcessOf(assistant, argv)),
					[],
				);
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('programFile', () => {
	const files: readonly [argv: string[], executable: string | undefined, file: string | undefined][] = [
		[['/bin/sh', '/home/me/cc', 'x'], '/usr/bin/dash', '/home/me/cc'],
		[['node', './cc'], '/usr/bin/node', './cc'],
		[['node', '-e', 'code'], '/usr/bin/node', undefined],
		[['renamed', 'x'], '/opt/claude', '/opt/claude'],
		[['node-22', '--no-warnings', 'x.js'], undefined, 'x.js'],
		[['claude'], '/usr/bin/node22', undefined],
		[['/opt/tool'], undefined, '/opt/tool'],
		[['-bash'], '/usr/bin/bash', undefined],
		[[], undefined, undefined],
	];
	for (const [argv, executable, file] of files) {
		it(`${argv.join(' ') || '(nothing)'} of ${executable} runs ${file}`, () => {
			assert.equal(programFile(argv, executable), file);
		});
	}
});
