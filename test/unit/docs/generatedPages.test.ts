import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { waysTable } from '../../endToEnd/waysToStart.ts';
import { placesTable } from './hostsPage.ts';

const docs = path.resolve(import.meta.dirname, '../../../docs');

/** Parts of pages that are made from data: between `<!-- name -->` and `<!-- end -->`. */
const parts: readonly [page: string, name: string, text: string][] = [
	['terminals.md', 'ways', waysTable()],
	['hosts.md', 'places', placesTable()],
];

describe('pages', () => {
	for (const [page, name, text] of parts) {
		it(`docs/${page} has its ${name} as they are`, async () => {
			const file = path.join(docs, page);
			const before = await readFile(file, 'utf8');
			const begin = `<!-- ${name} -->`;
			const [head = '', rest = ''] = before.split(begin);
			const after = `${head}${begin}\n\n${text}\n\n${rest.slice(rest.indexOf('<!-- end -->'))}`;
			if (process.env['WRITE_PAGES'] === '1') {
				await writeFile(file, after);
			}
			assert.equal(await readFile(file, 'utf8'), after, 'run the tests once with WRITE_PAGES=1');
		});
	}

	it('says of most ways to start a banned tool that they are stopped', () => {
		assert.match(
			waysTable(),
			/^Of 20 ways, \d+ are stopped before the tool runs and \d+ as it runs; 1 is/,
		);
	});
});
