import type { Certainty } from '../../finding.ts';
import { certain, type Draft, type Match, note } from '../draft.ts';
import type { Line } from '../lines.ts';
import { ownerOfVariable } from '../naming/environmentNames.ts';
import { anyOf } from '../patterns.ts';
import { isSpoken } from './spoken.ts';

/** A name that is set, put into an environment, or asked for from a store of secrets. */
const variable = anyOf(
	[
		// `NAME=x`, `NAME: x`, `"NAME": x`, a name that ends its line.
		/(?<![\w$-]|\$\{)([A-Za-z]\w*_\w*)["']?\s*(?:[:=?]|,?$)/,
		/^\s*(?:ENV|ARG)\s+(\w+)\b/,
		/\b(?:set\s+-\w+|setx|secrets\.|SetEnvironmentVariable\(["']|variable: ?["']|\benv=)\s*(\w+)/,
		// What containers and hosts are given: `-e NAME`, `secret set NAME`, `--secret id=NAME`.
		/(?:\s|["'])(?:-e|--env)["']?[,\s=]\s*["']?([A-Z]\w+)(?![\w./-])/,
		/\b(?:secret|env|variable) (?:set|put|add) ([A-Z]\w+)/,
		/--secret[ =]["']?id=(\w+)/,
		// What is asked for, or taken over: `${NAME:?why}`, `own="${NAME:-x}"`, `[ -n "$NAME" ]`.
		/\$\{(\w+)(?::\?|\}\/)/,
		/^\s*(?:(?:local|export|readonly|declare)\s+)?\w+=["']?\$\{([A-Z]\w+)(?:[:}-])/,
		/\s-[nz]\s+"?\$\{?(\w+)/,
	],
	'g',
);

/** An action's input: variables of an environment have capitals. */
const actionInput = /^[ \t]*(?:- )?[a-z][a-z_-]*:/;

/** A word in front that sets nothing: what follows is part of a sentence. */
const afterWord =
	/(?<![\w$-])(?!(?:export|env|set|setx|run|then|do|else|sudo|declare|typeset|local|readonly|RUN|ENV|ARG|exec|time|and|or)\s)[A-Za-z]{2,}[ \t]+$/;

/** The variables and inputs that a line sets. */
export function readVariables(draft: Draft, line: Line): void {
	const { text, start } = line;
	// What an action's input is set to says nothing more: `gemini_api_key: ${{ secrets.GEMINI_API_KEY }}`.
	if (actionInput.test(text) && readInput(draft, line)) {
		return;
	}
	for (const match of text.includes('_') ? text.matchAll(variable) : []) {
		const name = match.slice(1).find((group) => group !== undefined) ?? '';
		const at = match.index + match[0].lastIndexOf(name);
		const range = [start + at, start + at + name.length] as const;
		const found = matchSecret(draft, name, text.slice(at + name.length)) ?? matchVariable(draft, name);
		const isOther =
			found === undefined || isSpoken(text, at) || isOtherName(text, name, at, found.certainty);
		if (!isOther && note(draft, { range, role: 'config' }, found) && actionInput.test(text)) {
			return;
		}
	}
}

/** `"$NAME/x"`, `${NAME:-x}` */
const takenVariable = /\$\{?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)/g;
/** Where it is not used: taken away, or asked for. */
const unused = /^\s*(?:unset|rm)\s|\s-[nz]\s+["']?$|\[\[?\s+["']?$/;

/** What an assistant sets for what it starts, or is set up by, where a script goes by it. Keys may be anybody's. */
export function readTakenVariables(draft: Draft, { text, start }: Line): void {
	for (const match of text.includes('$') ? text.matchAll(takenVariable) : []) {
		const name = match[1] ?? '';
		const at = match.index + match[0].length - name.length;
		const owner = matchVariable(draft, name);
		const isOwn = owner?.certainty === 'certain' && owner.assistant.kinds.includes('cli');
		if (isOwn && !isSpoken(text, at) && !unused.test(text.slice(0, match.index))) {
			const range = [start + at, start + at + name.length] as const;
			note(draft, { range, role: 'config' }, owner);
		}
	}
}

/** What takes a variable away. */
const cleared = /(?:^|[;&|])\s*(?:unset|Remove-Item)\b[^;&|]*$/;
/** Where it is only asked whether a store of secrets has one. */
const compared = /^\w+\s*[!=]=/;

/** Whether what looks like a variable is one of a script alone, the name of a job, or stands in a sentence; or nobody gets it. */
function isOtherName(text: string, name: string, at: number, certainty: Certainty): boolean {
	const before = text.slice(0, at);
	const isSecret = before.endsWith('secrets.');
	if (cleared.test(before) || (isSecret && compared.test(text.slice(at)))) {
		return true;
	}
	const behind = text.slice(at + name.length);
	// Variables of an environment have capitals, inputs of actions have none.
	const hasCapitals = name !== name.toLowerCase();
	if (certainty === 'certain') {
		return !hasCapitals && (/^\s*(?:local|typeset)\s/.test(text) || behind.startsWith('=('));
	}
	const isInput = hasCapitals || (actionInput.test(text) && !/^["']?\s*:\s*$/.test(behind));
	// A store of secrets has names of its own.
	return isSecret || !isInput || isOwnOfWorkflow(name, behind) || afterWord.test(before);
}

/** What an earlier step has put out, under a name of the workflow's own. */
const stepOutput = /^\s*:\s*["']?\$\{\{\s*(?:steps|needs)\./;

/** Whether a name that only begins as an assistant's do is the workflow's own: of an image that it builds, of an output. */
function isOwnOfWorkflow(name: string, behind: string): boolean {
	return stepOutput.test(behind) || /_IMAGE(?:_NAME|_TAG)?$/i.test(name);
}

const secretGiven = /^["']?\s*:\s*["']?\$\{\{\s*secrets\.(\w+)\s*\}\}/;

/** Whose a secret is by how its name begins, whatever input it is handed on to: `openai_api_key: ${{ secrets.CODEX_OPENAI_KEY }}`. */
function matchSecret(draft: Draft, input: string, behind: string): Match | undefined {
	const secret = input === input.toLowerCase() ? secretGiven.exec(behind)?.[1] : undefined;
	const found = matchVariable(draft, secret ?? '');
	return found?.certainty === 'likely' ? found : undefined;
}

/** An input that only one assistant's action has: `claude_args: …`, `codex-args: …`. */
function readInput(draft: Draft, { text, start }: Line): boolean {
	const [lead, name = ''] = /^\s*(?:- )?(?=([a-z]+(?:[-_][a-z]+)+):\s*\S)/.exec(text) ?? [];
	const range = [start + (lead?.length ?? 0), start + (lead?.length ?? 0) + name.length] as const;
	const { byEnvironment } = draft.names;
	// A workflow that hands it on may have a word in front: `additional_claude_args`.
	const owner =
		name === ''
			? undefined
			: (byEnvironment.get(name) ?? byEnvironment.get(name.replace(/^[a-z]+[-_](?=.*[-_])/, '')));
	return note(draft, { range, role: 'config' }, certain(owner, 'environment'));
}

/** The assistant that a variable is for. */
export function matchVariable({ names }: Draft, name: string): Match | undefined {
	const owner = ownerOfVariable(names, name);
	return owner && { ...owner, fingerprint: 'environment' };
}
