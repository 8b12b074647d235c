import type { ArgumentTable, Assistant, OptionMeaning } from '../catalog/assistant.ts';
import type { Decision } from '../decision/decide.ts';
import type { CompiledPolicy, SanctionedAssistant } from '../policy/compile.ts';
import type { Reader } from '../wording/reader.ts';

/** What a launcher offers to run instead, where somebody is there to answer. */
export interface LauncherOffer {
	/** The question, cut where the command is shown. */
	readonly question: readonly [before: string, after: string];
	/** Comes before the words that the sanctioned command is not given. */
	readonly leftOut: string;
	/** Shown where the program is not installed; may be empty. */
	readonly install: string;
	readonly program: string;
	/** Words of the command after the program. */
	readonly words: readonly string[];
	readonly rules: readonly ArgumentRule[];
}

/** What becomes of one option, or of a first word, of the banned command. */
export interface ArgumentRule {
	readonly name: string;
	readonly takes: 'none' | 'one' | 'optional' | 'many';
	/**
	 * `leaveOut` it with its words, give the other `option` alone or with its words (`optionAndWords`), or give it
	 * `beforePrompt`, which it takes as its word. `stop`: the call means something that cannot be offered at all.
	 */
	readonly gives: 'leaveOut' | 'option' | 'optionAndWords' | 'beforePrompt' | 'stop';
	/** The sanctioned command's option; empty when there is none. */
	readonly to: string;
}

/** Meanings whose words are the assistant's own: another knows neither its models nor its sessions. */
const ownWords: ReadonlySet<OptionMeaning> = new Set(['model', 'resume']);

/**
 * What the launcher of the banned command offers for `decision`; `undefined` where the sanctioned assistant has no plain
 * command. Where the catalog does not know how one of the two is called, only its bare command can be offered.
 */
export function launcherOffer(
	policy: CompiledPolicy,
	decision: Decision,
	{ translate }: Reader,
): LauncherOffer | undefined {
	const { replacement, finding } = decision;
	const terminal = replacement?.entry.terminal;
	const command = plainWords(terminal?.command ?? '');
	if (replacement === undefined || command === undefined) {
		return undefined;
	}
	const [program, ...words] = command;
	const from = policy.catalog.byId.get(finding.assistant ?? '');
	const mark = '\0';
	const [before = '', after = ''] = translate('Run {command} instead?', { command: mark }).split(mark);
	return {
		question: [before, after],
		leftOut: translate('Left out:'),
		install:
			terminal?.install === undefined
				? ''
				: translate('To install it: {command}', { command: terminal.install }),
		program,
		words,
		rules: argumentRules(from?.arguments, sanctionedTable(policy, replacement, program)),
	};
}

function sanctionedTable(
	policy: CompiledPolicy,
	{ entry }: SanctionedAssistant,
	program: string,
): ArgumentTable | undefined {
	const named = entry.assistants
		.map((id): Assistant | undefined => policy.catalog.byId.get(id))
		.find((assistant) => assistant?.commands?.includes(program) === true);
	return named?.arguments;
}

/** How calls of `from` become calls of `to`. Nothing is said of an option that `from` is not known to have. */
export function argumentRules(
	from: ArgumentTable | undefined,
	to: ArgumentTable | undefined,
): readonly ArgumentRule[] {
	const stops = (from?.subcommands ?? []).map((name): ArgumentRule => ({
		name,
		takes: 'none',
		gives: 'stop',
		to: '',
	}));
	const options = (from?.options ?? []).flatMap(({ names, value, means }) => {
		const other = to?.options.find((option) => means !== undefined && option.means === means);
		// A subcommand would have to come first; options may be anywhere.
		const option = other?.names.find((name) => name.startsWith('-'));
		return names.map((name): ArgumentRule => {
			if (means === undefined || other === undefined || option === undefined) {
				return { name, takes: value, gives: 'leaveOut', to: '' };
			}
			return { name, takes: value, ...outcome(means, value, other.value, option) };
		});
	});
	return [...stops, ...options];
}

function outcome(
	means: OptionMeaning,
	takes: ArgumentRule['takes'],
	otherTakes: ArgumentRule['takes'],
	to: string,
): Pick<ArgumentRule, 'gives' | 'to'> {
	if (ownWords.has(means)) {
		// `--resume` without a session lets people choose one; `--model` without a model is nothing.
		return otherTakes === 'optional' ? { gives: 'option', to } : { gives: 'leaveOut', to: '' };
	}
	if (takes === 'none') {
		return { gives: otherTakes === 'none' ? 'option' : 'beforePrompt', to };
	}
	// What was the option's word becomes the prompt where the other's option takes none.
	return { gives: 'optionAndWords', to };
}

/** The words of a command that every shell takes as they stand. */
function plainWords(command: string): readonly [program: string, ...words: string[]] | undefined {
	const [program, ...words] = command.split(' ').filter(Boolean);
	const isPlain = (word: string): boolean => /^[A-Za-z0-9][\w./:@+=-]*$|^--?[A-Za-z][\w-]*$/.test(word);
	return program !== undefined && [program, ...words].every(isPlain) ? [program, ...words] : undefined;
}
