import { commentLine, longestLine } from './codeLines.ts';
import { readCodeFolders } from './codeFolders.ts';
import { isComment } from './codeText.ts';
import { mayNameServer, readLocalServers } from '../signs/configuration.ts';
import { type Draft, note } from '../draft.ts';
import { linesOf } from '../lines.ts';
import { anyOf, sourceOf } from '../patterns.ts';
import { matchVariable } from '../signs/variables.ts';
import { readWrittenSettings } from '../signs/writtenSettings.ts';

/** Signs in code that something is set up for an assistant: folders, variables, settings, the address of a server. */
export function readCodeConfiguration(draft: Draft): void {
	readGivenVariables(draft);
	readVariablesTaken(draft);
	readWrittenSettings(draft);
	readCodeFolders(draft);
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
			/process\.env(?:\.|\[)|Deno\.env\.get\(|\benv\(/,
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
