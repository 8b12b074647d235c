import { homedir } from 'node:os';
import { Uri, workspace } from 'vscode';
import { keyBindingsPath } from '../../core/carrying/keyBindings.ts';

/** A place whose files belong together: a workspace folder, or the home of the person. */
export interface CarryRoot {
	/** The folder's name, where there are several; empty for the only one, and for the home. */
	readonly name: string;
	readonly folder: Uri;
	readonly isHome: boolean;
	/** Where a path of a plan lies. */
	readonly uriOf: (path: string) => Uri;
}

/**
 * The open folders, and the home on the machine where extensions run: that is where the assistants run too.
 *
 * @param globalStorage Our own storage, two folders below the one with the editor's keys.
 */
export function carryRoots(globalStorage: Uri): readonly CarryRoot[] {
	const open = workspace.workspaceFolders ?? [];
	const folders = open.map(({ name, uri }): CarryRoot => ({
		name: open.length > 1 ? name : '',
		folder: uri,
		isHome: false,
		uriOf: (path) => Uri.joinPath(uri, path),
	}));
	const home = Uri.file(homedir());
	const uriOf = (path: string): Uri =>
		path === keyBindingsPath
			? Uri.joinPath(globalStorage, '../../keybindings.json')
			: Uri.joinPath(home, path.slice('~/'.length));
	return [...folders, { name: '', folder: home, isHome: true, uriOf }];
}
