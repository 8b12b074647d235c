import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../src/extension/contributions.ts';

describe('the extension host', () => {
	it('is that of a real editor', () => {
		assert.match(vscode.version, /^1\.\d+\.\d+/);
		assert.notEqual(vscode.env.appName, '');
	});

	it('has our commands registered once the extension is active', async () => {
		const extension = vscode.extensions.getExtension('approved-assistants.approved-assistants');
		assert.ok(extension, 'The extension under development is not there.');
		await extension.activate();
		const registered = new Set(await vscode.commands.getCommands(true));
		const missing = Object.values(commands).filter((command) => !registered.has(command));
		assert.deepEqual(missing, []);
	});
});
