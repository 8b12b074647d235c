import { certain, type Draft, matchExtension, note } from '../draft.ts';
import { linesOf } from '../lines.ts';
import { ownerOfHomePath } from '../naming/names.ts';
import { ownerOfPath } from '../naming/ownPaths.ts';
import { readUserFolders } from '../signs/userFolders.ts';
import { commentLine, longestLine } from './codeLines.ts';
import { isComment } from './codeText.ts';

/** Places in code that only one assistant reads: its folders and files, of a project or of a user. */
export function readCodeFolders(draft: Draft): void {
	readOwnFiles(draft);
	readJoinedFolders(draft);
	readApplicationFolders(draft);
	readExtensionFolders(draft);
	for (const line of userFolder.test(draft.text) ? linesOf(draft.text) : []) {
		const { text } = line;
		if (
			text.length <= longestLine &&
			userFolder.test(text) &&
			!commentLine.test(text) &&
			!leavingOut.test(text)
		) {
			readUserFolders(draft, line);
		}
	}
}

/** A string that begins with a folder of a user's: `'~/.x/y'`, `` `${homedir}/Library/Application Support/X` ``, `'node ~/.x/y.js'`. */
const userFolder =
	/["'`](?:(?:node|python3?|bash|sh) )?(?:~|\$?\{[\w.()]{1,40}\})\/(?:\.[a-z]|Library\/Application Support\/)/;

/** `const target = '.x/plugins/y.js'`, `configDir: '.x/commands'`: a place in an assistant's folder that code uses. */
const ownFile =
	/(?:(?<![=!<>])=|(?:dir|path|folder|file|target)["']?\s*:|\.push\()\s*["'`](\.[\w-]+\/[\w./-]+)["'`]/gi;

/** What is done with a path that is not set up. */
const leavingOut = /\b(?:rm|unlink|remove|ignore|exclude)|[!=]==?\s*$/i;

function readOwnFiles(draft: Draft): void {
	const { text, names } = draft;
	for (const match of text.matchAll(ownFile)) {
		const path = match[1] ?? '';
		const at = match.index + match[0].length - 1 - path.length;
		const isOther = isComment(text, match.index) || leavingOut.test(lineBefore(text, match.index));
		const owner = isOther ? undefined : ownerOfPath(names, path);
		note(draft, { range: [at, at + path.length], role: 'config' }, certain(owner, 'path'));
	}
}

/** A folder or file that a path is put together of: `join(homedir(), ".x", "y")`, `Path(top) / ".x"`, `join(top, "x.json")`. */
const folderName =
	/["'](\.[a-z][\w.-]*|[a-z][\w-]*\.(?:jsonc?|toml)|[A-Z]+\.md)["'](?:\s*[,/]\s*["']([\w-]+)["'])?/g;
const joining =
	/(?:\b(?:join|resolve|joinpath)\)?\((?:[^()]|\([^()]*\))*|homedir\(\)\s*),\s*$|[\w)\]]\s*\/\s*$/;
/** How much in front of it tells. UTF-16 code units. */
const lookBack = 200;

function readJoinedFolders(draft: Draft): void {
	const { text, names } = draft;
	for (const match of text.matchAll(folderName)) {
		const [, name = '', inner = ''] = match;
		const at = match.index + 1;
		const owner =
			names.byHomePath.get(`${name}/${inner}`) ??
			names.byRepositoryPath.get(name) ??
			ownerOfHomePath(names, name, draft.path);
		const before = text.slice(Math.max(0, match.index - lookBack), match.index);
		if (owner !== undefined && joining.test(before) && !leavingOut.test(lineBefore(text, match.index))) {
			note(draft, { range: [at, at + name.length], role: 'config' }, certain(owner, 'path'));
		}
	}
}

/** What stands before a place in its line, as much of it as tells. */
function lineBefore(text: string, at: number): string {
	const before = text.slice(Math.max(0, at - lookBack), at);
	return before.slice(before.lastIndexOf('\n') + 1);
}

/** `"globalStorage", "publisher.name"`, `"publisher.name" / "settings"`: where the editor keeps what is an extension's. */
const extensionFolder =
	/globalStorage["'`]?\s*[,/]\s*["'`]?([\w-]+\.[\w-]+)|["'`]([\w-]+\.[\w-]+)["'`]\s*[,/]\s*["'`]settings["'`]/g;

function readExtensionFolders(draft: Draft): void {
	for (const match of draft.text.matchAll(extensionFolder)) {
		const id = match[1] ?? match[2] ?? '';
		const at = match.index + match[0].indexOf(id);
		note(draft, { range: [at, at + id.length], role: 'config' }, matchExtension(draft, id));
	}
}

/** Where programs keep what is theirs: `join(home, "Library", "Application Support", "X")`, `join(process.env.APPDATA, "X")`. */
const applicationFolder =
	/(?:["'`](Application Support)["'`]|["'`]Roaming["'`]\)*|\b(?:APPDATA|appData)\b["'\])]*(?:\s*(?:\?\?|\|\|)\s*["'`]{2})?\)?)\s*[,/]\s*["'`]([\w.-]+)["'`]/g;

function readApplicationFolders(draft: Draft): void {
	for (const match of draft.text.matchAll(applicationFolder)) {
		const name = match[2] ?? '';
		const at = match.index + match[0].length - 1 - name.length;
		const key = match[1] === undefined ? `%APPDATA%/${name}` : `Library/Application Support/${name}`;
		const owner = isComment(draft.text, match.index) ? undefined : draft.names.byHomePath.get(key);
		note(draft, { range: [at, at + name.length], role: 'config' }, certain(owner, 'path'));
	}
}
