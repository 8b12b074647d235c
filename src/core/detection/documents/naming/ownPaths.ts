import type { Assistant } from '../../../catalog/assistant.ts';
import type { Catalog } from '../../../catalog/catalog.ts';
import { unshared } from '../../../catalog/unshared.ts';

/** Where in a repository files and folders lie that only one assistant reads. */
export interface OwnPaths {
	/** By path in a repository: `.claude`, `.github/copilot-instructions.md`. */
	readonly byRepositoryPath: ReadonlyMap<string, Assistant>;
	/** Whether a path has a part with which one of these begins; hardly any has. */
	readonly repositoryTop: RegExp;
}

const known = new WeakMap<Catalog, OwnPaths>();

/** The paths of `catalog`, computed once for each; apart from its other names, as it takes a hundredth of their time. */
export function ownPathsOf(catalog: Catalog): OwnPaths {
	const found = known.get(catalog);
	if (found !== undefined) {
		return found;
	}
	const byRepositoryPath = unshared(catalog.assistants, ({ id, configPaths = [] }) =>
		// Who has a folder of its own name in the home folder, has it in projects too.
		[...configPaths.flatMap(repositoryPathOf), ...(configPaths.includes(`~/.${id}`) ? [`.${id}`] : [])],
	);
	const tops = new Set([...byRepositoryPath.keys()].map((at) => at.split('/', 1)[0] ?? ''));
	const names = [...tops].map((top) => top.replaceAll(/[^\w]/g, '\\$&')).join('|');
	const repositoryTop = new RegExp(`(?:^|/)(?:${names})(?:/|$)`);
	const made = { byRepositoryPath, repositoryTop };
	known.set(catalog, made);
	return made;
}

/** What lies there is there to be read by tests, or was installed. */
const madeUp = /(?:^|\/)(?:fixtures?|testdata|__fixtures__|node_modules)\//;

/** The one assistant that reads files at this path. */
export function ownerOfPath(
	{ byRepositoryPath, repositoryTop }: OwnPaths,
	path: string,
): Assistant | undefined {
	const parts = repositoryTop.test(path) ? path.split('/') : [];
	for (let from = 0; from < parts.length; from += 1) {
		for (let to = parts.length; to > from; to -= 1) {
			const assistant = byRepositoryPath.get(parts.slice(from, to).join('/'));
			if (assistant !== undefined) {
				return madeUp.test(path) ? undefined : assistant;
			}
		}
	}
	return undefined;
}

/** Files that several tools read under one name. */
const sharedPaths = /^(?:\.?mcp\.json|AGENTS\.md)$/;

function repositoryPathOf(path: string): readonly string[] {
	// Repositories of dotfiles have the folders of a home folder.
	const shared = /^~\/(\.config\/[\w.-]+)(?:\/|$)/.exec(path)?.[1];
	if (shared !== undefined) {
		return [shared];
	}
	return /^[\w.]/.test(path) && !path.includes(':') && !sharedPaths.test(path)
		? [path.replace(/\/$/, '')]
		: [];
}
