import assert from 'node:assert/strict';
import { isProcessOf } from '../../../../src/core/detection/processIdentity.ts';
import { catalog } from '../../../support/policies.ts';

const table: readonly [argv: string[], assistant: string | undefined][] = [
	[['banned'], 'banned'],
	[['/usr/local/bin/banned', '-p', 'hi'], 'banned'],
	[['C:\\tools\\Banned.EXE'], 'banned'],
	[['node', '/usr/lib/node_modules/@evil/banned/cli.js'], 'banned'],
	[['/usr/bin/node', '--no-warnings', '/home/me/bin/banned'], 'banned'],
	[['/bin/sh', '/home/me/bin/banned', 'x'], 'banned'],
	[['/home/me/node_modules/@evil/banned/vendor/native'], 'banned'],
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
