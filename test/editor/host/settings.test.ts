import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { mergeAllowList } from '../../../src/core/enforcement/allowList.ts';
import { allowListSetting } from '../../../src/core/enforcement/heldValue.ts';
import { createSettingHolder, type SettingHolder } from '../../../src/extension/enforcement/settingHolder.ts';
import { settingsFiles } from '../../../src/extension/enforcement/settingsFiles.ts';
import { createLog } from '../../../src/extension/log.ts';
import { type HeldRecords, openHeldRecords } from '../../../src/node/enforcement/heldRecords.ts';
import { readUserFile } from '../../../src/node/enforcement/userFile.ts';
import { settingInText } from '../../../src/node/files/settingsText.ts';

const key = allowListSetting;
const denied = ['evil.banned'];
const user = path.join(process.env['TEST_USER_DATA'] ?? '', 'User');
const file = path.join(user, 'settings.json');

/** Settings files as people leave them: all of them can be held, and come back to the byte. */
const shapes: readonly (readonly [title: string, text: string | null])[] = [
	['no file', null],
	['an empty file', ''],
	['white space', ' \n\n'],
	['nothing but braces', '{}'],
	['a trailing comma', '{\n\t"zenMode.restore": true,\n}\n'],
	[
		'comments around',
		'// top\n{\n\t// mine\n\t"zenMode.restore": true // end\n\t/* last */\n}\n// bottom\n',
	],
	['nothing but comments', '// mine\n{\n\t// nothing yet\n}\n'],
	['Windows line ends', '{\r\n    "zenMode.restore": true\r\n}\r\n'],
	['a byte order mark', '\u{FEFF}{ "zenMode.restore": true }\n'],
	['one line, no line end', '{"zenMode.restore":true,"editor.rulers":[1,2]}'],
	['odd spacing', '{\n\n\n   "zenMode.restore"   :   true   ,\n "editor.rulers":[] }\n\n\n'],
	['other scripts', '{\n\t"window.title": "窗口 \u{1F600} ${appName}"\n}\n'],
	['all allowed', `{\n\t"${key}": { "*": true }\n}\n`],
	['all allowed, as a text', `{\n\t"${key}": "*",\n}\n`],
	['nothing allowed', `{ "${key}": {} }`],
	[
		'comments in the list',
		`{\n\t"${key}": { /* all */ "*": true, // and\n\t\t"a.b": false },\n\t"zenMode.restore": true\n}\n`,
	],
	['a list on one line', `{"zenMode.restore":true,"${key}":{"*":true},"editor.rulers":[]}`],
	['a list with a trailing comma', `{\n\t"${key}"  :\n\t\t{\n\t\t\t"a.b":true,\n\t\t},\n}\n`],
	['versions', `{\n\t"${key}": { "a.b": [ "1.0.0",\n"1.1.0@linux-x64" ], "c": "stable" }\n}\n`],
	['the banned one allowed', `{\n\t"${key}": { "*": true, "evil.banned": true }\n}\n`],
	['the banned one in other letters', `{\n\t"${key}": { "*": true, "Evil.Banned": ["1.0.0"] }\n}\n`],
	['the banned publisher allowed', `{ "${key}": { "evil": true, "good": "stable" } }\n`],
	['the banned one denied already', `{\n\t"${key}": { "*": true, "evil.banned": false } // mine\n}\n`],
	['all denied but some', `{ "${key}": { "*": false, "good.good": true, "evil": "stable" } }\n`],
	['a mistake: null', `{ "${key}": null }\n`],
	['a mistake: a list', `{ "${key}": ["evil.banned"] }\n`],
];

/** Files that cannot be changed without damage: they stay as they are, and it is said why. */
const untouchable: readonly (readonly [title: string, text: string | Uint8Array, code: string])[] = [
	['invalid JSON', '{ "zenMode.restore": true,,, "editor.rulers": [ }\n', 'invalidFile'],
	[
		'a merge conflict',
		'{\n<<<<<<< mine\n\t"zenMode.restore": true\n=======\n>>>>>>> theirs\n}\n',
		'invalidFile',
	],
	['a list instead of settings', '[1, 2]\n', 'invalidFile'],
	['not UTF-8', Buffer.from([0x7b, 0x20, 0x2f, 0x2f, 0xe9, 0xff, 0x0a, 0x7d]), 'invalidFile'],
	['the setting twice', `{\n\t"${key}": { "*": true },\n\t"${key}": { "a.b": true }\n}\n`, 'writtenTwice'],
];

