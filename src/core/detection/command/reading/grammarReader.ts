import type { ShellKind } from '../../signal.ts';
import type { ShellGrammars, SyntaxNode } from '../../syntax.ts';
import type { Command, Reading } from './reading.ts';
import { readPowershell } from './pwsh/pwshReader.ts';
import { readShell } from './sh/shReader.ts';

const bashNodes = ['command_name', 'declaration_command', 'unset_command', 'test_command'];
const powershellNodes = ['command_name', 'command_name_expr', 'foreach_command'];

/**
 * Has the shell's grammar judge the structure of a line that is more than simple commands: what it knows to be no
 * command is dropped, what `own` overlooked is added. Where the grammar does not understand the text (pieces of
 * scripts, fish), the own reading holds.
 */
export function readByGrammar(
	text: string,
	shell: ShellKind,
	own: Reading,
	grammars: ShellGrammars | undefined,
): Reading {
	if (shell === 'cmd' || shell === 'fish') {
		return own;
	}
	if (grammars === undefined) {
		return { ...own, problem: own.problem ?? 'grammarNotLoaded' };
	}
	const powershell = shell === 'pwsh';
	const parse = powershell ? grammars.powershell : grammars.bash;
	const known = parse(text, (root) => startsOf(root, nodesOf(shell)));
	return known === undefined ? own : judged(text, shell, own, known);
}

/** The types of nodes at which commands begin. */
export function nodesOf(shell: ShellKind): readonly string[] {
	return shell === 'pwsh' ? powershellNodes : bashNodes;
}

/** Where the grammar sees commands begin, or `undefined` where it does not understand the text. */
function startsOf(root: SyntaxNode, types: readonly string[]): ReadonlySet<number> | undefined {
	if (root.hasError) {
		return undefined;
	}
	return new Set(root.descendantsOfType(types).flatMap((node) => (node === null ? [] : [node.startIndex])));
}

function judged(text: string, shell: ShellKind, own: Reading, known: ReadonlySet<number>): Reading {
	if ([...known].some((start) => isBrace(text, start))) {
		return own;
	}
	const seen = new Set<number>();
	const commands = own.commands.filter((command) => {
		const start = command.words[0]?.start;
		if (start === undefined || command.apart === true || isExpression(command)) {
			return true;
		}
		seen.add(start);
		return known.has(start) || isExpanded(command, text);
	});
	for (const start of known) {
		if (!seen.has(start) && text[start] !== '(' && !isCovered(own.commands, start)) {
			commands.push(...readOne(text.slice(start), shell));
		}
	}
	// The grammar found no error, so what the own reading took for one is none.
	return { commands, plain: false };
}

/** No command is called so: the bash grammar takes the braces of `time { …; }` and `! { …; }` for words. */
function isBrace(text: string, start: number): boolean {
	const next = text.charAt(start + 1);
	return '{}'.includes(text.charAt(start)) && (next === '' || ' \t\n;'.includes(next));
}

/** A command of the same text whose words already hold the position. */
function isCovered(commands: readonly Command[], position: number): boolean {
	return commands.some((command) =>
		command.words.some(
			(word) => word.start <= position && position < word.end && word.start !== word.end,
		),
	);
}

/** The first command of a text that begins with it. */
function readOne(text: string, shell: ShellKind): readonly Command[] {
	const reading = shell === 'pwsh' ? readPowershell(text) : readShell(text, shell === 'zsh' ? 'zsh' : 'sh');
	return reading.commands.slice(0, 1);
}

/** A statement that is an expression: the reader keeps it as a command that the text does not have. */
function isExpression({ words }: Command): boolean {
	return words[0] !== undefined && words[0].start === words[0].end;
}

/** Names that are put together, or that variables and substitutions give, stand where the grammar sees others. */
function isExpanded({ words }: Command, text: string): boolean {
	const [first] = words;
	return first === undefined || first.quoted || /[$`(@]/.test(text.slice(first.start, first.end));
}
