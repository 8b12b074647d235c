import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { detectInDocument } from '../../../../../src/core/detection/documents/detectInDocument.ts';
import { formatOf } from '../../../../../src/core/detection/documents/formatPaths.ts';
import type { ShellGrammars } from '../../../../../src/core/detection/syntax.ts';
import { readTextFileSync } from '../../../../../src/node/files/readBytes.ts';
import { readTextFile } from '../../../../../src/node/files/scanTree.ts';
import { shellGrammars } from '../../../../support/shellGrammars.ts';
import { shippedCatalog } from '../describeFindings.ts';
import { documentCases } from './documentCases.ts';

/** What took its square once, or more depth than there is. */
const onceSquare: readonly (readonly [at: string, unit: string])[] = [
	['.github/workflows/a.yml', '{'],
	['.github/workflows/a.yml', 'npm i '],
	['Makefile', '{'],
	['pyproject.toml', 'a.'],
	['pyproject.toml', '"$schema": "https://'],
	['Vagrantfile', '<<A '],
	['playbook.yml', 'npm: '],
	['a.sh', 'extensions=(a.b '],
	['a.ts', 'x=".a/b" '],
	['a.ts', '"@openai/codex" '],
	['.github/workflows/a.yml', '  anthropic_api_key: x\n'],
	['.mcp.json', '"a": ".claude/x", '],
];

/** What such a file begins with, so that it is read at all. */
const heads: Readonly<Record<string, string>> = {
	'.ts': 'import x from "@anthropic-ai/sdk";',
	'.json': '"claude": "x",',
};

describe('files that are not as their names say', () => {
	let grammars: ShellGrammars;
	let folder: string;

	before(async () => {
		grammars = await shellGrammars;
		folder = mkdtempSync(path.join(tmpdir(), 'approved-assistants-malformed-'));
	});

	after(() => rmSync(folder, { recursive: true, force: true }));

	function names(at: string, text: string): readonly string[] {
		const references = detectInDocument(shippedCatalog, { path: at, text }, grammars);
		for (const [from, to] of references.flatMap(({ range, removal = range }) => [range, removal])) {
			assert.ok(from >= 0 && from <= to && to <= text.length, `${at}: ${from} to ${to}`);
		}
		return references.map(({ role, assistant }) => `${role} ${assistant}`);
	}

	it('say what they say with Windows line ends, and with both kinds in one file', () => {
		for (const { path: at, text } of documentCases) {
			let line = 0;
			const mixed = text.replaceAll(/\r?\n/g, () => ((line += 1) % 2 === 0 ? '\r\n' : '\n'));
			assert.deepEqual(names(at, mixed), names(at, text), at);
		}
	});

	it('are passed over in UTF-16, and read in Latin-1 as far as they are ASCII', async () => {
		const file = path.join(folder, 'a.sh');
		for (const bytes of [
			Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('claude -p x\n', 'utf16le')]),
			Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('claude -p x\n', 'utf16le').swap16()]),
		]) {
			writeFileSync(file, bytes);
			assert.equal(await readTextFile(file), undefined);
			assert.equal(readTextFileSync(file), undefined);
		}
		writeFileSync(file, Buffer.from('# d\xe9j\xe0 vu\nclaude -p "\xe9t\xe9"\n', 'latin1'));
		assert.deepEqual(names('a.sh', (await readTextFile(file)) ?? ''), ['run claude-code']);
	});

	it('are read without the mark of their encoding, as the editor shows them', async () => {
		const file = path.join(folder, 'b.json');
		writeFileSync(file, '\uFEFF{"recommendations": ["github.copilot"]}');
		const text = (await readTextFile(file)) ?? '';
		assert.equal(text[0], '{');
		assert.deepEqual(names('.vscode/extensions.json', text), ['extension github-copilot']);
	});

	it('are not read at all where they are huge, and at once', async () => {
		const file = path.join(folder, 'huge.sh');
		writeFileSync(file, 'claude\n');
		truncateSync(file, 100_000_000);
		const started = performance.now();
		assert.equal(await readTextFile(file), undefined);
		assert.equal(readTextFileSync(file), undefined);
		assert.ok(performance.now() - started < 1000);
		const text = 'claude\n'.repeat(15_000_000);
		for (const { path: at } of documentCases) {
			assert.ok(names(at, text).length <= 1, at);
		}
		assert.ok(performance.now() - started < 5000);
	}).timeout(20_000);

	it('begin and end anywhere, without an error, and with places that are in them', () => {
		for (const { path: at, text } of documentCases) {
			for (let end = 0; end <= text.length; end += 11) {
				names(at, text.slice(0, end));
				names(at, text.slice(end));
				names(at, `${text.slice(0, end)}\uFFFD\uFFFD${text.slice(end)}`);
			}
		}
	}).timeout(20_000);

	it('are read to their end without a hang, whatever they repeat in one line', () => {
		// What takes its square for its length would take minutes.
		const length = 200_000;
		const ofEachFormat = new Map(documentCases.map(({ path: at }) => [formatOf(at)?.name, at]));
		for (const at of ofEachFormat.values()) {
			for (const unit of repeated) {
				names(at, `claude\n${unit.repeat(length / unit.length)} claude -p "x" ~/.claude/x`);
			}
		}
	}).timeout(60_000);

	for (const [at, unit] of onceSquare) {
		it(`are read to their end as ${at} where a line has "${unit}" as often as a file may`, () => {
			const head = heads[path.extname(at)] ?? 'claude';
			names(at, `${head}\n${unit.repeat(1_500_000 / unit.length)} claude -p "x"`);
		}).timeout(30_000);
	}
});

/** Words that patterns begin with, brackets and quotes that nothing closes, and characters that names are made of. */
const repeated =
	'sh|cmd|run_|install|1|1.2.|a-|a.|(|{|[|"|\'|`|/|$(|${|echo "|curl |tar x |npm i |claude |claude_|CLAUDE_|claude-1|env.|A_|x=|x: "|spawn(a,|const a = |\\\n|- |"$schema": "https://|uses: a/b/.github/workflows/|@a/b\n| to '.split(
		'|',
	);
