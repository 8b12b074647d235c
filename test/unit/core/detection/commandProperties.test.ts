import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { detect } from '../../../../src/core/detection/detect.ts';
import { shellKinds } from '../../../../src/core/detection/signal.ts';
import type { ShellGrammars } from '../../../../src/core/detection/syntax.ts';
import { shellGrammars } from '../../../support/shellGrammars.ts';
import { foundOn, shippedCatalog } from './describeFindings.ts';

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

/** Each runs the line as it stands. */
const wrappings: readonly ((line: string) => string)[] = [
	(line) => `sudo ${line}`,
	(line) => `env A=1 ${line}`,
	(line) => `A='x y' ${line}`,
	(line) => `nohup ${line} &`,
	(line) => `( ${line} )`,
	(line) => `{ ${line}; }`,
	(line) => `if ${line}; then :; fi`,
	(line) => `true && ${line} || false`,
	(line) => `timeout 10 ${line} > out.txt 2>&1`,
	(line) => `bash -c '${line.replaceAll("'", `'\\''`)}'`,
	(line) => `echo x | ${line} | cat`,
	(line) => `y=$(${line})`,
	(line) => `${line} # and a comment`,
	(line) => `while true; do ${line}; done`,
	(line) => `time nice -n 5 ${line}`,
	(line) => `eval '${line.replaceAll("'", `'\\''`)}'`,
];

describe('detectCommand, whatever it is given', () => {
	let grammars: ShellGrammars;

	before(async () => {
		grammars = await shellGrammars;
	});

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
				const words = line.split(' ').map((word, at) => (quoting[at % 5] ?? String)(word) + (spaces[at % 5] ?? ' '));
				assert.equal(foundOn(words.join('').trimEnd(), 'bash', grammars), foundOn(line, 'bash', grammars));
			}),
			{ numRuns: 500 },
		);
	});

	it('gives the same answer whatever is put around a line', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...lines),
				fc.array(fc.constantFrom(...wrappings), { minLength: 1, maxLength: 3 }),
				(line, around) => {
					const whole = around.filter((wrap) => !/^nohup|#/.test(wrap('x'))).reduce((inner, wrap) => wrap(inner), line);
					const used = (text: string) =>
						detect(shippedCatalog, { kind: 'command', shell: 'bash', text }, grammars)
							.filter(({ use }) => use === 'run' || use === 'install' || use === 'uninstall')
							.map(({ assistant, use }) => `${use} ${assistant}`);
					if (!/^(?:sudo|env|timeout|time) (?:\(|\{|if|while|true|[Ay]=|.*=\$)/.test(whole)) {
						assert.deepEqual(used(whole), used(line), whole);
					}
				},
			),
			{ numRuns: 500 },
		);
	});

	it('never throws and never takes long, whatever the bytes', () => {
		const pieces = fc.constantFrom(
			'claude', 'codex', ' ', "'", '"', '`', '$', '$(', ')', '(', '{', '}', '<<EOF', '\n', 'EOF', '|', '&', ';', '<(', '>',
			'\\', '^', '%', '@"', '"@', "@'", 'if', 'for x in', 'do', 'case x in', 'esac', 'bash -c ', 'eval ', 'function f', '[[', ']]',
			'((', '${', '#', 'npx ', 'sudo ', 'xargs ', 'docker run ', '-- ', 'alias c=', '=', '*', '\0', '\u{1f600}', '\ud800', '$x', 'f() {',
		);
		const text = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 300 }),
			fc.array(pieces, { maxLength: 120 }).map((parts) => parts.join('')),
		);
		let slowest = 0;
		fc.assert(
			fc.property(text, fc.constantFrom(...shellKinds), (line, shell) => {
				const start = performance.now();
				foundOn(line, shell, grammars);
				slowest = Math.max(slowest, performance.now() - start);
			}),
			{ numRuns: 3000 },
		);
		assert.ok(slowest < 200, `the slowest line took ${slowest.toFixed(1)} ms`);
	});

	it('takes time in proportion to the length, not more', () => {
		const hard = ['$(', '(', '`', '"$(', '{ ', 'if ', 'eval "', 'bash -c \'', '| claude ', 'claude;', '<<E ', 'curl https://claude.ai/install.sh | ', 'f() { claude; }; ', '\\', '[[ '];
		for (const piece of hard) {
			for (const shell of shellKinds) {
				const line = `claude ${piece.repeat(Math.ceil(4000 / piece.length))}`;
				const start = performance.now();
				foundOn(line, shell, grammars);
				const taken = performance.now() - start;
				assert.ok(taken < 400, `${shell}: ${piece} took ${taken.toFixed(0)} ms`);
			}
		}
	});
});
