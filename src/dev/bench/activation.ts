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

/** What the probe measured in one start of the editor, in milliseconds. */
interface Sample {
	readonly ours: Figures;
	readonly empty: Figures;
}

interface Figures {
	readonly activation: number;
	/** The longest time for which the extension host did nothing else, in the second after the activation. */
	readonly longestBlock: number;
}

/** The most that our activation may take above an empty extension's, in milliseconds. */
const limit = 15;

const starts = 7;

/**
 * Starts a real editor several times with our extension and an empty one side by side. A probe extension activates both
 * in the same extension host, in turns first, and writes down how long each took. The policy is one that was stored by
 * an earlier start, as on every day but the first.
 */
export async function benchActivation(): Promise<readonly Row[]> {
	const home = await mkdtemp(path.join(tmpdir(), 'approved-assistants-bench-'));
	const fixtures = await packageFixtures();
	const qoder = fixtures.get('qoder.qoder');
	if (qoder === undefined) {
		throw new Error('The fixture extension qoder.qoder is missing.');
	}
	const policy = await startDemoPolicy(home, qoder, undefined);
	const browser = await launchBrowser(() => {});
	try {
		await layOut(home, policy.anchor);
		const samples: Sample[] = [];
		for (let start = 0; start <= starts; start++) {
			const sample = await measureStart(home, start, browser);
			// The first start has no stored policy yet.
			if (start > 0) {
				samples.push(sample);
			}
		}
		const figure = (of: (sample: Sample) => number): number => median(samples.map(of));
		const added = figure(({ ours, empty }) => ours.activation - empty.activation);
		return [
			{ name: 'activation, ours', value: figure(({ ours }) => ours.activation), unit: 'ms' },
			{
				name: 'activation, empty extension',
				value: figure(({ empty }) => empty.activation),
				unit: 'ms',
			},
			{ name: 'activation, added', value: added, unit: 'ms', limit },
			{
				name: 'longest block afterwards, ours',
				value: figure(({ ours }) => ours.longestBlock),
				unit: 'ms',
			},
			{
				name: 'longest block afterwards, empty',
				value: figure(({ empty }) => empty.longestBlock),
				unit: 'ms',
			},
		];
	} finally {
		await browser.close();
		await policy.host.close();
		await rm(home, { recursive: true, force: true });
	}
}

async function measureStart(
	home: string,
	start: number,
	browser: Awaited<ReturnType<typeof launchBrowser>>,
): Promise<Sample> {
	const result = path.join(home, `sample-${start}.json`);
	const editor = await startEditor({
		userDataDir: path.join(home, 'user-data'),
		extensionsDir: path.join(home, 'extensions'),
		env: { BENCH_RESULT: result, BENCH_OURS_FIRST: String(start % 2) },
	});
	try {
		const page = await browser.newPage();
		const folder = path.join(home, 'folder');
		await openWorkbench(page, `${editor.url}/?folder=${encodeURIComponent(folder)}`);
		const sample = await until(
			'the probe has measured',
			async () => JSON.parse(await readFile(result, 'utf8')) as Sample,
		);
		await page.close();
		return sample;
	} finally {
		await editor.stop();
	}
}

async function layOut(home: string, anchor: unknown): Promise<void> {
	const machine = path.join(home, 'user-data/Machine');
	const extensions = path.join(home, 'extensions');
	await mkdir(machine, { recursive: true });
	await mkdir(path.join(home, 'folder'), { recursive: true });
	await writeFile(path.join(home, 'folder/readme.txt'), 'A folder to open.\n');
	await writeFile(
		path.join(machine, 'settings.json'),
		JSON.stringify({ 'approvedAssistants.trustAnchor': anchor, 'workbench.startupEditor': 'none' }),
	);
	const ours = path.join(extensions, 'approved-assistants.approved-assistants-0.1.0');
	await cp(await stageExtension(), ours, { recursive: true });
	const manifest = JSON.parse(await readFile(path.join(ours, 'package.json'), 'utf8')) as Record<
		string,
		unknown
	>;
	await writeExtension(ours, { ...manifest, activationEvents: [] }, undefined);
	await writeExtension(
		path.join(extensions, 'bench.empty-1.0.0'),
		minimal('empty', []),
		'exports.activate = () => {};',
	);
	await writeExtension(
		path.join(extensions, 'bench.probe-1.0.0'),
		minimal('probe', ['onStartupFinished']),
		probe,
	);
}

function minimal(name: string, activationEvents: readonly string[]): Record<string, unknown> {
	const engines = { vscode: '^1.101.0' };
	return { name, publisher: 'bench', version: '1.0.0', engines, main: './main.cjs', activationEvents };
}

async function writeExtension(
	folder: string,
	manifest: Record<string, unknown>,
	program: string | undefined,
): Promise<void> {
	await mkdir(folder, { recursive: true });
	await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
	if (program !== undefined) {
		await writeFile(path.join(folder, 'main.cjs'), program);
	}
}

const probe = `
const { extensions } = require('vscode');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { writeFileSync, renameSync } = require('node:fs');
const measure = async (id) => {
	const delay = monitorEventLoopDelay({ resolution: 1 });
	const start = performance.now();
	await extensions.getExtension(id).activate();
	const activation = performance.now() - start;
	delay.enable();
	await pause(1000);
	delay.disable();
	return { activation, longestBlock: delay.max / 1e6 };
};
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
exports.activate = () => {
	void (async () => {
		await pause(1500);
		const ids = { ours: 'approved-assistants.approved-assistants', empty: 'bench.empty' };
		const order = process.env.BENCH_OURS_FIRST === '1' ? ['ours', 'empty'] : ['empty', 'ours'];
		const sample = {};
		for (const name of order) sample[name] = await measure(ids[name]);
		writeFileSync(process.env.BENCH_RESULT + '.part', JSON.stringify(sample));
		renameSync(process.env.BENCH_RESULT + '.part', process.env.BENCH_RESULT);
	})();
};
`;
