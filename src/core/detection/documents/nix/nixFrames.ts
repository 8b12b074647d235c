import { matchRepository, type PackageMatch } from '../../command/naming/packages.ts';
import { type Draft, type Match, matchExtension, note, readWords } from '../draft.ts';
import type { NixToken } from './nixText.ts';
import type { ReferenceRole } from '../reference.ts';

/** A Nix text that is being read. */
export interface NixReading {
	readonly draft: Draft;
	readonly tokens: readonly NixToken[];
	/** The brackets that are open, the innermost last. */
	readonly frames: Frame[];
	/** Brackets within the innermost of those, which are not kept. */
	deeper: number;
	/** Where the statement begins that is being read. */
	statement: number;
}

/** Deeper than any honest file. */
export const deepest = 40;
/** Longer names are none. UTF-16 code units. */
export const longestName = 200;
/** How far back a statement is looked at. UTF-16 code units. */
export const lookBack = 400;

/** A bracket that is open. */
export interface Frame {
	readonly bracket: string;
	/** The attribute that it is the value of. */
	readonly owner: string;
	/** The attribute that is being set in it. */
	key: string;
	/** The strings of its attributes. */
	readonly members: Map<string, NixToken[]>;
}

export function newFrame(bracket: string, owner: string): Frame {
	return { bracket, owner, key: '', members: new Map() };
}

/** What stands before a token in its statement. */
export function statementBefore({ draft, statement }: NixReading, { start }: NixToken): string {
	return draft.text.slice(Math.max(statement, start - lookBack), start);
}

/** What attributes say together: a command and its arguments, an extension, a repository on GitHub. */
export function readMembers(draft: Draft, { members }: Frame): void {
	const one = (key: string): NixToken | undefined => members.get(key)?.[0];
	const [command, publisher, owner, name, repo] = ['command', 'publisher', 'owner', 'name', 'repo'].map(
		one,
	);
	const args = members.get('args') ?? [];
	if (command !== undefined && args.length > 0) {
		const words = [command, ...args].map(({ text, start, end }) => ({
			text: text.replaceAll(/\$\{[^}\n]*\}/g, '_'),
			range: [start, end] as const,
		}));
		readWords(draft, words);
	}
	if (publisher !== undefined && name !== undefined) {
		noteToken(draft, name, matchExtension(draft, `${publisher.text}.${name.text}`), 'extension');
	}
	if (owner !== undefined && repo !== undefined) {
		noteToken(draft, repo, matchRepository(draft.fingerprints, 'gh', `${owner.text}/${repo.text}`));
	}
}

/** The part of a token that is `part`, or all of it. */
export function partOf(token: NixToken, part: string | undefined): NixToken {
	const from = part === undefined ? 0 : token.text.lastIndexOf(part);
	return {
		...token,
		start: token.start + from,
		end: token.start + from + (part?.length ?? token.text.length),
	};
}

/** Notes what a token names. */
export function noteToken(
	draft: Draft,
	{ start, end }: NixToken,
	found: Match | PackageMatch | undefined,
	role: ReferenceRole = 'install',
): boolean {
	return note(draft, { range: [start, end], role }, found);
}
