import type { ShellKind } from '../../signal.ts';
import { matchPackage } from '../../command/naming/packages.ts';
import { type Draft, matchExtension, note, readScript, readWords } from '../draft.ts';
import {
	leavingOut,
	type LineRule,
	readBrewLines,
	readByRules,
	readListedExtensions,
	readPackageLines,
} from './lineFiles.ts';
import { linesOf } from '../lines.ts';
import { replaceInSlice, sliceOf } from '../slice.ts';
import { readTakenVariables } from '../signs/variables.ts';
import { readWrittenSettings } from '../signs/writtenSettings.ts';

/** Shell, PowerShell and batch scripts, git hooks, start-up files of shells. */
export function readShellFile(draft: Draft): void {
	const text = sliceOf(draft.text, 0, draft.text.length);
	// Nushell parts an alias from its command by a sign with blanks around it.
	const whole = draft.path.endsWith('.nu')
		? replaceInSlice(text, /^[ \t]*(?:export )?alias \S+ = /gm, (found) => ' '.repeat(found.length))
		: text;
	readScript(
		draft,
		replaceInSlice(whole, /\r\n/g, () => '\n'),
		shellOfFile(draft),
	);
	readListedExtensions(draft, draft.text.includes('--install-extension') ? 'anywhere' : 'alone');
	readBrewLines(draft);
	readByRules(draft, [extensionVariable]);
	readExtensionArrays(draft);
	readByRules(draft, shellOfFile(draft) === 'pwsh' ? [wingetItem] : []);
	readCommandLists(draft);
	for (const line of linesOf(draft.text)) {
		if (line.text.length <= longestLine && !/^\s*#/.test(line.text)) {
			readTakenVariables(draft, line);
		}
	}
	if (!draft.text.includes('<<')) {
		// Copied out of what a script writes; in a whole script it is read as the file that it becomes.
		readWrittenSettings(draft);
	}
	readPackageLines(draft);
	// What .NET's client downloads, which is no command.
	for (const match of draft.text.matchAll(/\.Download(?:String|File)\(\s*["']([^"']+)["']/g)) {
		const address = match[1] ?? '';
		const start = match.index + match[0].indexOf(address);
		const range = [start, start + address.length] as const;
		readWords(
			draft,
			['curl', address].map((text) => ({ text, range })),
		);
	}
}

/** `cmd=(x -p "$prompt")`, which is carried out elsewhere. */
const commandList =
	/^[ \t]*(?:(?:local|declare|readonly|export)[ \t]+(?:-\w+[ \t]+)?)?\w*(?:cmd|command|argv)\w*=\(([^()\n]*)\)/gim;

function readCommandLists(draft: Draft): void {
	for (const match of draft.text.matchAll(commandList)) {
		const end = match.index + match[0].length - 1;
		readScript(draft, sliceOf(draft.text, end - (match[1] ?? '').length, end), shellOfFile(draft));
	}
}

const longestLine = 4000;

/** `extension_id="publisher.name"` */
const extensionVariable: LineRule = {
	pattern:
		/^[ \t]*(?:export[ \t]+|local[ \t]+|readonly[ \t]+)?(?:\w+_)?ext(?:ension)?s?(?:_\w+)?=["']?([\w-]+\.[\w-]+)["']?[ \t]*(?:#.*)?$/i,
	role: 'extension',
	match: (draft, id) => matchExtension(draft, id),
};

/** `extensions=(publisher.name other.name)`, over which a loop goes. */
const extensionArray =
	/^[ \t]*(?:(?:local|declare|readonly|export|typeset)[ \t]+(?:-\w+[ \t]+)?)?(\w*ext\w*)\+?=\(([^)]*)/gim;

function readExtensionArrays(draft: Draft): void {
	for (const match of draft.text.includes('=(') ? draft.text.matchAll(extensionArray) : []) {
		const [whole, name = '', list = ''] = match;
		const from = match.index + whole.length - list.length;
		const items = list.replaceAll(/#[^\n]*/g, (comment) => ' '.repeat(comment.length));
		const ids = leavingOut.test(name) ? [] : items.matchAll(/(?<=^|\s)[\w-]+\.[\w-]+(?=\s|$)/g);
		for (const id of ids) {
			const at = from + id.index;
			note(draft, { range: [at, at + id[0].length], role: 'extension' }, matchExtension(draft, id[0]));
		}
	}
}

/** A package of Windows in a list of PowerShell, with a line of its own. */
const wingetItem: LineRule = {
	pattern: /^[ \t]*["']([\w-]+\.[\w.-]+)["'],?[ \t]*(?:#.*)?$/,
	role: 'install',
	// An extension may have the same name, and is what such a list rather has.
	match: ({ catalog, fingerprints, text }, name) =>
		catalog.byExtension.has(name.toLowerCase()) || leavingOut.test(text)
			? undefined
			: matchPackage(fingerprints, 'winget', name),
	isEntry: true,
};

function shellOfFile({ path, languageId, text }: Draft): ShellKind {
	const name = path.toLowerCase();
	const program = /^#!.*\b(bash|zsh|fish|pwsh|sh)\b/.exec(text)?.[1];
	if (/\.(?:ps1|psm1)$/.test(name) || program === 'pwsh' || languageId === 'powershell') {
		return 'pwsh';
	}
	if (/\.(?:bat|cmd)$/.test(name) || languageId === 'bat') {
		return 'cmd';
	}
	if (name.endsWith('fish') || program === 'fish') {
		return 'fish';
	}
	return /zsh|zprofile|zlogin/.test(name) || program === 'zsh' ? 'zsh' : 'bash';
}
