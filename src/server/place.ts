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

/** Where the document at `uri` lies. */
export function placeOf(folders: readonly WorkspaceFolder[], uri: string): Place {
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
