import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { indexCatalog } from '../core/catalog/catalog.ts';
import { mayRunAssistant } from '../core/detection/command/firstLook.ts';
import { detect } from '../core/detection/detect.ts';
import type { Finding } from '../core/detection/finding.ts';
import type { ShellKind } from '../core/detection/signal.ts';
import type { ShellGrammars } from '../core/detection/syntax.ts';
import { builtInCatalog } from '../node/builtInCatalog.ts';
import { leaveGrammarsUnoptimised, loadShellGrammars } from '../node/commands/shellGrammars.ts';
import { evaluatePolicy } from './evaluatePolicy.ts';
import { evaluateFileReferences } from './evaluation/fileReferences.ts';
import { drawGallery } from './evaluation/gallery.ts';
import { root } from './paths.ts';
import { readOptions } from './readOptions.ts';
import { readRandomLines } from './randomLines.ts';
import { stopRuns } from './stopRuns.ts';

/** A labelled command line of `commands.dev.jsonl`. */
interface LabelledLine {
	readonly cmd: string;
	readonly shell: ShellKind;
	readonly label: string | null;
	readonly also?: readonly string[];
	readonly action: string;
	readonly ambiguous?: boolean;
}

/** What came of the lines of one shell. */
interface Tally {
	positives: number;
	hits: number;
	alarms: number;
	right: number;
	sameUse: number;
	lines: number;
}

const help = `npm run evaluate -- [--data FOLDER | --random COUNT | --gallery FOLDER]

Scores the readers on labelled lines and files, and runs what is too long for the tests.

  --data FOLDER     score the lines and files of another folder
  --random COUNT    read as many made-up lines instead
  --gallery FOLDER  draw every surface in every theme, language and size instead`;
const { data, random, gallery } = readOptions(help, {
	data: { type: 'string' },
	random: { type: 'string' },
	gallery: { type: 'string' },
});
if (random !== undefined && !/^[1-9]\d*$/.test(random)) {
	console.error(`--random takes a number of lines, not "${random}".`);
	process.exit(2);
}
const dataFolder = data ?? path.join(root, '../shared/data');
const catalog = indexCatalog(builtInCatalog);
leaveGrammarsUnoptimised();
const grammars = await loadShellGrammars({
	folder: path.join(root, 'node_modules/@vscode/tree-sitter-wasm/wasm'),
});

if (gallery !== undefined) {
	await drawGallery(path.resolve(process.env['INIT_CWD'] ?? '.', gallery));
} else if (random === undefined) {
	await evaluateAll();
} else {
	readRandomLines(catalog, grammars, Number(random));
}

async function evaluateAll(): Promise<void> {
	if (existsSync(dataFolder)) {
		for (const [name, lines] of linesOf(/^commands\..*jsonl$/)) {
			console.log(`${name}: ${lines.length} labelled command lines`);
			evaluateLabelled(lines, grammars);
		}
		for (const [name, lines] of linesOf(/^tldr\..*jsonl$/)) {
			console.log(`${name}: ${lines.length} ordinary lines`);
			evaluateOrdinary(lines, grammars);
		}
		evaluateFileReferences(dataFolder, catalog, grammars);
	} else {
		console.log(
			`The labelled command lines are not there (${dataFolder}); the project's own cases run with npm test.`,
		);
	}
	await evaluatePolicy();
	if (process.platform === 'linux') {
		const { runs, stopped, bystanders, wrong } = await stopRuns(1000);
		console.log(
			`banned tool stopped in ${stopped} of ${runs} runs; ${wrong.length} of ${bystanders} others were`,
		);
		wrong.forEach((what) => console.log(`wrongly stopped: ${what}`));
	}
}

