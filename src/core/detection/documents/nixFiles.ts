import { matchNixName, matchPackage, matchRepository, type PackageMatch } from '../command/packages.ts';
import { certain, type Draft, type Match, matchExtension, note, readScript, readWords } from './draft.ts';
import { packageOf, readListedExtensions } from './lineFiles.ts';
import { type NixToken, nixTokens } from './nixText.ts';
import { matchNamesake } from './matchAddress.ts';
import { ownerOfSetting } from './names.ts';
import type { ReferenceRole } from './reference.ts';
import { replaceInSlice, sliceOf } from './slice.ts';

/** `flake.nix` and other Nix files: packages by name, flakes by repository, extensions, commands and scripts. */
export function readNix(draft: Draft): void {
	const reading: NixReading = {
		draft,
		tokens: nixTokens(draft.text),
		frames: [newFrame('', '')],
		deeper: 0,
		statement: 0,
	};
	for (const [index, token] of reading.tokens.entries()) {
		readToken(reading, token, index);
	}
	for (const frame of reading.frames) {
		readMembers(draft, frame);
	}
	readListedExtensions(draft);
}

interface NixReading {
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
const deepest = 40;
/** Longer names are none. UTF-16 code units. */
const longestName = 200;
/** How far back a statement is looked at. UTF-16 code units. */
const lookBack = 400;

interface Frame {
	readonly bracket: string;
	/** The attribute that it is the value of. */
	readonly owner: string;
	/** The attribute that is being set in it. */
	key: string;
	/** The strings of its attributes. */
	readonly members: Map<string, NixToken[]>;
}

function newFrame(bracket: string, owner: string): Frame {
	return { bracket, owner, key: '', members: new Map() };
}

function readToken(reading: NixReading, token: NixToken, index: number): void {
	const { draft, frames, tokens } = reading;
	const frame = frames.at(-1);
	const next = tokens[index + 1];
	const isKey = next?.text === '=' && next.kind === 'mark' && tokens[index + 2]?.text !== '=';
	if (frame === undefined) {
		return;
	}
	if (token.kind === 'mark') {
		readMark(reading, frame, token);
	} else if (isKey) {
		frame.key = token.text;
		reading.statement = token.start;
		readKey(draft, token, tokens[index + 2]?.text);
	} else if (token.kind === 'name') {
		readName(reading, token, index);
	} else {
		readString(reading, frame, token);
	}
}

function readMark(reading: NixReading, frame: Frame, { text, end }: NixToken): void {
	const { draft, frames } = reading;
	const isOpening = text === '{' || text === '[' || text === '(';
	const isClosing = text === '}' || text === ']' || text === ')';
	if ((isOpening && frames.length > deepest) || (isClosing && reading.deeper > 0)) {
		reading.deeper += isOpening ? 1 : -1;
	} else if (isOpening) {
		frames.push(newFrame(text, frame.key));
	} else if (isClosing && frames.length > 1) {
		readMembers(draft, frame);
		frames.pop();
	} else if (text === ';' && frame.bracket !== '[') {
		// `with pkgs;` does not end what it stands in.
		const written = draft.text.slice(Math.max(reading.statement, end - lookBack), end);
		frame.key = /\bwith\s+[\w.-]+\s*;$/.test(written) ? frame.key : '';
	}
}

/** `programs.x.enable = true`, and what is given to mise: `"npm:x" = "latest"`. */
function readKey(draft: Draft, token: NixToken, value: string | undefined): void {
	if (token.kind === 'string') {
		const given = /^[a-z]+:/.test(token.text) ? packageOf('mise')(draft, token.text) : undefined;
		const setting = value === 'false' ? undefined : ownerOfSetting(draft.names, token.text);
		noteToken(
			draft,
			token,
			given ?? certain(setting, 'setting'),
			given === undefined ? 'config' : 'install',
		);
	} else if (value !== 'false') {
		const name = /\b(?:programs|services)\.([\w-]+)/.exec(token.text)?.[1];
		noteToken(
			draft,
			partOf(token, name),
			name === undefined ? undefined : matchNixName(draft.fingerprints, name),
		);
	}
}

const packageSet = /^(?:[\w-]*pkgs[\w-]*|unstable|stable|packages|legacyPackages)$/i;
const pythonSet = /(?:^|\.)(?:ps|p|pp|python\d*Packages|pythonPackages)\.([\w-]+)/;
const pythonList = /withPackages|python\d*Packages|propagatedBuildInputs|\bps\b/;
const listedHere = /pkgs|[pP]ackages|[iI]nputs|inherit\s*\(|systemPackages/;

/** A name that is no attribute's own: of a package set, in a list of packages, of an extension. */
function readName(reading: NixReading, token: NixToken, index: number): void {
	const { draft } = reading;
	const { fingerprints } = draft;
	const { text } = token;
	if (text.length > longestName) {
		return;
	}
	const extension = /[\w-]+\.[\w-]+$/.exec(text)?.[0];
	const byExtension = extension === undefined ? undefined : matchExtension(draft, extension);
	const inPython = pythonSet.exec(text)?.[1];
	const inSet = packageIn(draft, text);
	if (byExtension !== undefined) {
		noteToken(draft, partOf(token, extension), byExtension, 'extension');
	} else if (inPython !== undefined) {
		noteToken(draft, partOf(token, inPython), matchPackage(fingerprints, 'pypi', inPython), 'dependency');
	} else if (inSet !== undefined) {
		noteToken(draft, partOf(token, inSet), matchNixName(fingerprints, inSet, true));
	} else if (isListed(reading, token, index)) {
		const name = text.slice(text.lastIndexOf('.') + 1);
		const around = statementBefore(reading, token);
		const found = pythonList.test(around)
			? matchPackage(fingerprints, 'pypi', name)
			: isTelling(draft, name) || listedHere.test(around)
				? matchNixName(fingerprints, name)
				: undefined;
		noteToken(draft, partOf(token, name), found);
	}
}

/** The name in a path through a package set that is an assistant's: `pkgs.x.override`, `packages.${system}.x`. */
function packageIn({ fingerprints }: Draft, text: string): string | undefined {
	const parts = text.split('.');
	const from = parts.findIndex((part) => packageSet.test(part));
	return from < 0
		? undefined
		: parts
				.slice(from + 1)
				.find((part) => matchNixName(fingerprints, part, parts.length === from + 2) !== undefined);
}

/** Whether a name is an item of a list, is inherited, or stands alone on its line, copied out of a list. */
function isListed(reading: NixReading, token: NixToken, index: number): boolean {
	const { draft, frames, tokens } = reading;
	const frame = frames.at(-1);
	const isAlone =
		/(?:^|\n)[ \t]*$/.test(draft.text.slice(Math.max(0, token.start - longestName), token.start)) &&
		/^[ \t]*(?:#.*)?\r?(?:\n|$)/.test(draft.text.slice(token.end, token.end + longestName));
	const next = tokens[index + 1]?.text ?? '';
	const isInherited = /\binherit\s*\([^)]*\)[^;]*$/.test(statementBefore(reading, token));
	return (
		(frame?.bracket === '[' && !/^[:@]$/.test(next)) || isInherited || (frames.length === 1 && isAlone)
	);
}

/** A name that stands for nothing else, whatever list it is in. */
function isTelling({ catalog }: Draft, name: string): boolean {
	return (
		name.includes('-') ||
		catalog.byCommand.get(name)?.some(({ namesakes }) => namesakes === undefined) === true
	);
}

function statementBefore({ draft, statement }: NixReading, { start }: NixToken): string {
	return draft.text.slice(Math.max(statement, start - lookBack), start);
}

/** Attributes whose value is a command line or a script. */
const commandKey =
	/^(?:shellAliases|aliases|shellAbbrs|abbreviations|exec|Exec(?:Start|Stop)\w*|command|cmd|program|scripts?|text|entry|startupCommand|onLogin|\w*(?:Hook|Phase|Script|Commands?|Exec|Init|Content|Extra|Start|Stop)|init\w*|activation\w*|system\.activationScripts)$/;
const isNamed =
	/^(?:name|pname|description|longDescription|homepage|mainProgram|version|type|desktopName|comment)$/;
const scriptMaker = /\bwrite(?:Shell|Bash|Fish|Zsh)?(?:Script|Application)\w*[^;]*$/;

function readString(reading: NixReading, frame: Frame, token: NixToken): void {
	const { draft, frames } = reading;
	const path = frames.flatMap(({ owner, key }) => [...owner.split('.'), ...key.split('.')]);
	const key = path.findLast((part) => part !== '') ?? '';
	// What a list holds is the value of the attribute that it is given to.
	const holder = frame.bracket === '[' ? (frames.at(-2) ?? frame) : frame;
	holder.members.set(holder.key, [...(holder.members.get(holder.key) ?? []), token]);
	if (token.kind === 'string' && readNamed(draft, token, path)) {
		return;
	}
	for (const { index, 1: inside = '' } of token.text.matchAll(/\$\{([\w.-]+)\}/g)) {
		const start = token.start + index + 2;
		const name: NixToken = { kind: 'name', text: inside, start, end: start + inside.length };
		const part = packageIn(draft, inside);
		noteToken(
			draft,
			partOf(name, part),
			part === undefined ? undefined : matchNixName(draft.fingerprints, part),
		);
	}
	const before = statementBefore(reading, token);
	const isScript =
		token.kind === 'text' && (scriptMaker.test(before) || scriptMaker.test(before.slice(0, -1)));
	const isCommand = path.some((part) => commandKey.test(part)) && !isNamed.test(key);
	// The words of a list belong to its command: see `readMembers`.
	if (isScript || (isCommand && (frame.bracket !== '[' || token.text.includes(' ')))) {
		const shell = /[fF]ish/.test(path.join('.')) ? 'fish' : 'bash';
		const script = replaceInSlice(
			sliceOf(draft.text, token.start, token.end),
			/''(?=\$)|\$\{[^}\n]*\}/g,
			(found) => (found.length === 2 ? '' : '_'.repeat(found.length)),
		);
		readScript(draft, script, shell);
	}
}

/** A string that names something: a cask, a flake, a tarball, a repository. */
function readNamed(draft: Draft, token: NixToken, path: readonly string[]): boolean {
	const { fingerprints } = draft;
	const { text } = token;
	if (path.some((part) => /^(?:casks|brews)$/.test(part))) {
		return noteToken(draft, token, matchPackage(fingerprints, 'brew', text));
	}
	if (path.some((part) => /npm/i.test(part)) && /^@?[\w./-]+$/.test(text)) {
		return noteToken(draft, token, matchPackage(fingerprints, 'npm', text));
	}
	if (/^(?:github:|git\+https:\/\/github\.com\/)/.test(text)) {
		const address = text.replace(/^(github:[\w.-]+\/[\w.-]+).*$/, '$1');
		return noteToken(
			draft,
			{ ...token, end: token.start + address.length },
			matchRepository(fingerprints, undefined, address) ?? matchNamesake(draft, address),
		);
	}
	if (/^https?:\/\/[^/]+\/(?:.*\/)?-\/[^/]+\.tgz/.test(text)) {
		return noteToken(draft, token, matchPackage(fingerprints, 'npm', text));
	}
	return path.at(-1) === 'url' && noteToken(draft, token, matchRepository(fingerprints, undefined, text));
}

/** What attributes say together: a command and its arguments, an extension, a repository on GitHub. */
function readMembers(draft: Draft, { members }: Frame): void {
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

function partOf(token: NixToken, part: string | undefined): NixToken {
	const from = part === undefined ? 0 : token.text.lastIndexOf(part);
	return {
		...token,
		start: token.start + from,
		end: token.start + from + (part?.length ?? token.text.length),
	};
}

function noteToken(
	draft: Draft,
	{ start, end }: NixToken,
	found: Match | PackageMatch | undefined,
	role: ReferenceRole = 'install',
): boolean {
	return note(draft, { range: [start, end], role }, found);
}
