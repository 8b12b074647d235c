import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Assistant, catalogSchema } from '../../../../src/core/catalog/assistant.ts';
import { indexCatalog } from '../../../../src/core/catalog/catalog.ts';
import { builtInCatalog } from '../../../../src/node/builtInCatalog.ts';

describe('policy/catalog.json', () => {
	it('keeps to its schema', async () => {
		const file = path.resolve(import.meta.dirname, '../../../../policy/catalog.json');
		const result = catalogSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
		assert.ok(result.success, JSON.stringify(result.error?.issues.slice(0, 3)));
	});

	it('has every id once', () => {
		const ids = builtInCatalog.map(({ id }) => id);
		assert.deepEqual([...new Set(ids)], ids);
	});

	it('gives every extension and every package to one assistant', () => {
		assertOneBearer((assistant) => (assistant.extensions ?? []).map((id) => id.toLowerCase()));
		assertOneBearer(({ packages }) =>
			Object.entries(packages ?? {}).flatMap(([source, names]) =>
				names.map((name) => `${source}:${name.toLowerCase()}`),
			),
		);
	});

	it('tells apart whatever shares a command name', () => {
		for (const [command, bearers] of indexCatalog(builtInCatalog).byCommand) {
			if (bearers.length > 1) {
				for (const { id, namesakes } of bearers) {
					assert.ok(
						namesakes?.some((namesake) => namesake.command === command),
						`${id} shares ${command} and does not say what tells it`,
					);
				}
			}
		}
	});

	it('names namesakes only of commands that the assistant has', () => {
		for (const { id, commands, namesakes } of builtInCatalog) {
			for (const { command } of namesakes ?? []) {
				assert.ok(commands?.includes(command), `${id} has no command ${command}`);
			}
		}
	});
});

function assertOneBearer(namesOf: (assistant: Assistant) => readonly string[]): void {
	const bearers = new Map<string, string>();
	for (const assistant of builtInCatalog) {
		for (const name of namesOf(assistant)) {
			assert.equal(
				bearers.get(name),
				undefined,
				`${name} belongs to ${bearers.get(name)} and ${assistant.id}`,
			);
			bearers.set(name, assistant.id);
		}
	}
}
