import { positionals, skipOptions } from './options.ts';
import type { Command, Word } from '../reading/reading.ts';
import { listed, type Scene } from '../scene.ts';
import { longestKey } from '../table.ts';
import { reportNames } from '../mentions.ts';
import { behindOwnWords, withoutPairs } from './unwrapped.ts';
import { type Wrapper, wrappers } from './wrappers.ts';

const keepsFunctions = new Set(['time', 'noglob', 'nocorrect', 'coproc']);
const nothing: ReadonlySet<string> = new Set();

/** Programs that run the command on the rest of their line: the table in `wrappers.ts`. */
export function interpretWrapper(
	scene: Scene,
	name: string,
	words: readonly Word[],
	command: Command,
): boolean {
	const found = wrapperOf(scene, name, words);
	if (found === undefined) {
		return false;
	}
	const { entry, used } = found;
	const {
		words: rest,
		taken,
		options,
	} = skipOptions(withoutPairs(words.slice(used), entry.pairs), entry.values, entry.text);
	if (options.some((option) => listed(entry.asks, option))) {
		reportNames(scene, rest, 'query');
		return true;
	}
	const inner: Scene = {
		...scene,
		where: entry.where ?? scene.where,
		functions: keepsFunctions.has(name) ? scene.functions : nothing,
	};
	for (const text of taken) {
		inner.interpretText(inner, text.text, 'sh', text);
	}
	if (entry.afterDashes === true) {
		runBehindDashes(inner, words, command, entry);
	} else if (taken.length === 0 || name === 'env') {
		const behind = behindOwnWords(rest, entry);
		for (const text of behind.taken) {
			inner.interpretText(inner, text.text, 'sh', text);
		}
		runRest(inner, behind.taken.length === 0 ? behind.words : [], command, entry);
	}
	return true;
}

/** The table's entry. A dash alone is zsh's; elsewhere it begins an item of a list in a text. */
function wrapperOf(
	{ shell }: Scene,
	name: string,
	words: readonly Word[],
): ReturnType<typeof longestKey<Wrapper>> {
	return name === '-' && shell !== 'zsh' ? undefined : longestKey(wrappers, name, words);
}

/** What follows `--`, and options with a command line that stand behind other words: `su me -c 'command'`. */
function runBehindDashes(scene: Scene, words: readonly Word[], command: Command, entry: Wrapper): void {
	const dashes = words.findIndex((word) => word.text === '--');
	if (dashes >= 0) {
		runRest(scene, words.slice(dashes + 1), command, entry);
		return;
	}
	const first = skipOptions(words.slice(1), entry.values, entry.text).words;
	for (const text of positionals(first, entry.values, entry.text).taken) {
		scene.interpretText(scene, text.text, 'sh', text);
	}
}

/** Runs the words behind a wrapper; where it hands them to a shell, they are one text. */
function runRest(scene: Scene, words: readonly Word[], command: Command, { shell }: Wrapper): void {
	const [first] = words;
	if (first === undefined) {
		return;
	}
	if (shell === true) {
		const text = words.map((word) => word.text).join(' ');
		scene.interpretText(scene, text, 'sh', { ...first, end: words.at(-1)?.end ?? first.end });
	} else {
		scene.interpretWords(scene, words, command);
	}
}