/** Prints, per shell, how well running and installing were told from everything else. */
function evaluateLabelled(lines: readonly LabelledLine[], loaded: ShellGrammars): void {
	const tallies = new Map<string, Tally>();
	for (const line of lines) {
		if (line.ambiguous !== true) {
			const findings = detect(catalog, { kind: 'command', shell: line.shell, text: line.cmd }, loaded);
			const tally = tallies.get(line.shell) ?? {
				positives: 0,
				hits: 0,
				alarms: 0,
				right: 0,
				sameUse: 0,
				lines: 0,
			};
			tallies.set(line.shell, tally);
			count(tally, line, findings);
		}
	}
	console.log('shell  lines  recall   precision  right assistant  same use');
	for (const [shell, tally] of [...tallies, ['all', total([...tallies.values()])] as const]) {
		const { positives, hits, alarms, right, sameUse } = tally;
		console.log(
			[
				shell.padEnd(5),
				String(tally.lines).padStart(6),
				share(hits, positives).padStart(8),
				share(hits, hits + alarms).padStart(10),
				share(right, hits).padStart(15),
				share(sameUse, hits).padStart(10),
			].join(' '),
		);
	}
}

function count(tally: Tally, line: LabelledLine, findings: readonly Finding[]): void {
	const used = findings.filter(
		({ use, assistant }) => assistant !== null && (use === 'run' || use === 'install'),
	);
	tally.lines += 1;
	if (line.label === null) {
		if (used.length > 0) {
			tally.alarms += 1;
			tell('false alarm', line, findings);
		}
		return;
	}
	tally.positives += 1;
	if (used.length === 0) {
		tell('missed', line, findings);
		return;
	}
	tally.hits += 1;
	const expected = [line.label, ...(line.also ?? [])];
	const match = used.find(({ assistant }) => assistant === line.label);
	if (match === undefined || used.some(({ assistant }) => !expected.includes(assistant ?? ''))) {
		tell('other assistant', line, findings);
	}
	tally.right += match === undefined ? 0 : 1;
	tally.sameUse += match?.use === line.action ? 1 : 0;
}

/** Prints the alarms on command lines that have to do with no assistant. */
function evaluateOrdinary(lines: readonly LabelledLine[], loaded: ShellGrammars): void {
	let alarms = 0;
	let cleared = 0;
	for (const line of lines) {
		cleared += mayRunAssistant(catalog, line.cmd) ? 0 : 1;
		const findings = detect(catalog, { kind: 'command', shell: line.shell, text: line.cmd }, loaded);
		if (
			findings.some(
				({ use, unreadable }) => use === 'run' || use === 'install' || unreadable !== undefined,
			)
		) {
			alarms += 1;
			tell('false alarm', line, findings);
		}
	}
	console.log(
		`${alarms} false alarms in ${lines.length} ordinary lines; the first look cleared ${share(cleared, lines.length)}`,
	);
}

function tell(what: string, line: LabelledLine, findings: readonly Finding[]): void {
	const found = findings
		.map(({ use, assistant, certainty }) => `${use} ${assistant} (${certainty})`)
		.join(', ');
	console.log(
		`${what}: ${line.shell} | ${line.cmd.replaceAll('\n', '⏎').slice(0, 160)} | ${line.label} | found: ${found || 'nothing'}`,
	);
}

function total(tallies: readonly Tally[]): Tally {
	const sum: Tally = { positives: 0, hits: 0, alarms: 0, right: 0, sameUse: 0, lines: 0 };
	for (const tally of tallies) {
		for (const key of Object.keys(sum) as (keyof Tally)[]) {
			sum[key] += tally[key];
		}
	}
	return sum;
}

function share(part: number, whole: number): string {
	return whole === 0 ? '-' : `${((part / whole) * 100).toFixed(2)} %`;
}

/** The lines of every file of the data whose name is like that; a set may have files of one kind only. */
function linesOf(pattern: RegExp): readonly (readonly [name: string, lines: readonly LabelledLine[]])[] {
	return readdirSync(dataFolder)
		.filter((name) => pattern.test(name))
		.map((name) => [name, readLines(name)]);
}

function readLines(name: string): readonly LabelledLine[] {
	const text = readFileSync(path.join(dataFolder, name), 'utf8');
	return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as LabelledLine]));
}
