import { definedAliases } from './command/aliases.ts';
import { type Command, unknownText } from './command/reading/reading.ts';
import { readText } from './command/reading/readText.ts';
import type { ShellKind } from './signal.ts';

/** What a shell's start-up files define, by name; later definitions have replaced earlier ones. */
export interface Profile {
	readonly aliases: ReadonlyMap<string, string>;
	/** The commands of each function's body. */
	readonly functions: ReadonlyMap<string, readonly Command[]>;
	/** Folders that are put in front of the PATH and behind it. */
	readonly folders: { readonly first: readonly string[]; readonly last: readonly string[] };
	/** Files that are read in by name. */
	readonly sources: readonly string[];
}

/** Start-up files are read up to here. UTF-16 code units. */
const longestProfile = 262_144;

/** Reads what `text`, a start-up file of `shell`, defines. `home` stands for `$HOME` and `~`. */
export function readProfile(text: string, shell: ShellKind, home: string): Profile {
	const aliases = new Map<string, string>();
	const functions = new Map<string, readonly Command[]>();
	const first: string[] = [];
	const last: string[] = [];
	const sources: string[] = [];
	for (const command of readText(withHome(text.slice(0, longestProfile), home), shell).commands) {
		const { definedIn, words, assignments } = command;
		const name = words[0]?.text ?? '';
		if (definedIn !== undefined) {
			functions.set(definedIn, [...(functions.get(definedIn) ?? []), command]);
			continue;
		}
		definedAliases(name.toLowerCase(), words).forEach(([alias, value]) => aliases.set(alias, value));
		[...assignments, ...(name === 'export' ? words.slice(1) : [])].forEach(({ text: set }) => {
			addFolders(set, first, last);
		});
		sources.push(...sourcedBy(name, words[1]?.text));
	}
	return { aliases, functions, folders: { first, last }, sources };
}

function sourcedBy(name: string, file: string | undefined): readonly string[] {
	const reads = name === '.' || name === 'source';
	return reads && file !== undefined && !file.includes(unknownText) ? [file] : [];
}

/** Puts profiles together in the order in which they are read. */
export function joinProfiles(profiles: readonly Profile[]): Profile {
	return {
		aliases: new Map(profiles.flatMap(({ aliases }) => [...aliases])),
		functions: new Map(profiles.flatMap(({ functions }) => [...functions])),
		folders: {
			// What is put in front last stands first.
			first: profiles.toReversed().flatMap(({ folders }) => folders.first),
			last: profiles.flatMap(({ folders }) => folders.last),
		},
		sources: profiles.flatMap(({ sources }) => sources),
	};
}

/** `PATH=front:$PATH:behind` */
function addFolders(assignment: string, first: string[], last: string[]): void {
	if (!assignment.startsWith('PATH=')) {
		return;
	}
	const folders = assignment.slice('PATH='.length).split(':');
	const own = folders.findIndex((folder) => folder.includes(unknownText));
	const known = (folder: string): boolean => folder.startsWith('/') && !folder.includes(unknownText);
	first.unshift(...(own < 0 ? folders : folders.slice(0, own)).filter(known));
	last.push(...(own < 0 ? [] : folders.slice(own + 1)).filter(known));
}

function withHome(text: string, home: string): string {
	return text.replaceAll(/\$HOME\b|\$\{HOME\}/g, () => home).replaceAll(/(?<=[\s:="])~(?=\/)/g, () => home);
}
