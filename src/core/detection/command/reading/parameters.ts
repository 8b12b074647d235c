import { type Command, type Parameter, unknownText, type Word } from './reading.ts';

/** Words that the parameters of one line may come to, so that the work stays in proportion. */
const mostWords = 256;

/**
 * The commands with the parameters of the shell or function in their places: `args` from `$1` on, and what `$0` is.
 * `shift` takes the first ones away. Links between the commands stay.
 */
export function withParameters(
	commands: readonly Command[],
	args: readonly Word[],
	zeroth?: Word,
): readonly Command[] {
	const filled = new Map<Command, Command>();
	let given = args;
	let left = mostWords;
	for (const command of commands) {
		const words = command.words.flatMap((word) => {
			const values = fill(word, given, zeroth, left);
			left -= values.length;
			return values;
		});
		const { pipedFrom, inner } = command;
		filled.set(command, {
			...command,
			words,
			pipedFrom: pipedFrom === undefined ? undefined : (filled.get(pipedFrom) ?? pipedFrom),
			inner: inner?.map((one) => filled.get(one) ?? one),
		});
		if (words[0]?.text === 'shift') {
			given = given.slice(Number(words[1]?.text ?? 1) || 1);
		}
	}
	return [...filled.values()];
}

/** Whether any word has a parameter in it. */
export function takesParameters({ words }: Command): boolean {
	return words.some(({ parameters }) => parameters !== undefined);
}

function fill(word: Word, args: readonly Word[], zeroth: Word | undefined, left: number): readonly Word[] {
	const { parameters, text } = word;
	if (parameters === undefined || left < args.length) {
		return [word];
	}
	const all = [zeroth?.text, ...args.map((arg) => arg.text)];
	const [only] = parameters;
	if (only?.all === true && text.length === 1) {
		return all.slice(only.from).map((value = '') => ({ ...word, text: value, parameters: undefined }));
	}
	let whole = '';
	let from = 0;
	for (const parameter of parameters) {
		whole += text.slice(from, parameter.at) + (valueOf(parameter, all) ?? unknownText);
		from = parameter.at + 1;
	}
	return [{ ...word, text: whole + text.slice(from), parameters: undefined }];
}

function valueOf({ from, all: isAll }: Parameter, all: readonly (string | undefined)[]): string | undefined {
	return isAll ? all.slice(from).join(' ') : all[from];
}
