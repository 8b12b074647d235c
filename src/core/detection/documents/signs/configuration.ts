import type { Assistant } from '../../../catalog/assistant.ts';
import { matchRepository } from '../../command/naming/packages.ts';
import { certain, type Draft, matchExtension, note } from '../draft.ts';
import { type Line, linesOf } from '../lines.ts';
import { ownerOfHomePath } from '../naming/names.ts';
import { ownerOfPath } from '../naming/ownPaths.ts';
import { anyOf, sourceOf } from '../patterns.ts';
import { readGivenPrograms } from './givenPrograms.ts';
import { isSpoken } from './spoken.ts';
import { readUserFolders } from './userFolders.ts';
import { readVariables } from './variables.ts';

/** Variables that an assistant reads, and its folder in the home folder: signs that something is set up for it. */
export function readConfiguration(draft: Draft, onlyValues = false): void {
	for (const line of linesOf(draft.text)) {
		const { text } = line;
		const isRead = text.length <= 4000 && !/^\s*(?:#|\/\/|rem\b)/i.test(text);
		if (isRead && !(onlyValues && isProse.test(text))) {
			readUserFolders(draft, line);
			readMovedFiles(draft, line);
			readPathsBelow(draft, line);
			readPathValues(draft, line);
			readMounts(draft, line);
			readSchema(draft, line);
			readGivenPrograms(draft, line);
			readExtensionFolder(draft, line);
			readLocalServers(draft, line);
			readVariables(draft, line);
		}
	}
}

/** A value of several words in plain quotes or none, or a line of a text. */
const isProse = /^\s*(?:- )?(?:[\w.-]+:\s+)?["']?[^\s"']+ [A-Za-z]+ [^"']*["']?$/;

/** Commands that put files into place, and a variable that is given a path. */
const placing = anyOf([
	/\b(?:cp|mv|ln|mkdir|touch|tee|rsync|install|COPY|ADD|Copy-Item|New-Item|xcopy|copy)\s/,
	/\b(?:curl|wget)\b.*\s(?:-\w*[oO]|--output)/,
	/^\s*(?:(?:export|local|readonly)\s+|set "?)?\w+=["']?(?:\$\{\w+:-)?(?:\.\/)?\.[A-Za-z][\w./\\-]*\}?["']?$/,
]);
/** What stands behind it is written to. */
const writing = /(?<![\d&])>(?!&|\s*\/dev\/null)/;
/** What an assistant's file may be called, or the folder that it is in. */
const projectPath = sourceOf([
	/\.[A-Za-z][\w.-]*(?:[/\\][\w.-]+)*/,
	/[A-Z]+\.md/,
	/[a-z][\w-]*\.(?:jsonc?|toml|ya?ml)/,
]);
const relativePath = new RegExp(
	/(?<=^|[\s"'={,]|:-)(?<!--(?:exclude|ignore)[ =]["']?)(?:\.?\/)?(?:[\w-]+\/)*/.source +
		`(${projectPath})` +
		/\/?(?=["'\s;)},]|$)/.source,
	'g',
);

/** A file or folder of an assistant in a project, which a command puts there: `cp -r templates/.x .`. */
function readMovedFiles(draft: Draft, { text, start }: Line): void {
	const from = text.includes('.') ? firstOf(text.search(placing), text.search(writing)) : -1;
	for (const match of from < 0 ? [] : text.matchAll(relativePath)) {
		const path = match[1] ?? '';
		const at = match.index + match[0].lastIndexOf(path);
		if (match.index >= from && !isSpoken(text, match.index) && !afterWord.test(text.slice(0, at))) {
			const range = [start + at, start + at + path.length] as const;
			note(draft, { range, role: 'config' }, certain(ownerOf(draft, path), 'path'));
		}
	}
}

/** The smaller of two places, either of which may be none. */
function firstOf(one: number, other: number): number {
	return one < 0 || other < 0 ? Math.max(one, other) : Math.min(one, other);
}

/** A word of a sentence in front: no command, and nothing that a command is given. */
const afterWord = /[a-z] (?!cp|mv|ln|tee|touch|install|mkdir|rsync)[a-z]{3,} $/;

/** A path below a folder that a variable has: `$PROJECT/.x/agents`, `${TARGET}/x_config.json`, `$target\\.x`. */
const pathBelow =
	/\$(?:\{(?!workspaceFolder)\w+(?::-[^}]{0,80})?\}|\w+|\(\w+\))[/\\]((?:[\w-]{1,40}[/\\]){0,3}[.\w][\w.-]{1,60}(?:[/\\][\w.-]{1,60}){0,4})/g;
/** Whose a path is, with either kind of slashes; below a variable it may be a folder of a user as well. */
function ownerOf({ names, path: document }: Draft, path: string, isBelow = false): Assistant | undefined {
	const unified = path.replaceAll('\\', '/');
	const [top = '', below = ''] = unified.split('/', 2);
	const own = ownerOfPath(names, unified);
	return isBelow
		? (names.byHomePath.get(`${top}/${below}`) ?? ownerOfHomePath(names, top, document) ?? own)
		: own;
}

/** A path that a container gets: `${X}:/data/.x:ro`, `target: /data/.x/agents`. */
const mountedPath =
	/(?:[:=]|\btarget:\s*)["']?(?:\/[\w-]{1,40}){1,4}\/(\.[a-z][\w.-]{1,60}(?:\/[\w.-]{1,60})?)(?=[/:,"'\s]|$)/g;
/** Options and names of what is to be left out. */
const leftOut = /^[^|;&]*\brm\s|(?:--(?:exclude|ignore)[ =]|!)["']?$/;

function readPathsBelow(draft: Draft, { text, start }: Line): void {
	const below = text.includes('$') && /[/\\]/.test(text) ? text.matchAll(pathBelow) : [];
	const mounted = text.includes('/.') ? text.matchAll(mountedPath) : [];
	for (const match of [...below, ...mounted]) {
		const path = match[1] ?? '';
		const owner = ownerOf(draft, path, true);
		if (
			owner !== undefined &&
			!isSpoken(text, match.index) &&
			!leftOut.test(text.slice(0, match.index))
		) {
			const at = start + match.index + match[0].length - path.length;
			note(draft, { range: [at, at + path.length], role: 'config' }, certain(owner, 'path'));
		}
	}
}

/** A member of a JSON text that is nothing but a path, or a script that is run: `"file": ".x/rules.md"`. */
const pathValue = /"([\w.$-]+)"\s*:\s*"(?:(?:node|python3?|bash|sh) )?((?:\.\/)?[\w.-]+(?:\/[\w.-]+)*)"/g;
const saysOther = /exclud|ignor|descri|detail|label|title|name|deny|watch/i;

function readPathValues(draft: Draft, { text, start }: Line): void {
	for (const match of text.includes('": "') ? text.matchAll(pathValue) : []) {
		const [whole, key = '', path = ''] = match;
		const owner = saysOther.test(key) ? undefined : ownerOf(draft, path.replace(/^\.\//, ''));
		const at = start + match.index + whole.length - 1 - path.length;
		note(draft, { range: [at, at + path.length], role: 'config' }, certain(owner, 'path'));
	}
}

/** A program of the machine that is put into a container: `source=/usr/bin/x,target=…`, `- ~/bin/x:/usr/bin/x`. */
const mountedProgram = /(?:\bsource=|\bsrc=|^\s*-\s+["']?)(?:\$\{[^}]*\}|[^\s,:"'])*\/bin\/([\w-]+)(?=[,:])/;

function readMounts(draft: Draft, { text, start }: Line): void {
	const found = text.includes('/bin/') ? mountedProgram.exec(text) : null;
	const name = found?.[1];
	if (found !== null && name !== undefined) {
		const at = start + found.index + found[0].length - name.length;
		const owner = draft.names.byOwnName.get(name);
		note(draft, { range: [at, at + name.length], role: 'config' }, certain(owner, 'command'));
	}
}

/** `…/.vscode-server/extensions/publisher.name-1.2.3` */
const extensionFolder = /\/extensions\/([\w-]+\.[\w-]+?)-(?=\d|\$)/g;

/** The folder that an extension is put into. */
function readExtensionFolder(draft: Draft, { text, start }: Line): void {
	for (const match of text.includes('/extensions/') ? text.matchAll(extensionFolder) : []) {
		const id = match[1] ?? '';
		const at = start + match.index + '/extensions/'.length;
		note(draft, { range: [at, at + id.length], role: 'extension' }, matchExtension(draft, id));
	}
}

const localServer = /\b(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal):(\d{2,5})\b/g;

/** Most texts name none, and a look for that costs less than the pattern. */
export function mayNameServer(text: string): boolean {
	return text.includes('localhost') || text.includes('0.0.') || text.includes('docker.internal');
}

/** The address at which an assistant's own server listens. */
export function readLocalServers(draft: Draft, { text, start }: Line): void {
	for (const match of mayNameServer(text) ? text.matchAll(localServer) : []) {
		const owner = draft.names.byLocalServer.get(match[1] ?? '');
		const at = start + match.index;
		if (owner !== undefined && !isSpoken(text, match.index)) {
			note(
				draft,
				{ range: [at, at + match[0].length], role: 'config' },
				{ assistant: owner, certainty: 'likely', fingerprint: 'address' },
			);
		}
	}
}

const schemaAddress = /"\$schema"\s*:\s*"https?:\/\/(?:www\.)?([^"/]+)(\/[^"]*)?"/;

/** A schema tells whose settings a file in JSON has: `https://opencode.ai/config.json`, `…/claude-code-settings.json`. */
function readSchema(draft: Draft, { text, start }: Line): void {
	const found = text.includes('$schema') ? schemaAddress.exec(text) : null;
	if (found !== null) {
		const [whole, host = '', path = ''] = found;
		const address = `${host}${path}`;
		const file =
			/\/([a-z][a-z-]*?)(?:[-_.](?:settings|config|schema)[\w.-]*)?\.json$/.exec(path)?.[1] ?? '';
		const { fingerprints, names, catalog } = draft;
		const owner =
			fingerprints.byDomain.get(host) ??
			matchRepository(fingerprints, undefined, `/${address}`)?.assistant ??
			names.byOwnName.get(file) ??
			catalog.byId.get(file);
		const at = start + found.index + whole.length - 1 - address.length;
		note(draft, { range: [at, at + address.length], role: 'config' }, certain(owner, 'path'));
	}
}

/** A file that only one assistant reads, by its path alone: instructions, rules, its folder. */
export function readOwnPath(draft: Draft): void {
	const assistant = ownerOfPath(draft.names, draft.path);
	if (assistant !== undefined) {
		const lineEnd = /\r?\n|$/.exec(draft.text)?.index ?? 0;
		const found = { assistant, certainty: 'likely', fingerprint: 'path' } as const;
		note(draft, { range: [0, lineEnd], role: 'config' }, found);
	}
}
