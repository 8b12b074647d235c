import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDemoPolicy } from '../demo/demoPolicy.ts';
import { until } from '../driver/until.ts';
import { openWorkbench } from '../driver/workbench.ts';
import { launchBrowser } from '../editor/browser.ts';
import { startEditor } from '../editor/editorServer.ts';
import { stageExtension } from '../packageExtension.ts';
import { packageFixtures } from '../packageFixtures.ts';
import { median, type Row } from './figures.ts';

/** What the probe measured in one start of the editor. */
interface Sample {
	/** From the call that opens a terminal to its first prompt, in milliseconds, for each. */
	readonly starts: readonly number[];
	/** From a command that does nothing to the prompt after it, in milliseconds, for each. */
	readonly prompts: readonly number[];
	/** What the extension host used of a processor, in milliseconds per second, while terminals stood at their prompts. */
	readonly idle: number;
}

/** Starts of each editor, in turns. */
const turns = 2;

/** Milliseconds of a processor per second: 0.1 % of a core. */
const idleLimit = 1;

/** Opens terminals in a real editor with our extension, its policy and its launchers, and in one without, in turns. */
export async function benchTerminal(): Promise<readonly Row[]> {
	const home = await mkdtemp(path.join(tmpdir(), 'approved-assistants-bench-'));
	const qoder = (await packageFixtures()).get('qoder.qoder');
	if (qoder === undefined) {
		throw new Error('The fixture extension qoder.qoder is missing.');
	}
	const policy = await startDemoPolicy(home, qoder, undefined);
	const browser = await launchBrowser(() => {});
	try {
		const samples: Record<'ours' | 'without', Sample[]> = { ours: [], without: [] };
		await layOut(home, 'ours', policy.anchor);
		await layOut(home, 'without', undefined);
		for (let turn = 0; turn < turns; turn++) {
			for (const which of ['ours', 'without'] as const) {
				samples[which].push(await measure(path.join(home, which), turn, browser));
			}
		}
		return rowsOf(samples.ours, samples.without);
	} finally {
		await browser.close();
		await policy.host.close();
		await rm(home, { recursive: true, force: true });
	}
}

function rowsOf(ours: readonly Sample[], without: readonly Sample[]): readonly Row[] {
	const starts = (samples: readonly Sample[]): number => median(samples.flatMap((sample) => sample.starts));
	const prompts = (samples: readonly Sample[]): number =>
		median(samples.flatMap((sample) => sample.prompts));
	const idle = (samples: readonly Sample[]): number => median(samples.map((sample) => sample.idle));
	// Within 2 % or 3 ms, whichever is more.
	const limit = (value: number): number => Math.max(3, value * 0.02);
	return [
		{ name: 'terminal to its first prompt, without us', value: starts(without), unit: 'ms' },
		{
			name: 'terminal to its first prompt, added',
			value: starts(ours) - starts(without),
			unit: 'ms',
			limit: limit(starts(without)),
		},
		{ name: 'command to the next prompt, without us', value: prompts(without), unit: 'ms' },
		{
			name: 'command to the next prompt, added',
			value: prompts(ours) - prompts(without),
			unit: 'ms',
			limit: limit(prompts(without)),
		},
		{ name: 'idle extension host, without us', value: idle(without), unit: 'ms/s' },
		{
			name: 'idle extension host, added',
			value: idle(ours) - idle(without),
			unit: 'ms/s',
			limit: idleLimit,
		},
	];
}

async function measure(
	home: string,
	turn: number,
	browser: Awaited<ReturnType<typeof launchBrowser>>,
): Promise<Sample> {
	const result = path.join(home, `sample-${turn}.json`);
	const editor = await startEditor({
		userDataDir: path.join(home, 'user-data'),
		extensionsDir: path.join(home, 'extensions'),
		env: { BENCH_RESULT: result, HOME: path.join(home, 'user-home') },
	});
	try {
		const page = await browser.newPage();
		const folder = path.join(home, 'folder');
		await openWorkbench(page, `${editor.url}/?folder=${encodeURIComponent(folder)}`);
		const sample = await until(
			'the probe has measured',
			async () => JSON.parse(await readFile(result, 'utf8')) as Sample,
			{ timeout: 90_000 },
		);
		await page.close();
		return sample;
	} finally {
		await editor.stop();
	}
}

async function layOut(home: string, which: string, anchor: unknown): Promise<void> {
	const root = path.join(home, which);
	const extensions = path.join(root, 'extensions');
	const probeFolder = path.join(extensions, 'bench.probe-1.0.0');
	for (const folder of ['user-data/Machine', 'folder', 'user-home', 'extensions/bench.probe-1.0.0']) {
		await mkdir(path.join(root, folder), { recursive: true });
	}
	await writeFile(path.join(root, 'folder/readme.txt'), 'A folder to open.\n');
	await writeFile(
		path.join(root, 'user-data/Machine/settings.json'),
		JSON.stringify({
			'workbench.startupEditor': 'none',
			...(anchor === undefined ? {} : { 'approvedAssistants.trustAnchor': anchor }),
		}),
	);
	if (anchor !== undefined) {
		const ours = path.join(extensions, 'approved-assistants.approved-assistants-0.1.0');
		await cp(await stageExtension(), ours, { recursive: true });
	}
	const manifest = {
		name: 'probe',
		publisher: 'bench',
		version: '1.0.0',
		engines: { vscode: '^1.101.0' },
		main: './main.cjs',
		activationEvents: ['onStartupFinished'],
	};
	await writeFile(path.join(probeFolder, 'package.json'), JSON.stringify(manifest));
	await writeFile(path.join(probeFolder, 'main.cjs'), probe);
}

const probe = `
const { window } = require('vscode');
const { writeFileSync, renameSync } = require('node:fs');
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const event = (register, wanted) => new Promise((resolve) => {
	const subscription = register((value) => {
		if (wanted(value)) {
			subscription.dispose();
			resolve(value);
		}
	});
});
exports.activate = () => {
	void (async () => {
		await pause(4000);
		const starts = [], prompts = [];
		for (let round = 0; round < 10; round++) {
			const start = performance.now();
			const terminal = window.createTerminal('bench ' + round);
			await event(window.onDidChangeTerminalShellIntegration, (change) => change.terminal === terminal);
			if (round > 1) starts.push(performance.now() - start);
			await pause(300);
			for (let line = 0; line < 6; line++) {
				const before = performance.now();
				const execution = terminal.shellIntegration.executeCommand('true');
				await event(window.onDidEndTerminalShellExecution, (end) => end.execution === execution);
				if (line > 0) prompts.push(performance.now() - before);
			}
			if (round < 8) terminal.dispose();
		}
		await pause(11000);
		const before = process.cpuUsage(), from = performance.now();
		await pause(10000);
		const { user, system } = process.cpuUsage(before);
		const idle = (user + system) / (performance.now() - from);
		writeFileSync(process.env.BENCH_RESULT + '.part', JSON.stringify({ starts, prompts, idle }));
		renameSync(process.env.BENCH_RESULT + '.part', process.env.BENCH_RESULT);
	})();
};
`;
