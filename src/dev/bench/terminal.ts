import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startDemoPolicy } from '../demo/demoPolicy.ts';
import { launchBrowser } from '../editor/browser.ts';
import { packageFixtures } from '../packageFixtures.ts';
import { median, type Row } from './figures.ts';
import { type ProbedEditor, startProbedEditor } from './probedEditor.ts';

/** What the probe measures of one terminal, in milliseconds. */
interface Start {
	/** From the call that opens it until the extension host hears of its shell integration. */
	readonly host: number;
	/** From that call until the shell itself is about to print its first prompt. */
	readonly shell: number;
	/** From each command that does nothing to the prompt after it. */
	readonly prompts: readonly number[];
}

/** Two editors that are open side by side. */
type Both<T> = Readonly<Record<'ours' | 'without', T>>;

const rounds = 24;
/** Of each editor, before what counts. */
const warmUps = 2;
/** Until everything that follows a start has been done, in milliseconds. */
const rest = 6000;
/** Milliseconds of a processor per second: 0.1 % of a core. */
const idleLimit = 1;
const idleWindows = 4;
const idleWindow = 5000;
const sampledStarts = 5;
const sampled = 10_000;
const counted = 20_000;

/**
 * Opens terminals in a real editor with our extension, its policy and its launchers, and in one without, by turns: what is added
 * is the median of the differences of two turns that follow each other, so that what else the machine does hits both alike.
 */
export async function benchTerminal(): Promise<readonly Row[]> {
	const home = await mkdtemp(path.join(tmpdir(), 'approved-assistants-bench-'));
	const qoder = (await packageFixtures()).get('qoder.qoder');
	if (qoder === undefined) {
		throw new Error('The fixture extension qoder.qoder is missing.');
	}
	const policy = await startDemoPolicy(home, qoder, undefined);
	const browser = await launchBrowser(() => {});
	const open: ProbedEditor[] = [];
	const start = async (which: keyof Both<unknown>, anchor: unknown): Promise<ProbedEditor> => {
		const editor = await startProbedEditor(path.join(home, which), anchor, browser);
		open.push(editor);
		return editor;
	};
	try {
		const editors = {
			ours: await start('ours', policy.anchor),
			without: await start('without', undefined),
		};
		await pause(rest);
		const starts = await openTerminals(editors);
		const busy = (await editors.ours.ask('sampleStarts', sampledStarts)) as number;
		return [
			...startRows(starts),
			{ name: 'functions of ours, each such terminal', value: busy / sampledStarts, unit: 'ms' },
			...(await idleRows(editors)),
		];
	} finally {
		await Promise.all(open.map(async (editor) => await editor.close()));
		await browser.close();
		await policy.host.close();
		await rm(home, { recursive: true, force: true });
	}
}

async function openTerminals({ ours, without }: Both<ProbedEditor>): Promise<readonly Both<Start>[]> {
	const ask = async (editor: ProbedEditor): Promise<Start> => (await editor.ask('start')) as Start;
	const all: Both<Start>[] = [];
	for (let round = 0; round < warmUps + rounds; round++) {
		if (round % 2 === 0) {
			all.push({ ours: await ask(ours), without: await ask(without) });
		} else {
			const first = await ask(without);
			all.push({ ours: await ask(ours), without: first });
		}
	}
	return all.slice(warmUps);
}

function startRows(starts: readonly Both<Start>[]): readonly Row[] {
	const rows = (name: string, of: (start: Start) => number): readonly Row[] => {
		const usual = median(starts.map(({ without }) => of(without)));
		const added = median(starts.map(({ ours, without }) => of(ours) - of(without)));
		return [
			{ name: `${name}, without us`, value: usual, unit: 'ms' },
			// Within 2 % or 3 ms, whichever is more.
			{ name: `${name}, added`, value: added, unit: 'ms', limit: Math.max(3, usual * 0.02) },
		];
	};
	return [
		...rows('shell to its first prompt', ({ shell }) => shell),
		...rows('host hears of the shell', ({ host }) => host),
		...rows('command to the next prompt', ({ prompts }) => median(prompts)),
	];
}

/**
 * With terminals at their prompts. What counts is what is ours: the time for which functions of ours are on the stack, by
 * samples, and their calls by V8's own counters, which miss none. What the process uses as a whole says little: the editor does
 * things of its own in it, and between two editors without us it differs by more than the limit. So that row has none. What is
 * done outside functions, in threads, is files looked at by the clock; they are counted.
 */
async function idleRows({ ours, without }: Both<ProbedEditor>): Promise<readonly Row[]> {
	for (const editor of [ours, without]) {
		await editor.ask('stay');
		await editor.ask('stay');
	}
	await pause(rest);
	const cpu: Both<number>[] = [];
	for (let window = 0; window < idleWindows; window++) {
		const [mine, others] = await Promise.all(
			[ours, without].map(async (editor) => (await editor.ask('cpu', idleWindow)) as number),
		);
		cpu.push({ ours: mine ?? Number.NaN, without: others ?? Number.NaN });
	}
	const time = (await ours.ask('sample', sampled)) as number;
	const calls = (await ours.ask('calls', counted)) as Readonly<Record<string, number>>;
	const polled = (await ours.ask('polled')) as readonly string[];
	const added = median(cpu.map((window) => window.ours - window.without));
	return [
		{
			name: 'idle host, all of it, without us',
			value: median(cpu.map((window) => window.without)),
			unit: 'ms/s',
		},
		{ name: 'idle host, all of it, added', value: added, unit: 'ms/s' },
		{
			name: 'idle host, in functions of ours',
			value: time / (sampled / 1000),
			unit: 'ms/s',
			limit: idleLimit,
		},
		{
			name: 'idle host, calls of functions of ours',
			value: Object.values(calls).reduce((sum, count) => sum + count, 0) / (counted / 1000),
			unit: '/s',
		},
		{ name: 'idle host, files looked at by the clock', value: polled.length, unit: '', limit: 0 },
	];
}