describe('the user’s settings.json in a real editor', () => {
	let folder: string;
	let records: HeldRecords;
	let holder: SettingHolder;
	const log = createLog();

	before(async () => {
		await mkdir(user, { recursive: true });
		folder = await mkdtemp(path.join(tmpdir(), 'approved-assistants-held-'));
		records = openHeldRecords(folder);
		holder = createSettingHolder({
			records,
			files: settingsFiles(
				{ globalStorageUri: vscode.Uri.file(path.join(user, 'globalStorage/test')) },
				'test',
			),
			log,
			now: Date.now,
			inSight: () => vscode.window.state.focused,
		});
	});
	after(async () => {
		await rm(folder, { recursive: true, force: true });
		await rm(file, { force: true });
		log.dispose();
	});

	for (const [title, text] of shapes) {
		it(`is held, and comes back to the byte: ${title}`, async () => {
			await lay(text);
			const own = text === null ? undefined : settingInText(text, key);
			assert.deepEqual(await hold(), { state: 'enforced', items: denied });
			assert.deepEqual(settingInText(await now(), key), mergeAllowList(own, denied, ['good.good']));
			assert.deepEqual(await release(), { state: 'idle' });
			assert.equal(await readUserFile(file), text);
			assert.deepEqual(await records.all(), []);
		});
	}

	for (const [title, bytes, code] of untouchable) {
		it(`is left as it is: ${title}`, async () => {
			await lay(bytes);
			const state = await hold();
			assert.equal(state.state === 'failed' && state.problem.code, code);
			assert.deepEqual(await readFile(file), Buffer.from(bytes));
			assert.deepEqual(await records.all(), []);
		});
	}

	it('is left as it is: read-only', async function () {
		const text = '{\n\t"zenMode.restore": true // mine\n}\n';
		await lay(text);
		const writable = await makeReadOnly();
		try {
			const state = await hold();
			assert.equal(state.state === 'failed' && state.problem.code, 'readOnly');
			assert.equal(await now(), text);
		} finally {
			await writable();
		}
	});

	it('is left as it is: open with unsaved changes', async () => {
		const text = '{\n\t"zenMode.restore": true // mine\n}\n';
		await lay(text);
		const document = await vscode.workspace.openTextDocument(file);
		await vscode.window.showTextDocument(document);
		const edit = new vscode.WorkspaceEdit();
		edit.insert(document.uri, new vscode.Position(0, 1), ' // not saved yet');
		await vscode.workspace.applyEdit(edit);
		try {
			const state = await hold();
			assert.equal(state.state === 'failed' && state.problem.code, 'unsaved');
			assert.equal(await now(), text);
			assert.deepEqual(await records.all(), []);
			assert.match(document.getText(), /not saved yet/);
		} finally {
			await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		}
	});

	it('keeps what another window wrote meanwhile', async () => {
		await lay(`{\n\t"${key}": { "*": true }, // mine\n\t"zenMode.restore": true\n}\n`);
		await hold();
		const edited = (await now()).replace(
			'"zenMode.restore": true',
			'"zenMode.restore": false, "editor.rulers": [80]',
		);
		await writeFile(file, edited.replace('"*": true', '"*": true, "theirs.one": false'));
		await release();
		const text = await now();
		assert.deepEqual(settingInText(text, key), { '*': true, 'theirs.one': false });
		assert.deepEqual(settingInText(text, 'editor.rulers'), [80]);
		assert.match(text, /\/\/ mine/);
	});

	it('is repaired when somebody takes the denial out, and left alone when they do it again and again', async () => {
		const text = '{\n\t"zenMode.restore": true\n}\n';
		await lay(text);
		await hold();
		for (let times = 0; times < 5; times++) {
			await writeFile(file, text);
			assert.equal((await hold()).state, 'enforced');
			assert.equal(settingInText(await now(), key) !== undefined, true);
		}
		await writeFile(file, text);
		const state = await hold();
		assert.equal(state.state === 'failed' && state.problem.code, 'contested');
		assert.equal(await now(), text);
		assert.deepEqual(await release(), { state: 'idle' });
		assert.equal(await now(), text);
	});

	async function hold() {
		return await holder.hold(key, denied, (own) => mergeAllowList(own, denied, ['good.good']));
	}

	async function release() {
		return await holder.hold(key, denied);
	}

	async function now(): Promise<string> {
		return await readFile(file, 'utf8');
	}

	async function lay(text: string | Uint8Array | null): Promise<void> {
		await (text === null ? rm(file, { force: true }) : writeFile(file, text));
	}

	/** An administrator, as which containers run, may write what is read-only, unless it is marked as unchangeable. */
	async function makeReadOnly(): Promise<() => Promise<void>> {
		if (process.getuid?.() === 0) {
			execFileSync('chattr', ['+i', file]);
			return async () => void execFileSync('chattr', ['-i', file]);
		}
		await chmod(file, 0o444);
		return async () => await chmod(file, 0o644);
	}
});
