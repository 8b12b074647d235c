import type { Assistant, AssistantId } from '../catalog/assistant.ts';
import { ownFolders } from '../detection/installedDetector.ts';
import type { PackageReference } from '../detection/installedSignal.ts';
import { packagesInPath } from '../detection/packagePlaces.ts';

/** What the text of a script tells of the program that it starts. */
export interface ScriptFacts {
	readonly packages: readonly PackageReference[];
	readonly marks: readonly AssistantId[];
}

/**
 * Reads the beginning of a script (a launcher of a package manager, a wrapper, a shell alias made into a file): the
 * packages out of whose folders it starts something, and the assistants of `bearers` that it names beyond doubt.
 */
export function readScript(text: string, bearers: readonly Assistant[]): ScriptFacts {
	return {
		packages: packagesInPath(text),
		marks: bearers.filter((one) => isNamed(one, text)).map(({ id }) => id),
	};
}

/**
 * Whether a text names the assistant by a mark that no other program has: a package, a repository, an extension, the
 * address of its installer, a folder of its own, or a name of several words.
 */
function isNamed(assistant: Assistant, text: string): boolean {
	const lower = text.toLowerCase();
	const { packages, repositories, extensions, installUrls, name } = assistant;
	const scoped = (packages?.npm ?? []).filter((one) => one.startsWith('@'));
	const modules = (packages?.pypi ?? [])
		.map((one) => one.replaceAll('-', '_'))
		.filter((one) => one.includes('_'));
	const full = [name.replace(/\s*[(/].*$/, '')].filter((one) => /\S\s+\S/.test(one));
	const addresses = (installUrls ?? []).map((url) => url.replace(/^[a-z]+:\/\/(?:www\.)?/i, ''));
	const own = ownFolders(assistant).map((folder) => `${folder.slice(1)}/`);
	return [
		...scoped,
		...modules,
		...(repositories ?? []),
		...(extensions ?? []),
		...addresses,
		...full,
		...own,
	].some((mark) => lower.includes(mark.toLowerCase()));
}
