import { open } from 'node:fs/promises';
import { inputLines } from './inputLines.ts';
import { refuse } from './output.ts';
import { shown } from './policyFolder.ts';

/** The lines of a file of signals, in batches; says what is wrong where it cannot be read. */
export async function openSignals(
	path: string,
): Promise<AsyncIterable<readonly (string | undefined)[]> | undefined> {
	try {
		const file = await open(path);
		if (!(await file.stat()).isDirectory()) {
			return inputLines(file.createReadStream());
		}
		await file.close();
		refuse(`${shown(path)} is a folder.`, 'Name a file with one signal per line.');
	} catch (error) {
		refuse(
			`${shown(path)} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
			'Name a file with one signal per line, as assistant-policy inventory --signals prints them.',
		);
	}
	return undefined;
}
