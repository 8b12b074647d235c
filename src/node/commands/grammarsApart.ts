import { type ChildProcess, fork } from 'node:child_process';
import type { CommandSignal } from '../../core/detection/signal.ts';
import type { ParseText, ShellGrammars } from '../../core/detection/syntax.ts';
import type { GrammarAnswer, GrammarQuestion } from './grammarQuestion.ts';
import { type StartTimer, systemTimer } from '../timers.ts';

/** The grammars in a process of their own, so that neither their memory nor a slow line is felt where they are asked. */
export interface GrammarsApart {
	/**
	 * What the grammars say of this line, as grammars that know it alone; `undefined` where they could not be asked or
	 * did not answer within five seconds.
	 */
	read(signal: CommandSignal): Promise<ShellGrammars | undefined>;
}

/** Where the grammars lie, and `grammarProgram`, which reads with them: built, or as it stands. */
export interface GrammarPlaces {
	readonly folder: string;
	readonly program: string;
}

interface Waiting {
	readonly signal: CommandSignal;
	readonly settle: (grammars: ShellGrammars | undefined) => void;
}

/** Milliseconds until a process that does not answer is ended, and one that nobody asks. */
const patience = 5_000;
const idle = 60_000;

/** The process is started by the first line, and ends a minute after the last or with this one. */
export function createGrammarsApart(
	places: GrammarPlaces,
	startTimer: StartTimer = systemTimer,
): GrammarsApart {
	const waiting = new Map<number, Waiting>();
	let child: ChildProcess | undefined;
	let stopTimer = () => {};
	let lastId = 0;

	function settle({ id, tree }: GrammarAnswer): void {
		const asked = waiting.get(id);
		waiting.delete(id);
		if (waiting.size === 0) {
			child?.channel?.unref();
		}
		endAfter(waiting.size === 0 ? idle : patience);
		asked?.settle(tree === undefined ? undefined : grammarsOf(asked.signal.text, tree));
	}

	function forget(ended: ChildProcess): void {
		if (child === ended) {
			stopTimer();
			child = undefined;
			const left = [...waiting.values()];
			waiting.clear();
			left.forEach((asked) => asked.settle(undefined));
		}
	}

	function endAfter(milliseconds: number): void {
		stopTimer();
		stopTimer = startTimer(() => {
			const ended = child;
			ended?.kill('SIGKILL');
			if (ended !== undefined) {
				forget(ended);
			}
		}, milliseconds);
	}

	return {
		read: async (signal) =>
			await new Promise((resolve) => {
				child ??= startProgram(places, settle, forget);
				lastId += 1;
				if (waiting.size === 0) {
					child.channel?.ref();
					endAfter(patience);
				}
				waiting.set(lastId, { signal, settle: resolve });
				const question: GrammarQuestion = { id: lastId, shell: signal.shell, text: signal.text };
				const asked = child;
				asked.send(question, (error) => {
					if (error !== null) {
						forget(asked);
					}
				});
			}),
	};
}

function startProgram(
	{ folder, program }: GrammarPlaces,
	onAnswer: (answer: GrammarAnswer) => void,
	onEnd: (ended: ChildProcess) => void,
): ChildProcess {
	// An editor's own runtime is Node only when it is told so.
	const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
	const started = fork(program, [folder], { env, execArgv: [], stdio: 'ignore' });
	started.on('message', onAnswer);
	started.on('error', () => onEnd(started));
	started.on('exit', () => onEnd(started));
	started.unref();
	started.channel?.unref();
	return started;
}

/** Grammars that know what was answered for `asked`; any other text they do not understand. */
function grammarsOf(asked: string, { hasError, ranges }: NonNullable<GrammarAnswer['tree']>): ShellGrammars {
	const parse: ParseText = (text, read) =>
		read({
			hasError: hasError || text !== asked,
			descendantsOfType: (types) => ranges.filter(({ type }) => types.includes(type)),
		});
	return { bash: parse, powershell: parse };
}
