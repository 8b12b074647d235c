import { certain, type Draft, note } from './draft.ts';
import { linesOf } from './lines.ts';
import { ownerOfPath } from './ownPaths.ts';

/** The folder of a user, as shells, editors, Make, Nix and programs write it. */
const home =
	'(?:~|\\$HOME|\\$\\{(?:localEnv:|env:)?HOME\\}|\\$\\{userHome\\}|\\$\\(HOME\\)|\\$\\{config\\.home\\.homeDirectory\\}|/(?:home|Users)/[\\w.${}()-]+|/root|%USERPROFILE%|%HOMEPATH%|\\$env:(?:USERPROFILE|HOME))[/\\\\]';
/** What puts a file into the home folder without naming it: `home.file.".x/y"`, `Join-Path $HOME ".x"`. */
const intoHome = '(?:\\bhome\\.file\\.")|\\$HOME"? "';
const homePath = new RegExp(
	`(?:${home}|${intoHome})(\\.config/[\\w.-]+?|\\.[\\w.-]+?)(?=[/\\\\"'\`\\s:,;)\\]]|$)`,
	'g',
);
/** A name that is set, put into an environment, or asked for from a store of secrets. */
const variable =
	/(?<![\w$-]|\$\{)([A-Za-z]\w*_\w*)["']?\s*(?:[:=?]|$)|^\s*(?:ENV|ARG)\s+(\w+)\b|\b(?:set\s+-\w+|setx|secrets\.|SetEnvironmentVariable\(["']|variable: ?["']|\benv=)\s*(\w+)|\$\{(\w+):\?|\s-[nz]\s+"?\$\{?(\w+)/g;

/** Variables that an assistant reads, and its folder in the home folder: signs that something is set up for it. */
export function readConfiguration(draft: Draft): void {
	const { names } = draft;
	for (const { text, start } of linesOf(draft.text)) {
		if (text.length > 4000 || /^\s*(?:#|\/\/|rem\b)/i.test(text)) {
			continue;
		}
		// Most lines have neither, and a look for the character costs less than the pattern.
		for (const match of /[/\\"]\./.test(text) ? text.matchAll(homePath) : []) {
			const name = match[1] ?? '';
			const at = start + match.index + match[0].length - name.length;
			note(
				draft,
				{ range: [at, at + name.length], role: 'config' },
				certain(names.byHomePath.get(name), 'path'),
			);
		}
		for (const match of text.includes('_') ? text.matchAll(variable) : []) {
			const name = match.slice(1).find((group) => group !== undefined) ?? '';
			const at = start + match.index + match[0].lastIndexOf(name);
			const assistant = names.byEnvironment.get(name.toUpperCase());
			note(draft, { range: [at, at + name.length], role: 'config' }, certain(assistant, 'environment'));
		}
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
