import type { Assistant } from '../../../catalog/assistant.ts';
import { unshared } from '../../../catalog/unshared.ts';

/** `.claude` of `~/.claude/settings.json`; folders that many programs share say nothing. */
function homePathOf(path: string): readonly string[] {
	const home = /^~\/(\.[\w.-]+)(?:\/|$)/.exec(path)?.[1];
	return home === undefined || home === '.config' || home === '.local' ? [] : [home];
}

/** A folder of its own within one that many programs share, of the home folder or of the machine. */
const inSharedFolder =
	/^(?:~\/((?:\.config|\.local\/share|Library\/Application Support)\/[\w.-]+)|(\/etc\/[\w-]+|%APPDATA%\/[\w.-]+))(?:\/|$)/;
/** A folder within one that may be another assistant's: `.codeium/windsurf`. */
const inOwnFolder = /^~\/(\.(?!config\/|local\/)[\w-]+\/[\w-]+)(?:\/|$)/;

/** By folder in the home folder, those that have it in common whole: an extension and the command-line tool beside it. */
export function sharedHomePathsOf(
	assistants: readonly Assistant[],
): ReadonlyMap<string, readonly Assistant[]> {
	const owners = new Map<string, Assistant[]>();
	for (const assistant of assistants) {
		for (const path of assistant.configPaths ?? []) {
			const folder = /^~\/(\.[\w-]+)$/.exec(path)?.[1];
			if (folder !== undefined) {
				owners.set(folder, [...(owners.get(folder) ?? []), assistant]);
			}
		}
	}
	return new Map([...owners].filter(([, { length }]) => length > 1));
}

/**
 * By folder in the home folder: whoever it belongs to whole before those that have a part of it; of two of those, the one
 * that it is named after.
 */
export function homePathsOf(assistants: readonly Assistant[]): ReadonlyMap<string, Assistant> {
	const owning = unshared(assistants, ({ configPaths = [] }) =>
		configPaths.flatMap((path) => /^~\/(\.[\w-]+)$/.exec(path)?.[1] ?? []),
	);
	const named = unshared(assistants, ({ id, configPaths = [] }) =>
		configPaths.flatMap(homePathOf).filter((folder) => folder === `.${id}`),
	);
	const inOthers = unshared(assistants, ({ configPaths = [] }) =>
		configPaths.flatMap((path) => {
			const [, ofHome, ofMachine] = inSharedFolder.exec(path) ?? inOwnFolder.exec(path) ?? [];
			return ofHome ?? ofMachine ?? [];
		}),
	);
	return new Map([
		...unshared(assistants, ({ configPaths = [] }) => configPaths.flatMap(homePathOf)),
		...owning,
		...named,
		...inOthers,
	]);
}
