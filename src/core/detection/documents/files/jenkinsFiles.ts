import type { ShellKind } from '../../signal.ts';
import { type Draft, note, readScript } from '../draft.ts';
import { matchImageText } from '../naming/matchAddress.ts';
import { sliceOf } from '../slice.ts';

const shells: Readonly<Record<string, ShellKind>> = {
	sh: 'sh',
	bat: 'cmd',
	powershell: 'pwsh',
	pwsh: 'pwsh',
};

/** A shell step with its text, in whichever order its arguments stand; a file may end within it. */
const step =
	/^(?<ahead>[^\n]*?)\b(sh|bat|powershell|pwsh)\b[ \t]*[([]?[ \t]*(?:[^'"\n]*(?:label|encoding|returnStdout|returnStatus)\s*:\s*(?:'[^'\n]*'|"[^"\n]*"|\w+)\s*,\s*)*(?:script\s*:\s*)?('''|"""|'|")([^]*?)(\3|(?![^]))/gm;
const image = /\b(?:image|docker\.image|docker)\s*[:(]?\s*['"]?([^'"\s)]+)['"]?/g;

/** `Jenkinsfile`: its shell steps and images. */
export function readJenkinsfile(draft: Draft): void {
	const code = withoutComments(draft.text);
	for (const match of code.matchAll(step)) {
		const body = match[4] ?? '';
		const start = match.index + match[0].length - (match[5]?.length ?? 0) - body.length;
		readScript(draft, sliceOf(draft.text, start, start + body.length), shells[match[2] ?? ''] ?? 'sh');
	}
	for (const match of code.matchAll(image)) {
		const name = match[1] ?? '';
		const start = match.index + match[0].lastIndexOf(name);
		note(draft, { range: [start, start + name.length], role: 'run' }, matchImageText(draft, name));
	}
	if (!groovy.test(code)) {
		readScript(draft, sliceOf(draft.text, 0, draft.text.length), 'sh');
	}
}

/** What a piece has that was not copied out of the text of a step. */
const groovy = /[{}]|'''|"""|\b(?:sh|bat|powershell|pwsh|image|agent|def|docker)\b/;

/** The text with blanks for its comments, so that all offsets stay; an address has two slashes too. */
function withoutComments(text: string): string {
	return text.replaceAll(/\/\*[^]*?\*\/|(?<=^|[\s;{}])\/\/[^\n]*/g, (found) =>
		found.replaceAll(/[^\n]/g, ' '),
	);
}
