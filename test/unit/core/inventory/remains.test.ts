import assert from 'node:assert/strict';
import { type Assistant, assistantSchema } from '../../../../src/core/catalog/assistant.ts';
import { indexCatalog } from '../../../../src/core/catalog/catalog.ts';
import { remainsOf } from '../../../../src/core/inventory/remains.ts';

const catalog = indexCatalog([
	assistant('first', ['~/.first', '~/.first/settings.json']),
	assistant('guest', ['~/.first/guest']),
	assistant('twin', ['~/.first']),
	assistant('other', ['~/.other.json', '~/.other']),
]);

describe('what assistants leave behind', () => {
	check(
		'is told once, the outermost path',
		['first ~/.first/settings.json', 'first ~/.first'],
		[],
		['first ~/.first'],
	);
	check(
		'is told for each place',
		['other ~/.other', 'other ~/.other.json'],
		[],
		['other ~/.other', 'other ~/.other.json'],
	);
	check('is nothing of one in use', ['other ~/.other'], ['other'], []);
	check('is nothing in a folder of one in use', ['guest ~/.first/guest'], ['first'], []);
	check('is nothing in a folder that one in use shares', ['first ~/.first'], ['guest'], []);
	check('is told once for twins', ['first ~/.first', 'twin ~/.first'], [], ['first ~/.first']);

	function check(
		what: string,
		traces: readonly string[],
		inUse: readonly string[],
		expected: readonly string[],
	): void {
		it(what, () => {
			const given = traces.map((trace) => {
				const [id = '', path = ''] = trace.split(' ');
				return { assistant: id, path };
			});
			const remains = remainsOf(catalog, given, new Set(inUse));
			assert.deepEqual(
				remains.map(({ name, path }) => `${name} ${path}`),
				expected,
			);
		});
	}
});

function assistant(id: string, configPaths: readonly string[]): Assistant {
	return assistantSchema.parse({ id, name: id, vendor: 'v', kinds: ['cli'], configPaths });
}
