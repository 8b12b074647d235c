/** A folder that is open in the editor. */
export interface WorkspaceFolder {
	/** Without a slash at the end. */
	readonly uri: string;
	readonly name: string;
}

/** Where a document lies. */
export interface Place {
	readonly folder: WorkspaceFolder | undefined;
	/** From the top of its folder, with `/`; the whole path where it lies in none. */
	readonly path: string;
	/** On the disk. */
	readonly file: string;
}

/** The cells of notebooks are documents of their own: `vscode-notebook-cell:/x/a.ipynb#W0s` (VS Code 1.139). */
const cell = /^vscode-notebook-cell:(?:\/\/[^/]*)?([^#]*)(?:#.*)?$/;

/** Whether a document is a cell of a notebook. */
export function isCell(uri: string): boolean {
	return cell.test(uri);
}

/** The address of the notebook that a cell belongs to; of anything else its own. */
export function notebookOf(uri: string): string {
	return uri.replace(cell, 'file://$1');
}

/** Where the document at `address` lies; a cell lies where its notebook does. */
export function placeOf(folders: readonly WorkspaceFolder[], address: string): Place {
	const uri = notebookOf(address);
	const folder = folders
		.filter((one) => uri.startsWith(`${one.uri}/`))
		.toSorted((a, b) => b.uri.length - a.uri.length)[0];
	const whole = decode(uri.replace(/^[a-z][\w+.-]*:\/\/[^/]*/i, ''));
	// `file:///c%3A/x` is `c:/x` on Windows.
	const file = whole.replace(/^\/(?=[A-Za-z]:\/)/, '');
	return { folder, path: folder === undefined ? file : decode(uri.slice(folder.uri.length + 1)), file };
}

/** The address of a file of a folder. */
export function uriIn({ uri }: WorkspaceFolder, path: string): string {
	return `${uri}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
