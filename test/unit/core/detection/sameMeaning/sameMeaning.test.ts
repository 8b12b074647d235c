import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readByGrammar } from '../../../../../src/core/detection/command/reading/grammarReader.ts';
import type { Reading } from '../../../../../src/core/detection/command/reading/reading.ts';
import { readText } from '../../../../../src/core/detection/command/reading/readText.ts';
import { detect } from '../../../../../src/core/detection/detect.ts';
import type { Use } from '../../../../../src/core/detection/finding.ts';
import { type ShellKind, shellKinds } from '../../../../../src/core/detection/signal.ts';
import type { ShellGrammars } from '../../../../../src/core/detection/syntax.ts';
import { shellGrammars } from '../../../../support/shellGrammars.ts';
import { shippedCatalog } from '../describeFindings.ts';
import { isInstalled, type StandInShells, standInShells } from '../standInShells.ts';
import { type Change, changed, type Line } from './change.ts';
import { changesOf } from './changes.ts';
import { wholeLines } from './lines.ts';

/** Changed lines for each shell; bash has most of the lines. */
const runs: Readonly<Record<ShellKind, number>> = {
	sh: 1500,
	bash: 5000,
	zsh: 1500,
	fish: 1000,
	pwsh: 2000,
	cmd: 1500,
};

const withoutMentions: readonly Use[] = ['mention'];
const withoutQuestions: readonly Use[] = ['mention', 'query'];

/** Such a change asks for the program's path before it is run. */
function asks({ name }: Change): boolean {
	return /command -v|Get-Command/.test(name);
}

function namesOf({ commands }: Reading): readonly string[] {
	return commands.flatMap(({ words }) => (words[0] === undefined ? [] : [words[0].text]));
}

describe('a line that does the same in other words', () => {
	let grammars: ShellGrammars;
	let lines: readonly Line[];

	before(async () => {
		grammars = await shellGrammars;
		lines = wholeLines(grammars);
	});

	/** What is done with which assistant, how sure that is and where; what is merely named is left out. */
	function answer({ text, shell }: Line, leftOut: readonly Use[]): readonly string[] {
		return detect(shippedCatalog, { kind: 'command', shell, text }, grammars)
			.filter(({ use }) => !leftOut.includes(use))
			.map((found) =>
				[found.use, found.assistant, found.certainty, found.where, found.unreadable].join(' ').trim(),
			)
			.toSorted();
	}

	for (const shell of shellKinds) {
		it(`gets the same answer, ${runs[shell]} lines of ${shell}`, () => {
			const own = lines.filter((line) => line.shell === shell);
			const changes = changesOf[shell];
			let kept = 0;
			fc.assert(
				fc.property(
					fc.constantFrom(...own),
					fc.array(fc.constantFrom(...changes), { minLength: 1, maxLength: 3 }),
					(line, several) => {
						const whole = several.reduce<Line>(
							(inner, change) => changed(inner, change) ?? inner,
							line,
						);
						kept += whole === line ? 0 : 1;
						const leftOut = several.some(asks) ? withoutQuestions : withoutMentions;
						assert.deepEqual(answer(whole, leftOut), answer(line, leftOut), whole.text);
					},
				),
				{ seed: 20_260_704, numRuns: runs[shell] },
			);
			assert.ok(kept > runs[shell] / 2, `${kept} lines were changed`);
		}).timeout(30_000);
	}

	it('is read without a grammar as the grammar reads it', () => {
		let compared = 0;
		let all = 0;
		for (const shell of ['bash', 'pwsh'] as const) {
			const own = lines.filter((line) => line.shell === shell);
			const changes = changesOf[shell];
			const sample = own.flatMap((line, at) => {
				const other = changes[at % changes.length];
				const whole = other === undefined ? undefined : changed(line, other);
				return whole === undefined ? [line] : [line, whole];
			});
			all += sample.length;
			for (const { text } of sample) {
				const reading = readText(text, shell);
				const judged = reading.plain ? readByGrammar(text, shell, reading, grammars) : reading;
				compared += judged === reading ? 0 : 1;
				// A substitution in backticks has offsets of its own, so that the grammar's come twice.
				assert.deepEqual(new Set(namesOf(judged)), new Set(namesOf(reading)), text);
			}
		}
		// The labelled lines are not everywhere, so the number of lines is no measure.
		assert.ok(compared > all * 0.8, `${compared} of ${all} lines were compared`);
	}).timeout(30_000);

	it('knows for every change a line that it suits', () => {
		for (const shell of shellKinds) {
			for (const change of changesOf[shell]) {
				const line: Line = { text: 'codex exec hello', shell, form: 'words' };
				const other = changed(line, change);
				assert.ok(other !== undefined && other.text !== line.text, `${shell}: ${change.name}`);
				assert.deepEqual(answer(other, withoutQuestions), answer(line, withoutQuestions), other.text);
			}
		}
	});
});

/** What would not end, what not every machine has, and what leaves the stand-ins' PATH or record behind. */
const notRun =
	/^(?:sudo|doas|su|watch|strace|direnv|dotenv|systemd-run|cross-env|chronic|caffeinate|ionice|taskset|stdbuf|setsid|flock|script|command -p|env -i|an alias)\b|-lc|\/usr\/|^parallel/;
const programs: Readonly<Record<string, ShellKind>> = { dash: 'sh', bash: 'bash', zsh: 'zsh', fish: 'fish' };

describe('a changed line is run by real shells as the plain one is', () => {
	let shells: StandInShells;

	before(async () => {
		shells = await standInShells();
	});

	after(async () => shells.remove());

	for (const [program, shell] of Object.entries(programs)) {
		if (!isInstalled(program)) {
			// Pending, so that the run names it.
			it(`${program}, which is not installed`);
			continue;
		}
		it(program, async () => {
			const known = new Set<Change>(
				program === 'bash' ? changesOf.sh : program === 'zsh' ? changesOf.bash : [],
			);
			// What another shell has run already is run again now and then.
			const all = changesOf[shell].filter(
				(change, at) => !notRun.test(change.name) && (!known.has(change) || at % 4 === 0),
			);
			const wrong: string[] = [];
			const run = async (change: Change): Promise<void> => {
				const line = changed({ text: 'claude -p hi', shell, form: 'words' }, change);
				const ran =
					line === undefined ? [] : [...(await shells.ranIn(program, `${line.text}\nwait`))];
				if (ran.join() !== 'claude-code') {
					wrong.push(`${change.name} ran ${ran.join() || 'nothing'}: ${line?.text}`);
				}
			};
			for (let at = 0; at < all.length; at += 4) {
				await Promise.all(all.slice(at, at + 4).map(run));
			}
			assert.deepEqual(wrong, []);
			assert.ok(all.length > 20, `${all.length} changes were run`);
		}).timeout(60_000);
	}
});
