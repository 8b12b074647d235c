import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parse, type ParseError, parseTree } from 'jsonc-parser';
import { parseDocument } from 'yaml';
import { parse as parseToml } from 'smol-toml';
import { fixAll, fixesOf } from '../../../../../src/core/decision/fixDocument.ts';
import { type DocumentJudging, judgeDocument } from '../../../../../src/core/decision/judgeDocument.ts';
import { applyChanges } from '../../../../../src/core/decision/textChange.ts';
import { compilePolicy } from '../../../../../src/core/policy/compile.ts';
import { policyDocumentSchema } from '../../../../../src/core/policy/document.ts';
import { builtInCatalog } from '../../../../../src/node/builtInCatalog.ts';
import { documentCases } from './documentCases.ts';
import { excerptCases } from './excerpts/excerpts.ts';

const root = path.join(import.meta.dirname, '../../../../..');

/** A policy that blocks everything, so that everything is to be mended. */
const policy = compilePolicy(
	policyDocumentSchema.parse({
		organization: { id: 'acme', name: 'Acme' },
		version: 1,
		issuedAt: '2026-07-01',
		expires: '2030-01-01',
		sanctioned: [{ id: 'qoder', assistants: ['qoder'], extension: { id: 'qoder.qoder' } }],
		rules: [
			{
				id: 'all',
				assistants: ['*'],
				phases: [{ from: '2026-07-01', action: 'block' }],
				reason: 'No.',
			},
		],
	}),
	builtInCatalog,
);
const judging: DocumentJudging = {
	policy,
	context: { now: Date.parse('2026-08-01') },
	grammars: undefined,
	ignored: [],
};

