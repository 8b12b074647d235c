import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { indexCatalog } from '../core/catalog/catalog.ts';
import { mayRunAssistant } from '../core/detection/command/firstLook.ts';
import { readText } from '../core/detection/command/interpret.ts';
import { detect } from '../core/detection/detect.ts';
import { builtInCatalog } from '../node/builtInCatalog.ts';
import { loadShellGrammars } from '../node/shellGrammars.ts';
import { root } from './paths.ts';

/** Microseconds for one pass over the lines, per line: the best of several passes, after warming up. */
interface Contender {
	readonly name: string;
	readonly work: (line: string) => unknown;
	best: number;
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
const lines = readLines('commands.dev.jsonl', own).filter((line) => mayRunAssistant(catalog, line));
const clear = readLines('tldr.dev.jsonl', ordinary).filter((line) => !mayRunAssistant(catalog, line));

globalThis.gc?.();
const memory = process.memoryUsage();
const start = performance.now();
const grammars = await loadShellGrammars({
	folder: path.join(root, 'node_modules/@vscode/tree-sitter-wasm/wasm'),
});
grammars.bash('claude', (tree) => tree.hasError);
const loading = performance.now() - start;
const after = process.memoryUsage();
console.log(
	`grammars: loaded in ${loading.toFixed(1)} ms; ${megabytes(after.rss - memory.rss)} resident, of which ${megabytes(after.arrayBuffers - memory.arrayBuffers)} in buffers`,
);

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
	},
	{ name: 'reading alone', work: (text) => readText(text, 'bash'), best: Infinity },
	...(await peers()),
];
compare(`${lines.length} command lines that name an assistant`, lines, contenders);
const compound = lines.filter((line) => !readText(line, 'bash').plain);
compare(`${compound.length} of them with blocks, loops or conditions`, compound, contenders.slice(0, 2));
compare(`${clear.length} ordinary command lines`, clear, [
	{ name: 'first look', work: (line) => mayRunAssistant(catalog, line), best: Infinity },
]);

/** Runs all contenders by turns, so that what else the machine does hits them alike. */
function compare(title: string, texts: readonly string[], all: readonly Contender[]): void {
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
	const [first] = all;
	console.log(title);
	for (const { name, best } of all) {
		const ratio = best / (first?.best ?? best);
		console.log(
			`  ${name.padEnd(28)} ${best.toFixed(2).padStart(8)} µs  ${ratio.toFixed(2).padStart(6)}x`,
		);
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

function megabytes(bytes: number): string {
	return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
