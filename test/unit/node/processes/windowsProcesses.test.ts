import assert from 'node:assert/strict';
import { readCim, splitCommandLine } from '../../../../src/node/processes/windowsProcesses.ts';

/** As the Microsoft C runtime documents it, and usual command lines. */
const lines: readonly [line: string, words: readonly string[]][] = [
	[String.raw`"a b c" d e`, ['a b c', 'd', 'e']],
	[String.raw`"ab\"c" "\\" d`, ['ab"c', '\\', 'd']],
	[String.raw`a\\\b d"e f"g h`, [String.raw`a\\\b`, 'de fg', 'h']],
	[String.raw`a\\\"b c d`, [String.raw`a\"b`, 'c', 'd']],
	[String.raw`a\\\\"b c" d e`, [String.raw`a\\b c`, 'd', 'e']],
	[
		String.raw`"C:\Program Files\nodejs\node.exe" "C:\x\claude.js" ""`,
		[String.raw`C:\Program Files\nodejs\node.exe`, String.raw`C:\x\claude.js`, ''],
	],
	['', []],
	['  x  ', ['x']],
];

describe('processes of Windows', () => {
	for (const [line, words] of lines) {
		it(`${line} are ${words.length} words`, () => {
			assert.deepEqual(splitCommandLine(line), words);
		});
	}

	it('are read from what PowerShell writes, a list or a single one', () => {
		const one = {
			ProcessId: 7,
			ParentProcessId: 4,
			CommandLine: String.raw`"C:\t\claude.exe" -p`,
			ExecutablePath: String.raw`C:\t\claude.exe`,
		};
		const read = {
			pid: 7,
			parent: 4,
			argv: [String.raw`C:\t\claude.exe`, '-p'],
			executable: String.raw`C:\t\claude.exe`,
		};
		const system = { ProcessId: 4, ParentProcessId: 0, CommandLine: null, ExecutablePath: null };
		assert.deepEqual(readCim(JSON.stringify(one)), [read]);
		assert.deepEqual(readCim(JSON.stringify([system, one])), [
			{ pid: 4, parent: 0, argv: [], executable: undefined },
			read,
		]);
	});

	it('are none where the answer is no list of processes', () => {
		for (const text of ['', 'null', '[]', '[null, 1, {}]', 'access denied']) {
			assert.deepEqual(readCim(text), []);
		}
	});
});