/** Real manifests of this project's libraries that have dependencies and name no assistant. */
const manifests = readdirSync(path.join(root, 'node_modules'))
	.flatMap((name) =>
		name.startsWith('@')
			? readdirSync(path.join(root, 'node_modules', name)).map((inner) => `${name}/${inner}`)
			: [name],
	)
	.flatMap((name) => {
		try {
			return [readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8')];
		} catch {
			return []; // Not a package.
		}
	})
	.filter((text) => /"(?:devD|d)ependencies": \{\s*"/.test(text))
	.filter((text) => judgeDocument({ path: 'package.json', text }, judging).length === 0);

describe('fixes of real files', function () {
	this.timeout(20_000);

	it('take out of a manifest what was put in, wherever, and leave every other byte', () => {
		assert.ok(manifests.length > 50, `${manifests.length} manifests`);
		const place = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('\n', '\r\n'));
		fc.assert(
			fc.property(place, ([which, where, lineEnd]) => {
				const plain = manifests[which % manifests.length] ?? '';
				const text = plain.replaceAll(/\r?\n/g, lineEnd);
				const heads = [...text.matchAll(/"(?:devD|d|peerD)ependencies": \{\s*(?=")/g)];
				const head = heads[where % heads.length];
				assert.ok(head);
				const at = head.index + head[0].length;
				const indent = /\s*$/.exec(head[0])?.[0] ?? '';
				const put = `"@openai/codex": "^1.0.0",${indent}`;
				const withIt = text.slice(0, at) + put + text.slice(at);
				const document = { path: 'package.json', text: withIt };
				const left = applyChanges(withIt, fixAll(document, judging));
				assert.deepEqual(JSON.parse(left), JSON.parse(text));
				assert.equal(left.replaceAll(/[ \t]+/g, ' '), text.replaceAll(/[ \t]+/g, ' '));
			}),
			{ numRuns: 300 },
		);
	});

	it('take the last entry out as well, with the comma before it', () => {
		for (const text of manifests.slice(0, 80)) {
			const list = /("(?:devD|d)ependencies": \{\s*"[^}]*?)(\s*\})/.exec(text);
			assert.ok(list);
			const end = list.index + (list[1]?.length ?? 0);
			const withIt = `${text.slice(0, end)},\n    "@google/gemini-cli": "1"${text.slice(end)}`;
			const left = applyChanges(withIt, fixAll({ path: 'package.json', text: withIt }, judging));
			assert.equal(left, text);
		}
	});

	it('leave every kind of file valid, and what does not name the assistant as it was', () => {
		let mended = 0;
		for (const { path: at, text } of documentCases) {
			for (const judged of judgeDocument({ path: at, text }, judging)) {
				for (const { change } of fixesOf(text, judged)) {
					const left = applyChanges(text, [change]);
					checkValid(at, text, left);
					mended += 1;
				}
			}
			const all = applyChanges(text, fixAll({ path: at, text }, judging));
			checkValid(at, text, all);
			assert.ok(
				judgeDocument({ path: at, text: all }, judging).every(
					(one) => fixesOf(all, one).length === 0,
				),
				`${at} still has something to mend:\n${all}`,
			);
		}
		assert.ok(mended > 25, `${mended} fixes`);
	});

	it('take a step out of a real workflow, wherever it was put, and leave every other byte', () => {
		const workflows = readdirSync(path.join(root, 'node_modules'), { recursive: true })
			.map(String)
			.filter((name) => /\.github\/workflows\/[^/]+\.ya?ml$/.test(name.replaceAll('\\', '/')))
			.map((name) => readFileSync(path.join(root, 'node_modules', name), 'utf8'));
		let mended = 0;
		for (const text of workflows) {
			for (const { index, 1: indent = '' } of text.matchAll(/^([ \t]*)- (?:uses|run|name):/gm)) {
				const step = `${indent}- uses: openai/codex-action@v1\n${indent}  with:\n${indent}    prompt: hi\n`;
				const withIt = text.slice(0, index) + step + text.slice(index);
				const document = { path: '.github/workflows/a.yml', text: withIt };
				assert.equal(applyChanges(withIt, fixAll(document, judging)), text);
				mended += 1;
			}
		}
		assert.ok(mended > 10, `${mended} steps in ${workflows.length} workflows`);
	});

	it('leave a piece of a file valid that was valid, and stay in it', () => {
		for (const [at, text] of excerptCases) {
			const all = applyChanges(text, fixAll({ path: at, text }, judging));
			if (at.endsWith('.json') && isValidPiece(text)) {
				assert.ok(isValidPiece(all), `${at}:\n${text}\n\n${all}`);
			}
		}
	});

	it('keep what stands beside an entry in lists with comments and all line ends', () => {
		const entries = ['"golang.go"', '"github.copilot"', '"a.b"', '"openai.chatgpt"', '"c.d"'];
		const list = fc.tuple(
			fc.subarray(entries, { minLength: 1 }),
			fc.constantFrom('\n', '\r\n', ' '),
			fc.boolean(),
			fc.boolean(),
		);
		fc.assert(
			fc.property(list, ([items, lineEnd, hasComments, hasTrailing]) => {
				const comment = hasComments && lineEnd !== ' ' ? ' // why' : '';
				const body = items
					.map(
						(item, index) =>
							`${item}${index < items.length - 1 || hasTrailing ? ',' : ''}${comment}`,
					)
					.join(lineEnd);
				const text = `{${lineEnd}"recommendations": [${lineEnd}${body}${lineEnd}], "x": 1}`;
				const document = { path: '.vscode/extensions.json', text };
				const left = applyChanges(text, fixAll(document, judging));
				const errors: ParseError[] = [];
				const read = parse(left, errors, { allowTrailingComma: true }) as {
					recommendations: string[];
					x: number;
				};
				assert.deepEqual(errors, [], left);
				assert.equal(read.x, 1);
				const kept = items
					.map((item) => item.slice(1, -1))
					.filter((id) => !/copilot|chatgpt/.test(id));
				assert.deepEqual(
					read.recommendations.filter((id) => id !== 'qoder.qoder'),
					kept,
				);
				assert.ok(read.recommendations.filter((id) => id === 'qoder.qoder').length <= 1, left);
			}),
			{ numRuns: 500 },
		);
	});
});

/** Whether a text is what an object or a list in JSON may hold. */
function isValidPiece(text: string): boolean {
	return ['', '{', '['].some((opening) => {
		const errors: ParseError[] = [];
		const closing = opening === '{' ? '\n}' : opening === '[' ? '\n]' : '';
		parseTree(opening + text + closing, errors, { allowTrailingComma: true, allowEmptyContent: true });
		return errors.length === 0;
	});
}

function checkValid(at: string, before: string, after: string): void {
	if (/\.(?:json|code-workspace)$/.test(at)) {
		const errors: ParseError[] = [];
		parseTree(after, errors, { allowTrailingComma: true });
		assert.deepEqual(errors, [], `${at}:\n${after}`);
	} else if (/\.ya?ml$/.test(at) && parseDocument(before).errors.length === 0) {
		assert.deepEqual(parseDocument(after).errors, [], `${at}:\n${after}`);
	} else if (at.endsWith('.toml') || at.endsWith('Pipfile')) {
		assert.doesNotThrow(() => parseToml(after), `${at}:\n${after}`);
	} else {
		const kept = new Set(before.split(/\r?\n/));
		assert.ok(
			after.split(/\r?\n/).every((line) => kept.has(line) || line.includes('qoder')),
			`${at}:\n${after}`,
		);
	}
}
