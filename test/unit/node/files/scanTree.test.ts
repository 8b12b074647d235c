import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readTextFile, walkTree } from '../../../../src/node/files/scanTree.ts';

describe('walkTree', () => {
	let top: string;

	beforeEach(() => {
		top = mkdtempSync(path.join(tmpdir(), 'approved-assistants-tree-'));
	});

	afterEach(() => rmSync(top, { recursive: true, force: true }));

	function write(files: Readonly<Record<string, string>>): void {
		for (const [name, text] of Object.entries(files)) {
			mkdirSync(path.dirname(path.join(top, name)), { recursive: true });
			writeFileSync(path.join(top, name), text);
		}
	}

	async function walk(
		options: Parameters<typeof walkTree>[2] = {},
	): Promise<{ paths: string[]; end: string }> {
		const paths: string[] = [];
		const files = walkTree(top, () => true, options);
		let next = await files.next();
		for (; next.done !== true; next = await files.next()) {
			paths.push(next.value.path);
		}
		return { paths: paths.toSorted(), end: next.value };
	}

	it('gives what is wanted and nothing that is left out, by the nearest .gitignore', async () => {
		write({
			'.gitignore': 'build/\n*.log\n',
			'a.sh': '',
			'x.log': '',
			'build/b.sh': '',
			'sub/.gitignore': '!keep.log\nown.sh\n',
			'sub/keep.log': '',
			'sub/own.sh': '',
			'own.sh': '',
			'.git/hooks/c': '',
			'node_modules/d/e.sh': '',
		});
		assert.deepEqual((await walk()).paths, [
			'.gitignore',
			'a.sh',
			'own.sh',
			'sub/.gitignore',
			'sub/keep.log',
		]);
		assert.deepEqual(await walk({ atOnce: true }), await walk());
		const wanted = walkTree(top, (at) => at.endsWith('a.sh'));
		assert.equal(((await wanted.next()).value as { path: string }).path, 'a.sh');
	});

	it('does not go round in circles, nor out of the tree', async () => {
		write({ 'a/b.sh': '' });
		symlinkSync(top, path.join(top, 'a/round'));
		symlinkSync('/etc', path.join(top, 'a/etc'));
		assert.deepEqual(await walk(), { paths: ['a/b.sh'], end: 'whole' });
	});

	it('stops at its limits and when it is told to', async () => {
		write(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}.sh`, ''])));
		const limited = await walk({ limits: { files: 5, depth: 64 } });
		assert.deepEqual([limited.paths.length, limited.end], [5, 'limit']);
		const ending = new AbortController();
		ending.abort();
		assert.deepEqual(await walk({ signal: ending.signal }), { paths: [], end: 'cancelled' });
	});

	it('reads no binary files, no huge ones and none that are not there', async () => {
		write({ 'text.sh': 'claude', 'binary.sh': 'cla\0ude', 'huge.sh': 'x'.repeat(2_000_001) });
		assert.equal(await readTextFile(path.join(top, 'text.sh')), 'claude');
		const hasUpperCase = (bytes: Uint8Array): boolean => bytes.some((byte) => byte < 97);
		assert.equal(await readTextFile(path.join(top, 'text.sh'), hasUpperCase), undefined);
		for (const name of ['binary.sh', 'huge.sh', 'missing.sh', '.']) {
			assert.equal(await readTextFile(path.join(top, name)), undefined, name);
		}
	});
});
