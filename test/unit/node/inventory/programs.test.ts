import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexCatalog } from '../../../../src/core/catalog/catalog.ts';
import { anyBinary, goBinary, type Home, layOut } from '../../../../src/dev/homes/layOut.ts';
import { builtInCatalog } from '../../../../src/node/builtInCatalog.ts';
import { goPackageOf } from '../../../../src/node/inventory/goBuild.ts';
import { takeInventory } from '../../../../src/node/inventory/takeInventory.ts';
import { thisMachine } from '../../../../src/node/inventory/thisMachine.ts';
import { writeLaunchers } from '../../../../src/node/commands/launchers.ts';

const catalog = indexCatalog(builtInCatalog);

describe('programs on the PATH', () => {
	let home: Home;

	beforeEach(() => {
		home = layOut(mkdtempSync(join(tmpdir(), 'approved-assistants-home-')));
	});
	afterEach(() => rmSync(home.root, { recursive: true, force: true }));

	it('are found outside of the home', async () => {
		home.program('elsewhere/opencode', anyBinary);
		assert.deepEqual(await find('elsewhere'), ['opencode']);
	});

	it('leave out our own launchers', async () => {
		const notice = { action: 'block', lines: ['No.'] } as const;
		await writeLaunchers(
			join(home.root, 'launchers'),
			new Map([
				['claude', notice],
				['opencode', notice],
			]),
		);
		assert.deepEqual(await find('launchers/bin'), []);
	});

	it('leave out what extensions put there for a program', async () => {
		home.program(
			'data/globalStorage/github.copilot-chat/copilotCli/copilot',
			'#!/bin/sh\n# GitHub Copilot CLI\n',
		);
		assert.deepEqual(await find('data/globalStorage/github.copilot-chat/copilotCli'), []);
	});

	it('are told once when several paths lead to one', async () => {
		home.program('real/opencode', anyBinary);
		home.link('first/opencode', 'real/opencode');
		home.link('second/opencode', 'real/opencode');
		assert.deepEqual(await find('first', 'second'), ['opencode']);
	});

	it('are not taken for a project that they only lie in', async () => {
		home.json('project/package.json', { name: '@anthropic-ai/claude-code', bin: { other: 'x' } });
		home.program('project/tools/opencode', anyBinary);
		assert.deepEqual(await find('project/tools'), ['opencode']);
	});

	it('are told by the package.json above them, outside of node_modules too', async () => {
		home.json('clone/package.json', { name: 'claude-calendar', bin: { claude: 'bin/claude' } });
		home.program('clone/bin/claude', '#!/usr/bin/env node\n// Claude Code for calendars\n');
		assert.deepEqual(await find('clone/bin'), []);
	});

	for (const [what, content, expected] of [
		[
			'a program of Go',
			goBinary('github.com/aws/copilot-cli/cmd/copilot'),
			'github.com/aws/copilot-cli/cmd/copilot',
		],
		['another program', anyBinary, undefined],
		['a program that is cut off', goBinary('github.com/aws/copilot-cli').subarray(0, 90), undefined],
		['an empty file', '', undefined],
	] as const) {
		it(`of Go say what they were built from: ${what}`, async () => {
			home.program('some/program', content);
			assert.equal(await goPackageOf(join(home.root, 'some/program')), expected);
		});
	}

	async function find(...folders: readonly string[]): Promise<readonly (string | null)[]> {
		const person = layOut(join(home.root, 'person'));
		person.folder('.');
		const machine = {
			...thisMachine(person.root),
			path: folders.map((folder) => join(home.root, folder)),
		};
		const { findings } = await takeInventory(catalog, machine);
		return findings.map(({ finding }) => finding.assistant);
	}
});
