import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogSchema } from '../../../../src/core/catalog/assistant.ts';
import { catalogJsonSchema, policyJsonSchema } from '../../../../src/core/policy/jsonSchema.ts';
import { parseWithPlaces } from '../../../../src/core/policy/parseDocument.ts';

const folder = join(import.meta.dirname, '../../../../policy');

describe('generated JSON Schemas', () => {
	const check = (name: 'policy' | 'catalog', schema: object): void => {
		it(`policy/${name}.schema.json is what the zod schema says`, () => {
			const file = join(folder, `${name}.schema.json`);
			const onDisk = JSON.parse(readFileSync(file, 'utf8')) as unknown;
			const wayOut = `run: npx assistant-policy schema ${name} > policy/${name}.schema.json`;
			assert.deepEqual(onDisk, JSON.parse(JSON.stringify(schema)), wayOut);
		});
	};
	check('policy', policyJsonSchema());
	check('catalog', catalogJsonSchema());

	it('the built-in catalog has the form that its schema says', () => {
		const parsed = parseWithPlaces(readFileSync(join(folder, 'catalog.json'), 'utf8'), catalogSchema);
		assert.deepEqual(parsed.ok ? [] : parsed.error, []);
	});
});
