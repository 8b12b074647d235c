import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexCatalog } from '../../../../src/core/catalog/catalog.ts';
import { detectExtension } from '../../../../src/core/detection/extensionDetector.ts';
import { editorPlaces, editors } from '../../../../src/core/inventory/editors.ts';
import { listed, manifest } from '../../../../src/dev/homes/fullHome.ts';
import { type Home, layOut } from '../../../../src/dev/homes/layOut.ts';
import { builtInCatalog } from '../../../../src/node/builtInCatalog.ts';
import { openDisk } from '../../../../src/node/inventory/disk.ts';
import { type EditorContent, readEditorPlace } from '../../../../src/node/inventory/extensions.ts';
import { thisMachine } from '../../../../src/node/inventory/thisMachine.ts';
import { takeInventory } from '../../../../src/node/inventory/takeInventory.ts';

const catalog = indexCatalog(builtInCatalog);

describe('what an editor keeps', () => {
	let home: Home;

	beforeEach(() => {
		home = layOut(mkdtempSync(join(tmpdir(), 'approved-assistants-home-')));
	});
	afterEach(() => rmSync(home.root, { recursive: true, force: true }));

	it('is read for every profile, by the name that people gave it', async () => {
		home.json(
			'.vscode/extensions/anthropic.claude-code-1.2.3/package.json',
			manifest('anthropic.claude-code'),
		);
		home.json('.vscode/extensions/extensions.json', []);
		home.json('.config/Code/User/profiles/5f3a/extensions.json', [listed('anthropic.claude-code')]);
		home.json('.config/Code/User/globalStorage/storage.json', {
			userDataProfiles: [{ location: '5f3a', name: 'Work' }],
		});
		const { extensions, profiles } = await read();
		assert.deepEqual(profiles, ['Work']);
		assert.deepEqual(
			extensions.map(({ entry: { id, state, profiles: where } }) => [id, state, where]),
			[['anthropic.claude-code', 'installed', ['Work']]],
		);
	});

	it('shows copies under another id, and assistants that the catalog does not know', async () => {
		const commands = [{ command: 'claude-vscode.open' }, { command: 'claude-vscode.run' }];
		home.json(
			'.vscode/extensions/someone.copy-1.2.3/package.json',
			manifest('someone.copy', { commands }),
		);
		home.json(
			'.vscode/extensions/someone.new-1.2.3/package.json',
			manifest('someone.new', { chatParticipants: [{ id: 'new' }] }),
		);
		home.json('.vscode/extensions/someone.plain-1.2.3/package.json', manifest('someone.plain'));
		const { extensions } = await read();
		const found = extensions.flatMap(({ signal }) => detectExtension(catalog, signal));
		assert.deepEqual(
			found
				.map(
					({ assistant, certainty, evidence }) => `${assistant} ${certainty} ${evidence[0]?.value}`,
				)
				.toSorted(),
			['claude-code likely claude-vscode.open', 'null likely chatParticipants'],
		);
	});

	it('is nobody’s when only empty folders are there', async () => {
		home.folder('.vscode/extensions');
		home.folder('.config/Code');
		assert.equal((await read()).inUse, false);
	});

	it('is found on machines that are worked on from elsewhere', async () => {
		home.json('.vscode-server/extensions/openai.chatgpt-1.2.3/package.json', manifest('openai.chatgpt'));
		const found = await takeInventory(catalog, thisMachine(home.root));
		assert.deepEqual(
			found.findings.map(({ finding, edition, host }) => [finding.assistant, edition, host]),
			[['codex', 'vscode', 'remote']],
		);
	});

	async function read(): Promise<EditorContent> {
		const machine = thisMachine(home.root);
		const editor = editors.find(({ id }) => id === 'vscode');
		const place = editor && editorPlaces(editor, machine).find(({ host }) => host === 'local');
		assert.ok(place);
		return readEditorPlace(catalog, place, openDisk([machine.home]));
	}
});
