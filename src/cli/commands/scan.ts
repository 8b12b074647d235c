import path from 'node:path';
import { type Command, Option } from 'commander';
import { actions, compareActions } from '../../core/action.ts';
import { ignoreFileName, readIgnoreFile } from '../../core/decision/ignoreFile.ts';
import { type DocumentJudging, judgeDocument } from '../../core/decision/judgeDocument.ts';
import { isWorthOpening } from '../../core/detection/documents/firstLook/mayHoldReference.ts';
import { compilePolicy } from '../../core/policy/compile.ts';
import { builtInCatalog } from '../../node/builtInCatalog.ts';
import { readTextFileSync } from '../../node/files/readBytes.ts';
import { folderAt, readTextFile, walkTree } from '../../node/files/scanTree.ts';
import { loadShellGrammars } from '../../node/commands/shellGrammars.ts';
import { grammarsFolder } from '../grammarsFolder.ts';
import { complain, exitCodes, exitWith, refuse } from '../output.ts';
import { addFolderOption, type FolderOptions, policyFolder } from '../policyFolder.ts';
import { readAnyPolicy } from '../readPolicy.ts';
import { type Batch, fileAt } from '../scan/batch.ts';
import { beyondBaseline, readBaseline, writeBaseline } from '../scan/baseline.ts';
import { type ChangedLines, changedLines } from '../scan/changedLines.ts';
import { findingOf, type ScanFinding } from '../scan/finding.ts';
import { printFindings, type ScanFormat, scanFormats } from '../scan/printFindings.ts';
import { openSifters, type Sifters } from '../scan/sifters.ts';
import { instant } from './decide.ts';

interface ScanOptions extends FolderOptions {
	readonly policy?: string;
	readonly format: ScanFormat;
	readonly failOn: 'inform' | 'warn' | 'block' | 'never';
	readonly now?: number;
	readonly changed?: string | true;
	readonly baseline?: string;
	readonly writeBaseline?: string;
}

const examples = `
Examples:
  $ assistant-policy scan --policy policy.json
  $ assistant-policy scan src .github --policy policy.bundle.json --format sarif > assistants.sarif
  $ assistant-policy scan --changed origin/main --format github

What ${ignoreFileName} at the top of a folder lets stand, with a reason and an end, is left out.`;

/** `scan`: looks for assistants in files, as the editor does. */
export function addScan(program: Command): void {
	addFolderOption(program.command('scan'))
		.summary('look for assistants in the files of a repository')
		.description(
			'Looks through files for places that install, run, recommend or import assistants, and decides on each.',
		)
		.argument('[paths...]', 'files and folders', ['.'])
		.option('--policy <file>', 'a policy.json or a bundle (default: that of the policy folder)')
		.addOption(
			new Option('--format <name>', 'how to print').choices(scanFormats).default('text' as const),
		)
		.addOption(
			new Option('--fail-on <action>', 'exit with 1 from this action on')
				.choices([...actions.slice(2), 'never'])
				.default('block' as const),
		)
		.option('--now <instant>', 'decide as of this day or moment', instant)
		.option('--changed [reference]', 'only lines that differ from this commit (default: HEAD)')
		.option('--baseline <file>', 'leave out what this file knows')
		.option('--write-baseline <file>', 'write what is found as known, and exit with 0')
		.addHelpText('after', examples)
		.action(scan);
}

async function scan(paths: readonly string[], options: ScanOptions): Promise<void> {
	const document = await readAnyPolicy(options.policy ?? policyFolder(options).policy);
	const changed = await changedOf(options);
	const baseline =
		options.baseline === undefined ? new Map<string, number>() : await readBaseline(options.baseline);
	if (document === undefined || changed === 'unknown' || baseline === undefined) {
		exitWith(exitCodes.refused);
		return;
	}
	const judging: DocumentJudging = {
		policy: compilePolicy(document, builtInCatalog),
		context: { now: options.now ?? Date.now(), folders: [process.cwd()] },
		grammars: await loadShellGrammars({ folder: grammarsFolder() }).catch(() => undefined),
		ignored: [],
	};
	const { findings: all, files } = await findIn(paths, judging, changed);
	if (options.writeBaseline !== undefined) {
		await writeBaseline(options.writeBaseline, all);
		complain('warning', `${all.length} finding(s) are known from now on.`);
		return;
	}
	const findings = beyondBaseline(all, baseline);
	printFindings(options.format, findings, files);
	const { failOn } = options;
	if (failOn !== 'never' && findings.some(({ action }) => compareActions(action, failOn) >= 0)) {
		exitWith(exitCodes.refused);
	}
}

