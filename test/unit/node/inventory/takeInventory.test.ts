import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexCatalog } from '../../../../src/core/catalog/catalog.ts';
import type { Inventory, InventoryFinding } from '../../../../src/core/inventory/inventory.ts';
import { makeDecoyHome } from '../../../../src/dev/homes/decoyHome.ts';
import { editions, extensions, makeFullHome, tools } from '../../../../src/dev/homes/fullHome.ts';
import { layOut } from '../../../../src/dev/homes/layOut.ts';
import { builtInCatalog } from '../../../../src/node/builtInCatalog.ts';
import { takeInventory } from '../../../../src/node/inventory/takeInventory.ts';
import { thisMachine } from '../../../../src/node/inventory/thisMachine.ts';

const catalog = indexCatalog(builtInCatalog);

describe('the inventory of a home', () => {
	let root: string;

	beforeEach(() => {
		root = mkdtempSync(join(tmpdir(), 'approved-assistants-home-'));
	});
	afterEach(() => rmSync(root, { recursive: true, force: true }));

	describe('in which everything is installed', () => {
		let found: Inventory;

		beforeEach(async () => {
			makeFullHome(root);
			found = await takeInventory(catalog, thisMachine(root));
		});

		it('has all ten editions', () => {
			assert.equal(editions.length, 10);
			assert.deepEqual(
				found.editors.map(({ edition }) => edition).toSorted(),
				editions.map(([id]) => id).toSorted(),
			);
		});

		it('has all twenty-five extensions', () => {
			assert.equal(extensions.length, 25);
			const seen = found.findings.filter(isExtension).map(({ finding }) => finding.assistant);
			assert.deepEqual(
				extensions.map(([assistant]) => assistant).filter((assistant) => !seen.includes(assistant)),
				[],
			);
		});

		it('has all twenty-five tools', () => {
			assert.equal(Object.keys(tools).length, 25);
			const seen = found.findings.filter((one) => !isExtension(one) && isUse(one));
			assert.deepEqual(
				Object.keys(tools).filter((id) => !seen.some(({ finding }) => finding.assistant === id)),
				[],
			);
		});

		it('has nothing that is not there', () => {
			const there = new Set([
				...extensions.map(([assistant]) => assistant),
				...Object.keys(tools),
				...editions.map(([edition]) => edition),
				'task-master-ai',
			]);
			const strays = found.findings.filter(
				(one) => isUse(one) && !there.has(one.finding.assistant ?? ''),
			);
			assert.deepEqual(strays, []);
			assert.deepEqual(found.unidentified, []);
		});

		it('has the MCP servers, and nothing that could be secret', () => {
			const names = found.servers.map(
				({ signal, client, host }) => `${client}: ${signal.name} ${signal.command ?? host}`,
			);
			assert.deepEqual(names.toSorted(), [
				'claude-code: files npx',
				'codex: docs docs.example',
				'cursor: tasks npx',
			]);
			assert.doesNotMatch(JSON.stringify(found), /hidden/);
		});

		it('says where without saying who', () => {
			assert.ok(found.findings.every(({ path }) => path.startsWith('~/')));
		});
	});

	describe('of decoys', () => {
		let found: Inventory;

		beforeEach(async () => {
			makeDecoyHome(root);
			found = await takeInventory(catalog, thisMachine(root));
		});

		it('reports no assistant as used', () => {
			assert.deepEqual(found.findings.filter(isUse), []);
		});

		it('tells what is left over', () => {
			const leftOver = new Set(found.findings.map(({ finding }) => finding.assistant));
			for (const id of [
				'claude-code',
				'codex',
				'gemini-cli',
				'continue',
				'aider',
				'cursor',
				'opencode',
				'cody',
			]) {
				assert.ok(leftOver.has(id), id);
			}
			const states = found.findings
				.filter(isExtension)
				.map(({ finding, state }) => `${finding.assistant} ${state}`);
			assert.deepEqual(states.toSorted(), ['claude-code obsolete', 'codex unlisted', 'cody missing']);
		});

		it('names what it could not tell from an assistant, and not what is somebody else’s beyond doubt', () => {
			const names = new Set(
				found.unidentified.map(({ finding: { signal } }) => 'name' in signal && signal.name),
			);
			assert.ok(names.has('claude'));
			assert.ok(names.has('kimi'));
			for (const name of ['copilot', 'goose', 'aider']) {
				assert.equal(names.has(name), false, name);
			}
		});
	});

	it('that is reached through a link is the same', async () => {
		makeFullHome(join(root, 'real'));
		symlinkSync(join(root, 'real'), join(root, 'link'));
		const [real, link] = await Promise.all(
			['real', 'link'].map((name) => takeInventory(catalog, thisMachine(join(root, name)))),
		);
		assert.deepEqual(link, real);
	});

	it('with pipes and folders under the names of programs is read without waiting', async () => {
		const home = layOut(root);
		home.folder('.local/bin/claude');
		home.folder('.vscode/extensions/maker.pipe-1.0.0');
		for (const place of [
			'.local/bin/codex',
			'.claude.json',
			'.vscode/extensions/maker.pipe-1.0.0/package.json',
		]) {
			assert.equal(spawnSync('mkfifo', [join(root, place)]).status, 0);
		}
		const { findings } = await takeInventory(catalog, thisMachine(root));
		assert.deepEqual(
			findings.filter((one) => isUse(one)),
			[],
		);
	});

	it('that is empty has nothing in it', async () => {
		assert.deepEqual(await takeInventory(catalog, thisMachine(root)), {
			editors: [],
			findings: [],
			unidentified: [],
			servers: [],
		});
	});
});

function isExtension({ finding }: InventoryFinding): boolean {
	return finding.signal.kind === 'extension';
}

function isUse({ finding }: InventoryFinding): boolean {
	return finding.use !== 'leftover';
}
