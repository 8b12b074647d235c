import assert from 'node:assert/strict';
import { builtInCatalog } from '../../../../src/node/builtInCatalog.ts';
import { editorPlaces, editors } from '../../../../src/core/inventory/editors.ts';
import type { Machine } from '../../../../src/core/inventory/machine.ts';

const machines = {
	linux: { os: 'linux', home: '/home/ada', applicationData: '/home/ada/.config', localData: '', path: [] },
	darwin: {
		os: 'darwin',
		home: '/Users/ada',
		applicationData: '/Users/ada/Library/Application Support',
		localData: '',
		path: [],
	},
	win32: {
		os: 'win32',
		home: 'C:/Users/ada',
		applicationData: 'C:/Users/ada/AppData/Roaming',
		localData: '',
		path: [],
	},
} satisfies Record<string, Machine>;

describe('the table of editors', () => {
	it('has every edition once', () => {
		const ids = editors.map(({ id }) => id);
		assert.deepEqual(
			ids.filter((id, index) => ids.indexOf(id) !== index),
			[],
		);
	});

	it('has the editors that are assistants under their name in the catalog', () => {
		for (const id of ['cursor', 'windsurf', 'qoder', 'trae', 'kiro', 'antigravity']) {
			assert.ok(builtInCatalog.some((assistant) => assistant.id === id));
			assert.ok(editors.some(({ product }) => product === id));
		}
	});

	for (const [os, id, expected] of [
		[
			'linux',
			'vscode',
			[
				'local ~/.vscode/extensions ~/.config/Code/User/settings.json',
				'remote ~/.vscode-server/extensions ~/.vscode-server/data/Machine/settings.json',
				'remote ~/.vscode-remote/extensions ~/.vscode-remote/data/Machine/settings.json',
				'sandbox ~/.var/app/com.visualstudio.code/data/vscode/extensions ~/.var/app/com.visualstudio.code/config/Code/User/settings.json',
			],
		],
		[
			'linux',
			'code-server',
			['local ~/.local/share/code-server/extensions ~/.local/share/code-server/User/settings.json'],
		],
		[
			'darwin',
			'qoder-cn',
			[
				'local ~/.qoder-cn/extensions ~/Library/Application Support/QoderCN/User/settings.json',
				'remote ~/.qoder-cn-server/extensions ~/.qoder-cn-server/data/Machine/settings.json',
			],
		],
		[
			'win32',
			'windsurf-next',
			[
				'local ~/.windsurf-next/extensions ~/AppData/Roaming/Windsurf - Next/User/settings.json',
				'remote ~/.windsurf-next-server/extensions ~/.windsurf-next-server/data/Machine/settings.json',
			],
		],
	] as const) {
		it(`knows the places of ${id} on ${os}`, () => {
			const machine = machines[os];
			const editor = editors.find((one) => one.id === id);
			assert.ok(editor);
			const places = editorPlaces(editor, machine).map(
				({ host, extensions, settings }) => `${host} ${extensions} ${settings}`,
			);
			assert.deepEqual(
				places.map((place) => place.replaceAll(machine.home, '~')),
				expected,
			);
		});
	}
});
