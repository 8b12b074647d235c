import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The lines that changed, by path with `/` from the current folder: first and last line of each change, from 1. */
export type ChangedLines = ReadonlyMap<string, readonly (readonly [first: number, last: number])[]>;

/** What differs from `reference` in the working tree of the git repository that the current folder lies in. */
export async function changedLines(reference: string): Promise<ChangedLines | undefined> {
	const words = [
		'diff',
		'--unified=0',
		'--no-color',
		'--no-ext-diff',
		'--relative',
		'--src-prefix=a/',
		'--dst-prefix=b/',
		reference,
		'--',
	];
	try {
		const { stdout } = await promisify(execFile)('git', ['-c', 'core.quotePath=false', ...words], {
			maxBuffer: 512 * 1024 * 1024,
		});
		return readDiff(stdout);
	} catch {
		return undefined;
	}
}

/** Reads a unified diff without context. */
export function readDiff(diff: string): ChangedLines {
	const changed = new Map<string, (readonly [number, number])[]>();
	let path = '';
	for (const line of diff.split('\n')) {
		if (line.startsWith('+++ ')) {
			path = line.startsWith('+++ b/') ? line.slice('+++ b/'.length).replace(/\t$/, '') : '';
		}
		const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line);
		if (hunk !== null && path !== '') {
			const first = Number(hunk[1]);
			const count = Number(hunk[2] ?? 1);
			if (count > 0) {
				changed.set(path, [...(changed.get(path) ?? []), [first, first + count - 1]]);
			}
		}
	}
	return changed;
}
