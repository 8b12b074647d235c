import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseTree, type ParseError } from 'jsonc-parser';
import { detectInDocument } from '../../../../../src/core/detection/documents/detectInDocument.ts';
import { type FormatName, formatOf } from '../../../../../src/core/detection/documents/formatPaths.ts';
import { formatReaders } from '../../../../../src/core/detection/documents/formats.ts';
import type { Reference } from '../../../../../src/core/detection/documents/reference.ts';
import type { ShellGrammars } from '../../../../../src/core/detection/syntax.ts';
import { placeOf, readExcerpts } from '../../../../../src/dev/evaluation/excerpts.ts';
import { shellGrammars } from '../../../../support/shellGrammars.ts';
import { sharedData } from '../../../../support/sharedData.ts';
import { shippedCatalog } from '../describeFindings.ts';
import { documentCases } from './documentCases.ts';
import { excerptCases } from './excerpts/excerpts.ts';

const dataFile = join(sharedData, 'file-references.dev.jsonl');
const labelled = existsSync(dataFile) ? readExcerpts(dataFile) : [];

describe('detectInDocument', () => {
	let grammars: ShellGrammars;

	before(async () => {
		grammars = await shellGrammars;
	});

	function read(path: string, text: string): readonly Reference[] {
		return detectInDocument(shippedCatalog, { path, text }, grammars);
	}

	for (const { path, text, found } of documentCases) {
		it(`reads ${path}`, () => {
			const described = read(path, text).map(
				({ role, assistant, range }) => `${role} ${assistant} ${text.slice(...range)}`,
			);
			assert.deepEqual(described, found);
		});
	}

	it('has a case for each format', () => {
		const covered = new Set(documentCases.map(({ path }) => formatOf(path)?.name));
		assert.deepEqual(
			Object.keys(formatReaders).filter((name) => !covered.has(name as FormatName)),
			[],
		);
	});

	it('reads pieces of files without what stands around them', () => {
		for (const [path, text, assistants] of excerptCases) {
			const found = new Set(read(path, text).map(({ assistant }) => assistant));
			assert.equal([...found].toSorted().join(), assistants, `${path}: ${text}`);
		}
		assert.ok(excerptCases.length > 100);
	});

	it('finds the same with Windows line ends', () => {
		for (const { path, text } of documentCases) {
			const names = (references: readonly Reference[]): string[] =>
				references.map(({ role, assistant }) => `${role} ${assistant}`);
			assert.deepEqual(
				names(read(path, text.replaceAll(/\r?\n/g, '\r\n'))),
				names(read(path, text)),
				path,
			);
		}
	});

	it('takes an entry away and nothing else: what is left parses, and names the assistant no more', () => {
		let removed = 0;
		for (const { path, text } of documentCases) {
			for (const reference of read(path, text)) {
				if (reference.removal === undefined) {
					continue;
				}
				const [start, end] = reference.removal;
				const left = text.slice(0, start) + text.slice(end);
				assert.ok(
					start <= reference.range[0] && end >= reference.range[1],
					`${path}: the entry is not in its removal`,
				);
				assert.equal(
					read(path, left).length,
					read(path, text).filter(({ range }) => range[0] < start || range[1] > end).length,
					left,
				);
				if (/json$|workspace$/.test(path)) {
					const errors: ParseError[] = [];
					parseTree(left, errors, { allowTrailingComma: true });
					assert.deepEqual(errors, [], left);
				}
				removed += 1;
			}
		}
		assert.ok(removed > 20, `only ${removed} entries can be removed`);
	});

	it('keeps comments, and leaves no comma too many, wherever the entry stands in its list', () => {
		const items = ['"golang.go"', '"github.copilot"', '"a.b"'];
		for (const order of [[1, 0, 2], [0, 1, 2], [0, 2, 1], [1]]) {
			const list = order.map((index) => `\t\t${items[index]}`).join(',\n');
			const text = `{\n\t// first\n\t"recommendations": [\n\t\t// before\n${list}\n\t\t// after\n\t] /* end */\n}\n`;
			const [reference] = read('.vscode/extensions.json', text);
			const [start, end] = reference?.removal ?? [0, 0];
			const left = text.slice(0, start) + text.slice(end);
			assert.deepEqual(left.match(/\/\/ \w+|\/\* end \*\//g), [
				'// first',
				'// before',
				'// after',
				'/* end */',
			]);
			const plain = JSON.parse(left.replaceAll(/\/\/.*|\/\*.*?\*\//g, '')) as {
				recommendations: string[];
			};
			const names = order
				.filter((index) => index !== 1)
				.map((index) => (items[index] ?? '').slice(1, -1));
			assert.deepEqual(plain.recommendations, names, left);
		}
	});

	it('takes the last entry of a list away though a comment stands in front of it', () => {
		const text = '{"recommendations": [\n\t"a.b", // why\n\t"github.copilot"\n]}';
		const [start, end] = read('.vscode/extensions.json', text)[0]?.removal ?? [0, 0];
		assert.equal(text.slice(0, start) + text.slice(end), '{"recommendations": [\n\t"a.b", // why\n]}');
	});

	it('reads what is left of a file that is cut off anywhere, without an error and in time', () => {
		const started = performance.now();
		for (const { path, text } of documentCases) {
			for (let end = 0; end < text.length; end += 7) {
				const piece = text.slice(0, end);
				for (const { range, removal } of read(path, piece)) {
					assert.ok(range[0] <= range[1] && range[1] <= piece.length, `${path} ${end}`);
					assert.ok(
						removal === undefined || (removal[0] >= 0 && removal[1] <= piece.length),
						`${path} ${end}`,
					);
				}
			}
		}
		assert.ok(performance.now() - started < 60_000);
	});

	it('stands nesting, binary content, half characters and very long lines', () => {
		const hostile = [
			'['.repeat(200_000),
			'{"a":'.repeat(100_000),
			'\0\u0001claude',
			'\ud800claude',
			`claude ${'x'.repeat(1_000_000)}`,
			'\t- '.repeat(50_000) + 'claude',
			'"'.repeat(10_000) + 'claude',
		];
		for (const { path } of documentCases) {
			for (const text of hostile) {
				const started = performance.now();
				read(path, text);
				assert.ok(
					performance.now() - started < 5000,
					`${path} ${text.slice(0, 10)}: ${performance.now() - started} ms`,
				);
			}
		}
	}).timeout(120_000);

	it('answers for a file of 5,000 lines within a keystroke', () => {
		const step =
			'      - uses: actions/checkout@v5\n      - run: |\n          npm ci\n          claude -p "x"\n';
		const text = `jobs:\n  a:\n    steps:\n${step.repeat(1250)}`;
		const times = Array.from({ length: 12 }, () => {
			const started = performance.now();
			assert.ok(read('.github/workflows/a.yml', text).length > 900);
			return performance.now() - started;
		});
		// The median, as other tests share the machine; the bench has the tail.
		assert.ok((times.toSorted((a, b) => a - b)[6] ?? 0) < 500, times.map(Math.round).join());
	}).timeout(20_000);

	if (labelled.length > 0) {
		it('names the assistants and their role, and nothing else, on labelled excerpts of real files', () => {
			const wrong: string[] = [];
			for (const row of labelled) {
				const references = read(placeOf(row), row.excerpt);
				const wanted = [...(row.label === null ? [] : [row.label]), ...(row.also ?? [])].toSorted();
				const got = [...new Set(references.map(({ assistant }) => assistant))].toSorted();
				if (
					wanted.join() !== got.join() ||
					(row.label !== null && !references.some(({ role }) => role === row.role))
				) {
					wrong.push(`${row.excerpt.slice(0, 60)}: ${got.join()} for ${wanted.join()}`);
				}
			}
			assert.deepEqual(wrong, []);
			assert.ok(labelled.length > 50);
		});
	}
});