async function changedOf({ changed }: ScanOptions): Promise<ChangedLines | 'unknown' | undefined> {
	if (changed === undefined) {
		return undefined;
	}
	const lines = await changedLines(changed === true ? 'HEAD' : changed);
	if (lines === undefined) {
		refuse(
			`git does not know what changed since ${changed === true ? 'HEAD' : changed}.`,
			'Is this a repository, and is the commit fetched?',
		);
	}
	return lines ?? 'unknown';
}

async function findIn(
	paths: readonly string[],
	judging: DocumentJudging,
	changed: ChangedLines | undefined,
): Promise<{ readonly findings: readonly ScanFinding[]; readonly files: number }> {
	const findings: ScanFinding[] = [];
	let files = 0;
	const sifters = openSifters(judging.policy.catalog);
	try {
		for (const given of paths) {
			const top = await folderAt(given);
			if (top === undefined) {
				refuse(`There is nothing at ${given}.`);
				continue;
			}
			const ignoreText = await readTextFile(path.join(top.isFolder ? given : '.', ignoreFileName));
			const within = {
				...judging,
				ignored: ignoreText === undefined ? [] : readIgnoreFile(ignoreText).entries,
			};
			const batches = top.isFolder ? batchesIn(given, judging) : oneFile(given);
			for await (const { batch, kept } of siftedAhead(sifters, batches)) {
				files += batch.paths.length;
				findings.push(...kept.flatMap((at) => findingsIn(batch, at, within, changed)));
			}
		}
	} finally {
		await sifters.stop();
	}
	return { findings, files };
}

/** Files that are sifted by one thread in one go. */
const batchSize = 500;

async function* batchesIn(top: string, { policy }: DocumentJudging): AsyncGenerator<Batch> {
	const below = path.relative('.', top).split(path.sep).join('/');
	// As people and CI name it: from the current folder where it lies below it.
	const prefix = below === '' || below.startsWith('..') ? '' : `${below}/`;
	let paths: string[] = [];
	for await (const file of walkTree(top, (at) => isWorthOpening(policy.catalog, at), { atOnce: true })) {
		paths.push(file.path);
		if (paths.length === batchSize) {
			yield { top, prefix, paths };
			paths = [];
		}
	}
	yield { top, prefix, paths };
}

async function* oneFile(file: string): AsyncGenerator<Batch> {
	const near = path.relative('.', file).split(path.sep).join('/');
	const place = near.startsWith('../') ? file.split(path.sep).join('/') : near;
	const name = path.basename(file);
	yield { top: path.dirname(file), prefix: place.slice(0, -name.length), paths: [name] };
}

interface Sifted {
	readonly batch: Batch;
	/** The paths of the files in which there may be a reference. */
	readonly kept: readonly string[];
}

/** What is left of each batch, in their order, while those after it are sifted. */
async function* siftedAhead(sifters: Sifters, batches: AsyncIterable<Batch>): AsyncGenerator<Sifted> {
	const ahead: Promise<Sifted>[] = [];
	for await (const batch of batches) {
		ahead.push(sifters.sift(batch).then((kept) => ({ batch, kept })));
		const first = ahead.length > sifters.most ? ahead.shift() : undefined;
		if (first !== undefined) {
			yield await first;
		}
	}
	for (const each of ahead) {
		yield await each;
	}
}

function findingsIn(
	batch: Batch,
	at: string,
	judging: DocumentJudging,
	changed: ChangedLines | undefined,
): readonly ScanFinding[] {
	const place = batch.prefix + at;
	const lines = changed?.get(place);
	const text =
		changed !== undefined && lines === undefined ? undefined : readTextFileSync(fileAt(batch, at));
	if (text === undefined) {
		return [];
	}
	return judgeDocument({ path: place, text }, judging)
		.map((judged) => findingOf(judging.policy, place, text, judged))
		.filter(
			({ start, end }) =>
				lines === undefined || lines.some(([first, last]) => first <= end.line && start.line <= last),
		);
}
