/**
 * What the editor runs with plain Node when it starts after we were uninstalled (`vscode:uninstall` of the manifest;
 * VS Code 1.139 gives it five seconds, and removes our storage afterwards): gives back what we held in the user's files.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { editorPlaces, editors } from '../core/inventory/editors.ts';
import { openHeldRecords, pointerFile, recordsFolder } from '../node/enforcement/heldRecords.ts';
import { giveFileBack } from '../node/enforcement/userFile.ts';
import { thisMachine } from '../node/inventory/thisMachine.ts';

const own = __dirname;
const [id] = /^[\w-]+\.[\w-]+?(?=-\d)/.exec(own.replace(/^.*[\\/]/, '')) ?? [];

void giveAllBack();

/** One write for each file, as the editor does not wait long. */
async function giveAllBack(): Promise<void> {
	for (const folder of recordFolders()) {
		const all = await openHeldRecords(folder).all();
		for (const file of new Set(all.map(({ held }) => held.file))) {
			if (file !== undefined) {
				const held = all.map((record) => record.held).filter((one) => one.file === file);
				const names = held.map(({ place }) => place.join('.')).join(', ');
				const done = await giveFileBack(held, file);
				process.stdout.write(
					`${names}: ${done ? 'given back' : 'could not be given back'} in ${file}\n`,
				);
			}
		}
	}
}

/** Where our records may lie: where our program was told, else in the usual folders of the editor that we lie in. */
function recordFolders(): readonly string[] {
	const siblings = readdirSync(dirname(own)).filter(
		(name) => id !== undefined && name.startsWith(`${id}-`),
	);
	const told = siblings.flatMap((name) => pointerIn(join(dirname(own), name)));
	const machine = thisMachine();
	const here = dirname(own).replaceAll('\\', '/');
	const usual = editors
		.flatMap((editor) => editorPlaces(editor, machine))
		.filter(({ extensions }) => extensions === here)
		.map(({ userData }) => join(userData, 'User', 'globalStorage', id ?? '', recordsFolder));
	return [...new Set([...told, ...usual])];
}

function pointerIn(folder: string): readonly string[] {
	try {
		const { records } = JSON.parse(readFileSync(join(folder, pointerFile), 'utf8')) as {
			readonly records?: unknown;
		};
		return typeof records === 'string' ? [records] : [];
	} catch {
		return [];
	}
}
