import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Endings of what can be started by its name. */
const endings = process.platform === 'win32' ? ['.cmd', '.exe', '.ps1', ''] : [''];

/** The full path of the first program of this name in the folders of `search` (a PATH); nothing where there is none. */
export async function findProgram(
	name: string,
	search: string,
	wanted: readonly string[] = endings,
): Promise<string | undefined> {
	const candidates = search
		.split(delimiter)
		.filter((folder) => folder !== '')
		.flatMap((folder) => wanted.map((ending) => join(folder, name + ending)));
	for (const candidate of candidates) {
		try {
			await access(candidate, constants.X_OK);
			return candidate;
		} catch {
			continue; // Not in this folder.
		}
	}
	return undefined;
}
