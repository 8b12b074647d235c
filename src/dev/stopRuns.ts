import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { indexCatalog } from '../core/catalog/catalog.ts';
import { detectProcess } from '../core/detection/processDetector.ts';
import { builtInCatalog } from '../node/builtInCatalog.ts';
import { createMachineReader } from '../node/commands/commandReader.ts';
import { isLauncher } from '../node/commands/launchers.ts';
import { programFileOf } from '../node/processes/processes.ts';
import { createProcessWatch } from '../node/processes/processWatch.ts';
import { stopProcess } from '../node/processes/stopProcess.ts';
import { root } from './paths.ts';

/** What came of runs in which a banned tool is stopped among processes that are not to be touched. */
export interface StopRuns {
	readonly runs: number;
	/** Banned tools that were stopped. */
	readonly stopped: number;
	/** Processes that had to live on: shells, children of the banned tool, namesakes. */
	readonly bystanders: number;
	/** Those of them that did not. */
	readonly wrong: readonly string[];
}

const catalog = indexCatalog(builtInCatalog);
const banned = 'claude-code';
const together = 100;

/** How each run starts the banned tool; every one leaves a line `banned PID`. */
const starts = [
	'tool/claude & echo "banned $!"',
	'tool/copies/claude 60 & echo "banned $!"',
	'sh tool/claude --print & echo "banned $!"',
	'tool/stubborn/claude & echo "banned $!"',
];

/** Started in every run: they bear the name, or speak of it, and are something else. */
const others = [
	'other/claudette 60 & echo "namesake $!"',
	'other/claude-notes/sleep 60 & echo "path $!"',
	`sh -c 'sleep 60; :' claude & echo "argument $!"`,
	'other/goose 60 & echo "shared $!"',
	'exec -a claude.md other/sleep 60 & echo "file $!"',
];

/** Starts the banned tool `runs` times, has the real watch and the real stop act on it, and counts who lives. Linux only. */
export async function stopRuns(runs: number): Promise<StopRuns> {
	const folder = await mkdtemp(path.join(tmpdir(), 'approved-assistants-stops-'));
	await layOut(folder);
	let result: StopRuns = { runs: 0, stopped: 0, bystanders: 0, wrong: [] };
	try {
		while (result.runs < runs) {
			const batch = Math.min(together, runs - result.runs);
			result = joined(result, await runBatch(folder, result.runs, batch));
		}
		return result;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function runBatch(folder: string, first: number, count: number): Promise<StopRuns> {
	const shells: ChildProcess[] = [];
	try {
		const started = await Promise.all(
			Array.from(
				{ length: count },
				async (_one, index) => await startShell(folder, first + index, shells),
			),
		);
		const processes = started.flat();
		const targets = processes.filter(({ kind }) => kind === 'banned');
		const bystanders = processes.filter(({ kind }) => kind !== 'banned');
		await act(shells.map(({ pid }) => pid ?? Number.NaN));
		return {
			runs: count,
			stopped: targets.filter(({ pid }) => !isAlive(pid)).length,
			bystanders: bystanders.length,
			wrong: bystanders.filter(({ pid }) => !isAlive(pid)).map(({ kind, pid }) => `${kind} ${pid}`),
		};
	} finally {
		await Promise.all(shells.map(end));
	}
}

/** As the extension does: everything new below the shells is looked at, what is the banned tool beyond doubt is stopped. */
async function act(shells: readonly number[]): Promise<void> {
	const watch = createProcessWatch({ mark: undefined, signs: () => new Set() });
	const machine = { home: tmpdir(), path: [], platform: process.platform, isOwnFolder: () => false };
	const reader = createMachineReader(machine, {
		folder: path.join(root, 'node_modules/@vscode/tree-sitter-wasm/wasm'),
		program: path.join(root, 'src/node/commands/grammarProgram.ts'),
	});
	const stops: Promise<boolean>[] = [];
	for (const seen of await watch.look(shells)) {
		const file = await programFileOf(seen);
		const program = file === undefined ? undefined : await reader.program(catalog, file);
		const found = detectProcess(catalog, { ...seen, kind: 'process', program });
		if (
			!isLauncher(seen.argv) &&
			found.some(({ assistant, certainty }) => assistant === banned && certainty === 'certain')
		) {
			stops.push(stopProcess(seen));
		}
	}
	await Promise.all(stops);
}

interface Started {
	readonly kind: string;
	readonly pid: number;
}

/** A shell with job control, as in a terminal: what it puts into the background may still be interrupted. */
async function startShell(
	folder: string,
	index: number,
	shells: ChildProcess[],
): Promise<readonly Started[]> {
	const lines = [
		starts[index % starts.length],
		...others,
		'echo "shell $$"',
		'echo ready',
		'wait',
		'read x',
	];
	const child = spawn('bash', ['--norc', '-mc', lines.join('\n')], {
		cwd: folder,
		detached: true,
		stdio: ['pipe', 'pipe', 'ignore'],
	});
	shells.push(child);
	const started: Started[] = [];
	let children = index % starts.length === 1 ? 1 : 0;
	let ready = false;
	for await (const line of createInterface({ input: child.stdout })) {
		const [kind = '', pid] = line.split(' ');
		if (kind === 'ready') {
			ready = true;
		} else {
			started.push({ kind, pid: Number(pid) });
			children += kind === 'child' ? 1 : 0;
		}
		if (ready && children > 0) {
			break;
		}
	}
	return started;
}

async function layOut(folder: string): Promise<void> {
	const withChild = (more: string): string => `#!/bin/sh\n${more}sleep 60 &\necho "child $!"\nwait\nwait\n`;
	const scripts = { 'tool/claude': withChild(''), 'tool/stubborn/claude': withChild("trap '' INT\n") };
	for (const [name, text] of Object.entries(scripts)) {
		await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
		await writeFile(path.join(folder, name), text);
		await chmod(path.join(folder, name), 0o755);
	}
	for (const copy of [
		'tool/copies/claude',
		'other/claudette',
		'other/goose',
		'other/sleep',
		'other/claude-notes/sleep',
	]) {
		await mkdir(path.dirname(path.join(folder, copy)), { recursive: true });
		await copyFile('/bin/sleep', path.join(folder, copy));
	}
}

/** Ends the shell and all that it started: each has a process group of its own, so they are found by their session. */
async function end(shell: ChildProcess): Promise<void> {
	const ended = shell.exitCode === null ? once(shell, 'close') : undefined;
	shell.stdout?.destroy();
	const list = spawn('pkill', ['-KILL', '--session', String(shell.pid)], { stdio: 'ignore' });
	await once(list, 'close');
	await ended;
}

function joined(one: StopRuns, other: StopRuns): StopRuns {
	return {
		runs: one.runs + other.runs,
		stopped: one.stopped + other.stopped,
		bystanders: one.bystanders + other.bystanders,
		wrong: [...one.wrong, ...other.wrong],
	};
}

/** What has ended and was not taken note of yet lives no more. */
function isAlive(pid: number): boolean {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
	} catch {
		return false;
	}
}
