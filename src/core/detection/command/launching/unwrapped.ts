import { programName } from '../naming/identify.ts';
import { type Positionals, skipOptions } from './options.ts';
import type { Word } from '../reading/reading.ts';
import { listed } from '../scene.ts';
import { longestKey } from '../table.ts';
import { type Wrapper, wrappers } from './wrappers.ts';

/** The command behind programs that do nothing to its output: `sudo -u me cat` is `cat`. */
export function unwrapped(words: readonly Word[]): readonly Word[] {
	let rest = words;
	for (let round = 0; round < 8; round += 1) {
		const found = longestKey(wrappers, programName(rest[0]?.text ?? ''), rest);
		if (found === undefined || found.entry.afterDashes === true || found.entry.where !== undefined) {
			return rest;
		}
		const { entry, used } = found;
		const own = skipOptions(withoutPairs(rest.slice(used), entry.pairs), entry.values, entry.text);
		if (own.options.some((option) => listed(entry.asks, option))) {
			return rest;
		}
		rest = behindOwnWords(own.words, entry).words;
	}
	return rest;
}

/** The words without the options that take two of them. */
export function withoutPairs(words: readonly Word[], pairs: string | undefined): readonly Word[] {
	if (pairs === undefined) {
		return words;
	}
	const kept: Word[] = [];
	for (let at = 0; at < words.length; at += 1) {
		const word = words[at];
		if (word !== undefined && listed(pairs, word.text)) {
			at += 2;
		} else if (word !== undefined) {
			kept.push(word);
		}
	}
	return kept;
}

/** Skips the wrapper's own words, options behind them (`ssh host -t command`) and assignments. */
export function behindOwnWords(words: readonly Word[], entry: Wrapper): Pick<Positionals, 'words' | 'taken'> {
	const own = entry.skip ?? 0;
	const plain = words.slice(own);
	const { words: rest, taken } =
		own > 0 ? skipOptions(plain, entry.values, entry.text) : { words: plain, taken: [] };
	const start = entry.assignments === true ? rest.findIndex((word) => !/^\w+=/.test(word.text)) : 0;
	return { words: start < 0 ? [] : rest.slice(start), taken };
}
