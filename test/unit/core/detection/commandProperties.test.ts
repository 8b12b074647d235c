import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { detect } from '../../../../src/core/detection/detect.ts';
import { shellKinds } from '../../../../src/core/detection/signal.ts';
import type { ShellGrammars } from '../../../../src/core/detection/syntax.ts';
import { shellGrammars } from '../../../support/shellGrammars.ts';
import { foundOn, shippedCatalog } from './describeFindings.ts';
import type { Growth } from './growthOfWork.ts';

const lines = [
	'claude -p hi',
	'npx -y @openai/codex exec',
	'npm install -g @openai/codex',
	'npm uninstall -g @openai/codex',
	'git checkout claude-fix',
	'ls -la src',
	'aider file1 file2',
	'goose session',
	'goose -dir db up',
	'pip install aider-chat',
	'brew install codex',
	'ollama run llama3',
] as const;

/** Each gives the same command with other quoting. */
const quotings: readonly ((word: string) => string)[] = [
	(word) => word,
	(word) => `'${word}'`,
	(word) => `"${word}"`,
	(word) => `\\${word}`,
	(word) => `${word.slice(0, 1)}''${word.slice(1)}`,
	(word) => `${word.slice(0, 2)}"${word.slice(2)}"`,
	(word) => `$'${word}'`,
];

type Change = (line: string) => string;

/** Each makes a simple command of a simple command, and runs it. */
const prefixes: readonly Change[] = [
	(line) => `sudo ${line}`,
	(line) => `env A=1 ${line}`,
	(line) => `nohup ${line}`,
	(line) => `timeout 10 ${line}`,
	(line) => `nice -n 5 ${line}`,
	(line) => `bash -c ${quoted(line)}`,
	(line) => `eval ${quoted(line)}`,
	(line) => `xargs -n 1 ${line}`,
];

/** Each runs a line of any kind. */
const surroundings: readonly Change[] = [
	(line) => `( ${line} )`,
	(line) => `{ ${line}; }`,
	(line) => `if ${line}; then :; fi`,
	(line) => `true && ${line} || false`,
	(line) => `echo x | ${line} | cat`,
	(line) => `y=$( ${line} )`,
	(line) => `echo "$( ${line} )"`,
	(line) => `${line} # and a comment`,
	(line) => `while true; do ${line}; done`,
	(line) => `for x in 1 2; do ${line}; done`,
	(line) => `case x in x) ${line} ;; esac`,
	(line) => `bash <<'EOF'\n${line}\nEOF`,
	(line) => `f() { ${line}; }; f`,
	(line) => `ls; ${line} > out.txt 2>&1 &`,
	(line) => `sh -c ${quoted(line)}`,
];

function quoted(text: string): string {
	return `'${text.replaceAll("'", `'\\''`)}'`;
}

describe('detectCommand, whatever it is given', () => {
	let grammars: ShellGrammars;

	before(async () => {
		grammars = await shellGrammars;
	});

	/** Thousands of lines on a machine that others use as well. */
	const patience = 60_000;

	it('gives the same answer however the words are quoted and spaced', () => {
		const spaced = fc.constantFrom(' ', '  ', '\t', ' \\\n ');
		const arbitrary = fc
			.constantFrom(...lines)
			.chain((line) =>
				fc.tuple(
					fc.constant(line),
					fc.array(fc.constantFrom(...quotings), { minLength: 5, maxLength: 5 }),
					fc.array(spaced, { minLength: 5, maxLength: 5 }),
				),
			);
		fc.assert(
			fc.property(arbitrary, ([line, quoting, spaces]) => {
				const words = line
					.split(' ')
					.map((word, at) => (quoting[at % 5] ?? String)(word) + (spaces[at % 5] ?? ' '));
				assert.equal(
					foundOn(words.join('').trimEnd(), 'bash', grammars),
					foundOn(line, 'bash', grammars),
				);
			}),
			{ numRuns: 500 },
		);
	}).timeout(patience);

	it('gives the same answer whatever is put around a line', () => {
		const used = (text: string) =>
			detect(shippedCatalog, { kind: 'command', shell: 'bash', text }, grammars)
				.filter(({ use }) => use === 'run' || use === 'install' || use === 'uninstall')
				.map(({ assistant, use }) => `${use} ${assistant}`);
		fc.assert(
			fc.property(
				fc.constantFrom(...lines),
				fc.array(fc.constantFrom(...prefixes), { maxLength: 3 }),
				fc.option(fc.constantFrom(...surroundings)),
				fc.option(fc.constantFrom(...surroundings.filter((wrap) => !wrap('x').includes('\n')))),
				(line, ahead, around, further) => {
					const simple = ahead.reduce<string>((inner, wrap) => wrap(inner), line);
					const inner = further === null || further('x').includes('#') ? simple : further(simple);
					const whole = around === null ? inner : around(inner);
					assert.deepEqual(used(whole), used(line), whole);
				},
			),
			{ numRuns: 1000 },
		);
	}).timeout(patience);

	it('never throws, whatever the bytes, and asks a grammar once at most', () => {
		const pieces = fc.constantFrom(
			'claude',
			'codex',
			' ',
			"'",
			'"',
			'`',
			'$',
			'$(',
			')',
			'(',
			'{',
			'}',
			'<<EOF',
			'\n',
			'EOF',
			'|',
			'&',
			';',
			'<(',
			'>',
			'\\',
			'^',
			'%',
			'@"',
			'"@',
			"@'",
			'if',
			'for x in',
			'do',
			'case x in',
			'esac',
			'bash -c ',
			'eval ',
			'function f',
			'[[',
			']]',
			'((',
			'${',
			'#',
			'npx ',
			'sudo ',
			'xargs ',
			'docker run ',
			'-- ',
			'alias c=',
			'=',
			'*',
			'\0',
			'\u{1f600}',
			'\ud800',
			'$x',
			'f() {',
		);
		const text = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 300 }),
			fc.array(pieces, { maxLength: 120 }).map((parts) => parts.join('')),
		);
		fc.assert(
			fc.property(text, fc.constantFrom(...shellKinds), (line, shell) => {
				const asked: string[] = [];
				foundOn(line, shell, {
					bash: (part, read) => grammars.bash(part, (root) => (asked.push(part), read(root))),
					powershell: (part, read) =>
						grammars.powershell(part, (root) => (asked.push(part), read(root))),
				});
				assert.ok(asked.length <= 1 && asked.every((part) => part.length <= 1024));
			}),
			{ numRuns: 3000 },
		);
	}).timeout(patience);

	it('does work in proportion to the length, not more', async () => {
		const program = path.join(import.meta.dirname, 'growthOfWork.ts');
		const measure = async (): Promise<readonly Growth[]> => {
			const { stdout } = await promisify(execFile)(process.execPath, [program]);
			return JSON.parse(stdout) as readonly Growth[];
		};
		const outOfProportion = ({ once, fourfold }: Growth): boolean => fourfold >= 6 * once + 5000;
		const rows = await measure();
		assert.ok(rows.length > 50);
		assert.ok(rows.every(({ once }) => once > 20));
		// Now and then V8 counts steps of one line with the next; what grows too fast does so each time.
		const suspects = rows.filter(outOfProportion).map(({ line }) => line);
		const again = suspects.length === 0 ? [] : await measure();
		assert.deepEqual(
			again.filter((row) => suspects.includes(row.line) && outOfProportion(row)),
			[],
		);
	}).timeout(patience);
});
