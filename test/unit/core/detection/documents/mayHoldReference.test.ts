import assert from 'node:assert/strict';
import { Session } from 'node:inspector/promises';
import { detectInDocument } from '../../../../../src/core/detection/documents/detectInDocument.ts';
import {
	isWorthOpening,
	mayHoldReference,
} from '../../../../../src/core/detection/documents/firstLook/mayHoldReference.ts';
import {
	passesOf,
	windowSize,
	windowsOf,
} from '../../../../../src/core/detection/documents/firstLook/windows.ts';
import { shellGrammars } from '../../../../support/shellGrammars.ts';
import { shippedCatalog } from '../describeFindings.ts';
import { documentCases } from './documentCases.ts';
import { excerptCases } from './excerpts/excerpts.ts';

describe('the first look at a file', () => {
	it('lets through every file in which something is found, as text and as bytes at any place in memory', async () => {
		const grammars = await shellGrammars;
		let found = 0;
		for (const { path, text } of documentCases) {
			for (let shift = 0; shift < 5; shift += 1) {
				const shifted = `${'\n'.repeat(shift)}${text}${'\n'.repeat(shift)}`;
				const whole = new TextEncoder().encode(`x${shifted}`);
				const passes = mayHoldReference(shippedCatalog, path, shifted);
				assert.equal(mayHoldReference(shippedCatalog, path, whole.subarray(1)), passes, path);
				assert.equal(mayHoldReference(shippedCatalog, path, whole.slice(1)), passes, path);
				const has = detectInDocument(shippedCatalog, { path, text: shifted }, grammars).length > 0;
				assert.ok(passes || !has, path);
				found += has ? 1 : 0;
			}
		}
		assert.ok(found > 100);
	});

	it('has every file opened and read in which something is found, also of pieces and by its place alone', async () => {
		const grammars = await shellGrammars;
		const places = [
			['.aider.conf.yml', 'read: [AGENTS.md]\n'],
			['.cursor/rules/a.mdc', 'Be brief.\n'],
			['CLAUDE.md', 'Be brief.\n'],
		] as const;
		for (const [path, text] of [...excerptCases, ...places]) {
			if (detectInDocument(shippedCatalog, { path, text }, grammars).length > 0) {
				assert.ok(isWorthOpening(shippedCatalog, path), path);
				assert.ok(mayHoldReference(shippedCatalog, path, new TextEncoder().encode(text)), text);
			}
		}
		assert.ok(!isWorthOpening(shippedCatalog, 'README.md') && !isWorthOpening(shippedCatalog, 'a.png'));
	});

	it('knows source code that names assistants without importing or starting one', () => {
		const may = (path: string, text: string): boolean =>
			mayHoldReference(shippedCatalog, path, new TextEncoder().encode(text));
		assert.ok(may('a.ts', `\n\nimport { query } from '@anthropic-ai/claude-code';\n`));
		assert.ok(may('a.ts', `spawn('claude', ['-p'])`));
		assert.ok(!may('a.ts', `// import { query } from '@anthropic-ai/claude-code';\n`));
		assert.ok(!may('a.ts', `spawn('make')\nconst x = { name: 'claude' };\n`));
		assert.ok(!may('a.ts', `import x from 'claude'; ${'x'.repeat(20_000)}`));
	});

	it('asks for the whole of a name whose words are in every text', () => {
		const may = (path: string, text: string): boolean =>
			[text, new TextEncoder().encode(text)].every((each) =>
				mayHoldReference(shippedCatalog, path, each),
			);
		assert.ok(may('a.ts', `import x from 'command-code';\n`));
		assert.ok(!may('a.ts', `import x from 'command';\nspawn('command', ['x']);\n`));
		assert.ok(may('a.ts', `import x from '@google/gemini-cli-core';\n`));
		assert.ok(!may('a.ts', `import x from '@google/maps';\n`));
		assert.ok(may('a.py', 'from google import genai\n'));
		assert.ok(!may('a.py', 'from google import auth\n'));
		// What is started may stand in a line of its own, below one that only tells that something is.
		assert.ok(may('a.py', 'run(\n\tcommand="npx",\n\targs=["-y", "claude"],\n)\n'));
		assert.ok(!may('a.py', 'run(\n\tcommand="npx",\n\targs=["-y", "other"],\n)\nclaude = 1\n'));
	});

	it('reads a line once, however many words it has and however long it is', async () => {
		const words = 50_000;
		for (const word of ['command ', 'agent ', 'google-- ']) {
			const bytes = new TextEncoder().encode(word.repeat(words));
			const { result, calls } = await callsOf('lineAt', () =>
				mayHoldReference(shippedCatalog, 'a.ts', bytes),
			);
			assert.equal(result, false);
			// No more of it is read than a line may have, so that a longer one is met in parts.
			assert.ok(calls > 0 && calls < words / 100, `${word}: read ${calls} times`);
		}
	});

	it('sees words of every length wherever they stand, in either case', () => {
		for (const word of ['q', 'pi', 'amp', 'kilo', 'codex', 'claude', 'anthropic']) {
			const windows = windowsOf([word]);
			for (let before = 0; before < 9; before += 1) {
				for (const after of [0, 1, 2, 3, 4, 5]) {
					const text = `${'. '.repeat(9).slice(0, before)}${word.toUpperCase()}${'-'.repeat(after)}`;
					const bytes = new TextEncoder().encode(text);
					const isSeen = passesOf(
						windows,
						bytes,
						(first) => first < before + word.length && before < first + windowSize,
					);
					assert.ok(isSeen, `${word} in ${text}`);
				}
			}
		}
	});
});

/** How often a function of the first look at code is called meanwhile, as V8 counts it; a clock would tell of the machine. */
async function callsOf<T>(
	name: string,
	act: () => T,
): Promise<{ readonly result: T; readonly calls: number }> {
	const session = new Session();
	session.connect();
	try {
		await session.post('Profiler.enable');
		await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
		const result = act();
		const coverage = await session.post('Profiler.takePreciseCoverage');
		const functions = coverage.result
			.filter(({ url }) => url.endsWith('codeLines.ts'))
			.flatMap((script) => script.functions);
		const counts = functions.filter(({ functionName }) => functionName === name);
		return { result, calls: counts.reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0) };
	} finally {
		session.disconnect();
	}
}
