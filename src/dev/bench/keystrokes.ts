import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentJudging } from '../../core/decision/judgeDocument.ts';
import { compilePolicy } from '../../core/policy/compile.ts';
import { policyDocumentSchema } from '../../core/policy/document.ts';
import { english } from '../../core/wording/translate.ts';
import { builtInCatalog } from '../../node/builtInCatalog.ts';
import { loadShellGrammars } from '../../node/commands/shellGrammars.ts';
import { referenceDiagnostics } from '../../server/references.ts';
import { root } from '../paths.ts';
import type { Row } from './figures.ts';

const strokes = 300;
const limit = 50;

/** A file of about 5,000 lines for each family: what one step of it is, the number of the step given. */
const families: Readonly<
	Record<string, { readonly head: string; readonly step: (index: number) => string }>
> = {
	'.github/workflows/many.yml': {
		head: 'jobs:\n  a:\n    steps:\n',
		step: () =>
			'      - uses: actions/checkout@v5\n      - run: |\n          npm ci\n          claude -p "x"\n',
	},
	'setup.sh': {
		head: '#!/bin/bash\n',
		step: (index) =>
			`if [ -f "f${index}" ]; then\n  echo "${index} $(date)" | tee -a log\n  ${index % 100 === 0 ? 'claude -p' : 'make'} "${index}"\nfi\n`,
	},
	Dockerfile: {
		head: 'FROM node\n',
		step: (index) =>
			`RUN apt-get install -y p${index} \\\n    && ${index % 100 === 0 ? 'npm i -g @openai/codex' : 'echo x'}\n\n# ${index}\n`,
	},
	'app.py': {
		head: 'import anthropic\n',
		step: (index) => `def f${index}(x):\n    return claude_${index}(x)\n\n\n`,
	},
};

/** From a changed text to its diagnostics, in files of 5,000 lines: the 99th percentile of many keystrokes. */
export async function benchKeystrokes(): Promise<readonly Row[]> {
	const text = await readFile(path.join(root, 'policy/examples/getting-started.json'), 'utf8');
	const policy = compilePolicy(policyDocumentSchema.parse(JSON.parse(text)), builtInCatalog);
	const grammars = await loadShellGrammars({
		folder: path.join(root, 'node_modules/@vscode/tree-sitter-wasm/wasm'),
	});
	const judging: DocumentJudging = {
		policy,
		context: { now: Date.parse('2026-08-01') },
		grammars,
		ignored: [],
	};
	return Object.entries(families).map(([file, { head, step }]) => {
		const plain = head + Array.from({ length: 1250 }, (_, index) => step(index)).join('');
		// The first look at a file is no keystroke.
		for (let index = 0; index < 20; index += 1) {
			diagnose(file, typedInto(plain, index), judging);
		}
		const times = Array.from({ length: strokes }, (_, index) => {
			const edited = typedInto(plain, index);
			const started = performance.now();
			diagnose(file, edited, judging);
			return performance.now() - started;
		});
		const slow = times.toSorted((a, b) => a - b)[Math.floor(strokes * 0.99)] ?? Number.NaN;
		return {
			name: `keystroke in 5,000 lines, p99: ${path.basename(file)}`,
			value: slow,
			unit: 'ms',
			limit,
		};
	});
}

function typedInto(text: string, index: number): string {
	const at = text.indexOf('\n', Math.floor((text.length * ((index * 37) % 97)) / 97));
	return `${text.slice(0, at)} ${'x'.repeat(index % 7)}${text.slice(at)}`;
}

function diagnose(file: string, text: string, judging: DocumentJudging): void {
	const document = TextDocument.create(`file:///work/${file}`, '', 1, text);
	const place = { folder: undefined, path: file, file };
	referenceDiagnostics({ document, place, judging, reader: { language: 'en', translate: english } });
}
