import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type ShellKind, shellKinds } from '../../../../../src/core/detection/signal.ts';
import { readText } from '../../../../../src/core/detection/command/reading/readText.ts';
import type { ShellGrammars } from '../../../../../src/core/detection/syntax.ts';
import { sharedData } from '../../../../support/sharedData.ts';
import { commandCases } from '../commandCases.ts';
import type { Form, Line } from './change.ts';

const labelled = path.join(sharedData, 'commands.dev.jsonl');

/** The project's own lines, and the labelled ones where they are there. */
export function wholeLines(grammars: ShellGrammars): readonly Line[] {
	const own = commandCases.flatMap(({ shell, cases }) => cases.map(([text]) => ({ text, shell })));
	const lines = [...own, ...labelledLines()].flatMap(({ text, shell }): readonly Line[] => {
		const form = formOf(text, shell, grammars);
		return form === undefined ? [] : [{ text, shell, form }];
	});
	// A program and its plain words are the same in every shell.
	const everywhere = lines.filter(({ form, shell }) => form === 'words' && shell === 'bash');
	const others = shellKinds.filter((shell) => shell !== 'bash');
	return [
		...lines,
		...others.flatMap((shell) =>
			everywhere.flatMap((line) =>
				// cmd.exe takes such a path for options.
				shell === 'cmd' && /^[./~]/.test(line.text) ? [] : [{ ...line, shell }],
			),
		),
	];
}

function labelledLines(): readonly { readonly text: string; readonly shell: ShellKind }[] {
	if (!existsSync(labelled)) {
		return [];
	}
	return readFileSync(labelled, 'utf8')
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as { readonly cmd: string; readonly shell: ShellKind })
		.map(({ cmd, shell }) => ({ text: cmd, shell }));
}

/** What the shell itself does, or a function, so that no other program can. */
const ownWords =
	/^(?:alias|abbr|unalias|bg|break|builtin|case|cd|command|complete|continue|coproc|declare|do|done|echo|elif|else|esac|eval|exec|exit|export|fg|fi|for|foreach|function|goto|hash|if|jobs|local|noglob|popd|pushd|read|readonly|rem|repeat|return|select|set|shift|source|then|time|trap|type|typeset|ulimit|umask|unset|until|wait|whence|while|doskey|call|start|title|begin|end|and|or|not|switch|throw|try|retry|run_with_timeout)$/i;

/** `undefined`: a piece of a script, or what a frame would change the meaning of. */
function formOf(text: string, shell: ShellKind, grammars: ShellGrammars): Form | undefined {
	if (!isWhole(text, shell, grammars)) {
		return undefined;
	}
	const [first = ''] = text.split(/\s/, 1);
	const isWindows = shell === 'pwsh' || shell === 'cmd';
	const startsProgram =
		(isWindows ? /^[\w.][\w./:+\\-]*$/ : /^[\w.~/@:+-]+$/).test(first) &&
		!ownWords.test(first) &&
		!isCmdlet(first, shell);
	const plain = /^[\w.~/@:+ -]+$/.test(text) && !/^ | $| {2}/.test(text) && !/[\s]~|^~/.test(text);
	return startsProgram ? (plain ? 'words' : 'command') : 'list';
}

function isWhole(text: string, shell: ShellKind, grammars: ShellGrammars): boolean {
	const grammar = shell === 'pwsh' ? grammars.powershell : grammars.bash;
	const isRead =
		shell === 'cmd' ||
		(shell === 'fish' ? isClosedInFish(text) : !grammar(text, (root) => root.hasError));
	return (
		isRead &&
		readText(text, shell).problem === undefined &&
		!/\b(?:alias|abbr|sal|nal|doskey|exit|return)\b|<[a-z-]+>|\\$|^\s*#/im.test(text)
	);
}

function isClosedInFish(text: string): boolean {
	return !/\b(?:if|for|while|begin|switch|function)\b/.test(text) || /\bend\b/.test(text);
}

/** PowerShell's own commands are no programs. */
function isCmdlet(name: string, shell: ShellKind): boolean {
	return shell === 'pwsh' && /^(?:[a-z]+-[a-z]+|irm|iwr|iex|gcm|cd|ls|cat|saps|sls)$/i.test(name);
}
