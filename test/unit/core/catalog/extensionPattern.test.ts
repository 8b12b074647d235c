import assert from 'node:assert/strict';
import { assistantSchema } from '../../../../src/core/catalog/assistant.ts';
import { indexCatalog } from '../../../../src/core/catalog/catalog.ts';
import { assistantOfExtension } from '../../../../src/core/detection/extensionDetector.ts';
import { matchesVersions } from '../../../../src/core/catalog/versionRange.ts';

const catalog = indexCatalog([
	assistantSchema.parse({
		id: 'banned',
		name: 'Banned',
		vendor: 'Evil',
		kinds: ['extension'],
		extensions: ['evil.banned', 'Makers.*', 'mixed.tool@<2.0.0', 'other.*@>=3'],
	}),
]);

const cases: readonly [id: string, version: string | undefined, found: boolean][] = [
	['Evil.Banned', undefined, true],
	['evil.banned2', '1.0.0', false],
	['makers.anything', undefined, true],
	['makers2.anything', undefined, false],
	['mixed.tool', '1.9.9', true],
	['mixed.tool', '2.0.0', false],
	['mixed.tool', '2.0.0-beta', true],
	['mixed.tool', undefined, false],
	['other.one', '3.0.1', true],
	['other.one', '2.9.0', false],
];

describe('extensions by publisher and version', () => {
	for (const [id, version, found] of cases) {
		it(`${id} ${version ?? 'of no known version'} is ${found ? '' : 'not '}meant`, () => {
			assert.equal(assistantOfExtension(catalog, id, version)?.id, found ? 'banned' : undefined);
		});
	}

	const ranges: readonly [range: string, version: string, holds: boolean][] = [
		['1.2.3', '1.2.3', true],
		['=1.2', '1.2.0', true],
		['>=1.2.0 <2.0.0', '1.10.0', true],
		['>=1.2.0 <2.0.0', '1.1.9', false],
		['<1.0.0 || >=3', '3.0.0', true],
		['<1.0.0 || >=3', '2.0.0', false],
		['<=1.0.0-rc.10', '1.0.0-rc.2', true],
		['<=1.0.0-rc.2', '1.0.0-rc.10', false],
		['>1.0.0-rc.1', '1.0.0', true],
		['~1.2', '1.2.0', false],
		['', '1.2.0', false],
		['>=1', 'latest', false],
	];
	for (const [range, version, holds] of ranges) {
		it(`"${range}" ${holds ? 'has' : 'does not have'} ${version}`, () => {
			assert.equal(matchesVersions(range, version), holds);
		});
	}
});
