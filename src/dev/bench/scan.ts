import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { builtInCatalog } from '../../node/builtInCatalog.ts';
import { buildPrograms } from '../build.ts';
import { root } from '../paths.ts';
import { median, type Row } from './figures.ts';

/** The tree that is looked through: as many files as a very large repository has, and as many bytes. */
const files = 100_000;
const bytes = 1_000_000_000;
const rounds = 5;

/** The scan of a large tree beside ripgrep with the same words, by turns in one run; nothing where there is no ripgrep. */
export async function benchScan(): Promise<readonly Row[]> {
	const ripgrep = await findRipgrep();
	if (ripgrep === undefined) {
		return [];
	}
	await buildPrograms();
	// In memory where that can be had: the disk is not what is measured.
	const top = await mkdtemp(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'scan-'));
	try {
		await makeTree(path.join(top, 'tree'));
		const words = path.join(top, 'words');
		await writeFile(words, namesOfCatalog().join('\n'));
		const ours: Timed[] = [];
		const theirs: Timed[] = [];
		for (let round = 0; round < rounds; round += 1) {
			theirs.push(await timed(ripgrep, ['-l', '-i', '-F', '-f', words, 'tree'], top));
			ours.push(
				await timed(
					process.execPath,
					[
						path.join(root, 'dist/cli/assistantPolicy.mjs'),
						'scan',
						'tree',
						'--policy',
						path.join(root, 'policy/examples/getting-started.json'),
						'--fail-on',
						'never',
						'--format',
						'json',
					],
					top,
				),
			);
		}
		const own = median(ours.map(({ milliseconds }) => milliseconds));
		const rg = median(theirs.map(({ milliseconds }) => milliseconds));
		return [
			{ name: 'scan of 100,000 files, 1 GB', value: own, unit: 'ms' },
			{ name: '  ripgrep with the same words', value: rg, unit: 'ms' },
			{ name: '  scan against ripgrep', value: own / rg, unit: '×', limit: 2 },
			{
				name: '  memory at the most',
				value: Math.max(...ours.map(({ peak }) => peak)),
				unit: 'MB',
				limit: 200,
			},
		];
	} finally {
		await rm(top, { recursive: true, force: true });
	}
}

/** Real text, as this project's libraries have it, with a reference in one file of a thousand. */
async function makeTree(top: string): Promise<void> {
	const samples = await sampleTexts();
	const size = Math.floor(bytes / files);
	for (let folder = 0; folder < files / 100; folder += 1) {
		const at = path.join(top, `part${folder % 40}`, `folder${folder}`);
		await mkdir(at, { recursive: true });
		const writes = Array.from({ length: 100 }, async (_, index) => {
			const number = folder * 100 + index;
			const isReference = number % 1000 === 500;
			const { text, ending } = (isReference ? undefined : samples[number % samples.length]) ?? {
				text: '',
				ending: '.ts',
			};
			const body = text.slice(0, size).padEnd(size, `\n// ${number}`);
			const own = isReference ? `import { query } from '@anthropic-ai/claude-code';\n${body}` : body;
			await writeFile(path.join(at, `file${index}${ending}`), own);
		});
		await Promise.all(writes);
	}
}

async function sampleTexts(): Promise<readonly { readonly text: string; readonly ending: string }[]> {
	const endings = new Set(['.ts', '.js', '.mjs', '.json', '.md', '.yml', '.css', '.html', '.map']);
	const names = await readdir(path.join(root, 'node_modules'), { recursive: true });
	const samples: { text: string; ending: string }[] = [];
	for (const name of names.toSorted()) {
		const ending = path.extname(name);
		if (endings.has(ending) && samples.length < 2000) {
			const text = await readFile(path.join(root, 'node_modules', name), 'latin1').catch(() => '');
			if (text.length > 4000) {
				samples.push({ text, ending });
			}
		}
	}
	return samples;
}

/** The catalog's names as somebody would give them to ripgrep: whole, and without those that are words of every text. */
function namesOfCatalog(): readonly string[] {
	const texts = builtInCatalog.flatMap((assistant) => [
		...(assistant.commands ?? []),
		...(assistant.extensions ?? []),
		...Object.values(assistant.packages ?? {}).flat(),
		...Object.values(assistant.modules ?? {}).flat(),
		...(assistant.repositories ?? []),
		...(assistant.images ?? []),
		...(assistant.actions ?? []),
		...(assistant.features ?? []),
		...(assistant.environment ?? []),
		...(assistant.settingPrefixes ?? []),
		...(assistant.installUrls ?? []),
	]);
	return [...new Set(texts)].filter((text) => !/^[a-z]{1,8}$/i.test(text)).toSorted();
}

interface Timed {
	readonly milliseconds: number;
	/** The most memory that the program held, in MB. */
	readonly peak: number;
}

async function timed(program: string, words: readonly string[], cwd: string): Promise<Timed> {
	const started = performance.now();
	const child = spawn(program, words, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
	let peak = 0;
	const watch = setInterval(() => {
		peak = Math.max(peak, peakOf(child.pid));
	}, 50);
	const code = await new Promise((resolve) => {
		child.once('close', resolve);
	});
	clearInterval(watch);
	if (code !== 0) {
		throw new Error(`${program} ended with ${String(code)}, so how long it took says nothing.`);
	}
	return { milliseconds: performance.now() - started, peak };
}

/** The most memory that a process held so far, in MB; 0 where the system does not tell. */
function peakOf(pid: number | undefined): number {
	try {
		return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000;
	} catch {
		return 0;
	}
}

/** The ripgrep of the pinned editor, or of the system. */
async function findRipgrep(): Promise<string | undefined> {
	const editor = path.join(root, '.editor');
	const found = existsSync(editor) ? await readdir(editor) : [];
	const platform = `${process.platform}-${process.arch}`;
	const places = found.map((name) =>
		path.join(editor, name, 'vscode/node_modules/@vscode/ripgrep-universal/bin', platform, 'rg'),
	);
	for (const place of [...places, 'rg']) {
		const works = await promisify(execFile)(place, ['--version']).then(
			() => true,
			() => false,
		);
		if (works) {
			return place;
		}
	}
	return undefined;
}
