import { commentLine, longestLine } from './codeLines.ts';
import { isComment } from './codeText.ts';
import { mayNameServer, readLocalServers } from '../signs/configuration.ts';
import { certain, type Draft, matchExtension, note } from '../draft.ts';
import { linesOf } from '../lines.ts';
import { anyOf, sourceOf } from '../patterns.ts';
import { ownerOfHomePath } from '../naming/names.ts';
import { ownerOfPath } from '../naming/ownPaths.ts';
import { matchVariable } from '../signs/variables.ts';
import { readWrittenSettings } from '../signs/writtenSettings.ts';

/** Signs in code that something is set up for an assistant: folders, variables, settings, the address of a server. */
export function readCodeConfiguration(draft: Draft): void {
	readGivenVariables(draft);
	readVariablesTaken(draft);
	readWrittenSettings(draft);
	readExtensionFolders(draft);
	readOwnFiles(draft);
	readJoinedFolders(draft);
	for (const line of mayNameServer(draft.text) ? linesOf(draft.text) : []) {
		if (line.text.length <= longestLine && !commentLine.test(line.text)) {
			readLocalServers(draft, line);
		}
	}
}

/** `env: { NAME: 'x' }`, `env.NAME = 'x'` and `setenv("NAME", x)`, in whichever language. */
const givenVariable = anyOf(
	[
		/(?:^[ \t]*|[{,][ \t]*)["']?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)["']?\s*[:=]>?\s*(?:["'`]|process\.env\.\1\b[^\n]*["'`])/,
		/\b(?:env|environ)(?:\.|\[["'])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:["']\])?\s*(?:\?\?|\|\|)?=(?!=)/,
		/\b(?:environ\.setdefault|os\.Setenv|putenv|set_var|setenv|stubEnv)\(\s*["'](\w+)["']\s*,/,
	],
	'gm',
);

/** Variables that code gives to what it starts. */
function readGivenVariables(draft: Draft): void {
	for (const match of draft.text.matchAll(givenVariable)) {
		const name = match[1] ?? match[2] ?? match[3] ?? '';
		const at = match.index + match[0].indexOf(name);
		if (!isComment(draft.text, match.index)) {
			note(draft, { range: [at, at + name.length], role: 'config' }, matchVariable(draft, name));
		}
	}
}

/** `= os.getenv("NAME")`, `apiKey: process.env.NAME`: what is taken from the environment to be used. */
const readVariable = new RegExp(
	sourceOf([/[=:,]|\bor|\|\||\?\?|\breturn/, /(?<!\b(?:if|while|Boolean)\s*)\(/]) +
		/\s*/.source +
		sourceOf([
			/process\.env(?:\.|\[)|Deno\.env\.get\(/,
			/os\.getenv\(|os\.environ(?:\.get\(|\[)/,
			/os\.Getenv\(|(?:std::)?env::var\(|System\.getenv\(|ENV(?:\.fetch\(|\[)/,
		]) +
		// What is only compared with something is not used.
		/\s*["'`]?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b(?!["'`)\]\s]*\s*[!=]==?)/.source,
	'g',
);

/** Variables that code takes to be let in by an assistant's maker. What is only asked for its being there is nothing. */
function readVariablesTaken(draft: Draft): void {
	for (const match of draft.text.matchAll(readVariable)) {
		const name = match[1] ?? '';
		const at = match.index + match[0].length - name.length;
		const found = matchVariable(draft, name);
		if (found?.certainty === 'certain' && !isComment(draft.text, match.index)) {
			note(draft, { range: [at, at + name.length], role: 'config' }, found);
		}
	}
}

/** `const target = '.x/plugins/y.js'`, `configDir: '.x/commands'`: a place in an assistant's folder that code uses. */
const ownFile =
	/(?:(?<![=!<>])=|(?:dir|path|folder|file|target)["']?\s*:)\s*["'`](\.[\w-]+\/[\w./-]+)["'`]/gi;

/** What is done with a path that is not set up. */
const leavingOut = /\b(?:rm|unlink|remove|ignore|exclude)|[!=]==?\s*$/i;

function readOwnFiles(draft: Draft): void {
	const { text, names } = draft;
	for (const match of text.matchAll(ownFile)) {
		const path = match[1] ?? '';
		const at = match.index + match[0].length - 1 - path.length;
		const line = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
		const isOther = isComment(text, match.index) || leavingOut.test(line);
		const owner = isOther ? undefined : ownerOfPath(names, path);
		note(draft, { range: [at, at + path.length], role: 'config' }, certain(owner, 'path'));
	}
}

/** A folder that a path is put together of: `join(homedir(), ".x", "y")`, `Path(top) / ".x"`. */
const folderName = /["'](\.[a-z][\w.-]*)["'](?:\s*[,/]\s*["']([\w-]+)["'])?/g;
const joining = /(?:\b(?:join|resolve|joinpath)\((?:[^()]|\([^()]*\))*|homedir\(\)\s*),\s*$|[\w)\]]\s*\/\s*$/;
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
		const line = before.slice(before.lastIndexOf('\n') + 1);
		if (owner !== undefined && joining.test(before) && !leavingOut.test(line)) {
			note(draft, { range: [at, at + name.length], role: 'config' }, certain(owner, 'path'));
		}
	}
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
