import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { indexCatalog } from '../../core/catalog/catalog.ts';
import { mayRunAssistant } from '../../core/detection/command/firstLook.ts';
import { needsGrammar } from '../../core/detection/commandDetector.ts';
import { readText } from '../../core/detection/command/reading/readText.ts';
import { detect } from '../../core/detection/detect.ts';
import { builtInCatalog } from '../../node/builtInCatalog.ts';
import { leaveGrammarsUnoptimised, loadShellGrammars } from '../../node/commands/shellGrammars.ts';
import { root } from '../paths.ts';
import type { Row } from './figures.ts';

/** Microseconds for one pass over the lines, per line: the best of several passes, after warming up. */
interface Contender {
	readonly name: string;
	readonly work: (line: string) => unknown;
	best: number;
	/** The most that it may cost, as a ratio to the first. */
	readonly limit?: number;
}

const own = [
	'claude -p hi',
	'sudo -u me claude -p "a b"',
	'FOO=1 npx -y @openai/codex exec "do $(git diff | head -3)" > out.txt 2>&1',
	"ssh host 'cd x && claude --version'",
	'curl -fsSL https://claude.ai/install.sh | bash',
	'if command -v codex > /dev/null 2>&1; then claude -p hi; fi',
	'git checkout claude-fix',
	'docker run --rm -it -v $PWD:/w paulgauthier/aider',
];
const ordinary = [
	'ls -la src',
	'git commit -m "fix the parser"',
	'npm test',
	'cd ../x && make -j4',
	'grep -rn pattern src | head',
];

const catalog = indexCatalog(builtInCatalog);

/** What a decision may cost against the bare parse of the same line, and what the first look may cost. */
const limits = { decision: 1.5, firstLook: 2 } as const;

/** Decisions on command lines beside the bare parse and other readers of command lines, by turns in one run. */
export async function benchDetection(): Promise<readonly Row[]> {
	const lines = readLines('commands.dev.jsonl', own).filter((line) => mayRunAssistant(catalog, line));
	const clear = readLines('tldr.dev.jsonl', ordinary).filter((line) => !mayRunAssistant(catalog, line));
	leaveGrammarsUnoptimised();
	const memory = process.memoryUsage().rss;
	const start = performance.now();
	const grammars = await loadShellGrammars({
		folder: path.join(root, 'node_modules/@vscode/tree-sitter-wasm/wasm'),
	});
	grammars.bash('claude', (tree) => tree.hasError);
	const loading = performance.now() - start;
	const resident = (process.memoryUsage().rss - memory) / 1_000_000;
	const contenders: Contender[] = [
		{
			name: 'bare tree-sitter parse',
			work: (line) => grammars.bash(line, (tree) => tree.hasError),
			best: Infinity,
		},
		{
			name: 'decision on a command line',
			work: (text) => detect(catalog, { kind: 'command', shell: 'bash', text }, grammars),
			best: Infinity,
			limit: limits.decision,
		},
		{ name: 'reading alone', work: (text) => readText(text, 'bash'), best: Infinity },
		...(await peers()),
	];
	const firstLook: Contender = {
		name: 'first look at an ordinary line',
		work: (line) => mayRunAssistant(catalog, line),
		best: Infinity,
	};
	compare(lines, contenders);
	compare(clear, [firstLook]);
	const asked = lines.filter((text) => needsGrammar({ kind: 'command', shell: 'bash', text }));
	return [
		{ name: 'lines for which a grammar is asked', value: (asked.length / lines.length) * 100, unit: '%' },
		{ name: 'grammars, time to load', value: loading, unit: 'ms' },
		{ name: 'grammars, memory', value: resident, unit: 'MB' },
		...ratios(contenders),
		{ name: firstLook.name, value: firstLook.best, unit: 'µs', limit: limits.firstLook },
	];
}

/** Each against the first of them. */
function ratios(all: readonly Contender[]): readonly Row[] {
	const first = all[0]?.best ?? Number.NaN;
	return all.map(({ name, best, limit }) => ({
		name: `${name} (${best.toFixed(1)} µs)`,
		value: best / first,
		unit: '×',
		...(limit === undefined ? {} : { limit }),
	}));
}

/** Runs all contenders by turns, so that what else the machine does hits them alike. */
function compare(texts: readonly string[], all: readonly Contender[]): void {
	for (let pass = 0; pass < 24; pass += 1) {
		for (const contender of all) {
			const begun = performance.now();
			for (const text of texts) {
				contender.work(text);
			}
			const taken = ((performance.now() - begun) / texts.length) * 1000;
			contender.best = pass < 4 ? contender.best : Math.min(contender.best, taken);
		}
	}
}

/** Other readers of command lines. They read words or syntax and recognise nothing. */
async function peers(): Promise<Contender[]> {
	const [shellQuote, bashParser] = await Promise.all([
		import('shell-quote'),
		import('@ericcornelissen/bash-parser'),
	]);
	return [
		{ name: 'shell-quote', work: (line) => shellQuote.parse(line), best: Infinity },
		{
			name: '@ericcornelissen/bash-parser',
			work: (line) => {
				try {
					return bashParser.default(line);
				} catch {
					// It refuses what it cannot parse, and that counts as its answer.
					return undefined;
				}
			},
			best: Infinity,
		},
	];
}

function readLines(name: string, otherwise: readonly string[]): readonly string[] {
	const file = path.join(root, '../shared/data', name);
	if (!existsSync(file)) {
		return otherwise;
	}
	return readFileSync(file, 'utf8')
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as { readonly cmd: string; readonly shell: string })
		.flatMap(({ cmd, shell }) => (shell === 'bash' ? [cmd] : []));
}
