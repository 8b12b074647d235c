import { certain, type Draft, note } from '../draft.ts';
import type { Line } from '../lines.ts';
import { ownerOfHomePath } from '../naming/names.ts';
import { sourceOf } from '../patterns.ts';
import { isSpoken } from './spoken.ts';

/** The folder of a user, as shells, editors, Make, Nix and programs write it. */
const home = sourceOf([
	/~/,
	/\$?\$HOME/,
	/\$?\$\(HOME\)/,
	/\$\{(?:localEnv:|env:)?HOME\}/,
	/\$\{userHome\}/,
	// Templates of JavaScript and Python.
	/\$?\{(?:os\.)?home_?(?:dir|path)?(?:\(\))?\}/,
	/\{Path\.home\(\)\}/,
	/\$\{config\.home\.homeDirectory\}/,
	/\/(?:home|Users)\/[\w.${}()-]+/,
	/\/root/,
	/%USERPROFILE%/,
	/%HOMEPATH%/,
	/\$env:(?:USERPROFILE|HOME)/,
]);
/** What puts a file into the home folder without naming it: `home.file.".x/y"`, `Join-Path $HOME ".x"`. */
const intoHome = String.raw`\bhome\.file\."|\$HOME"? "`;
const inHome = String.raw`\.(?:config|local\/share)\/[\w.-]+?|Library\/Application\\? Support\/[\w.-]+?|\.[\w.-]+?`;
const homePath = new RegExp(`(?:${home}[/\\\\]|${intoHome})(${inHome})(?=[/\\\\"'\`\\s:,;)\\]]|$)`, 'g');
/** Where programs of Windows keep what is a user's. */
const appData =
	/(?:%APPDATA%|\$env:APPDATA|\$\{(?:env|localEnv):APPDATA\}|\bAppData[/\\]Roaming)[/\\]+([\w.-]+)/gi;
/** Where an assistant's settings for everybody on a machine lie: `/etc/x/managed.json`. */
const machinePath = /(?<![\w.-])\/etc\/[\w-]+(?=[/"'\s:,;)]|$)/g;

/** An assistant's own folder among a user's, or among the machine's settings. */
export function readUserFolders(draft: Draft, line: Line): void {
	const { text } = line;
	// Most lines have none, and a look for a few characters costs less than the patterns.
	if (/[/\\"]\.|Support\//.test(text)) {
		readHomePaths(draft, line);
	}
	if (/APPDATA/i.test(text)) {
		noteFolders(draft, line, appData, (name) => `%APPDATA%/${name}`);
	}
	if (text.includes('/etc/')) {
		noteFolders(draft, line, machinePath, (name) => name);
	}
}

function readHomePaths(draft: Draft, { text, start }: Line): void {
	for (const match of text.matchAll(homePath)) {
		const name = match[1] ?? '';
		const at = match.index + match[0].length - name.length;
		const below = /^[/\\][\w-]+/.exec(text.slice(at + name.length))?.[0] ?? '';
		const owner =
			draft.names.byHomePath.get(`${name}${below.replace('\\', '/')}`) ??
			ownerOfHomePath(draft.names, name.replaceAll('\\', ''), draft.path);
		if (!isSpoken(text, match.index)) {
			const range = [start + at, start + at + name.length] as const;
			note(draft, { range, role: 'config' }, certain(owner, 'path'));
		}
	}
}

/** Folders that `pattern` finds, by the key under which the catalog's are kept. */
function noteFolders(
	draft: Draft,
	{ text, start }: Line,
	pattern: RegExp,
	keyOf: (name: string) => string,
): void {
	for (const match of text.matchAll(pattern)) {
		const name = match[1] ?? match[0];
		const at = start + match.index + match[0].length - name.length;
		const owner = draft.names.byHomePath.get(keyOf(name));
		if (owner !== undefined && !isSpoken(text, match.index)) {
			note(draft, { range: [at, at + name.length], role: 'config' }, certain(owner, 'path'));
		}
	}
}
