import { skipOptions } from './options.ts';
import type { Command, Word } from './reading.ts';
import { changed, listed, type Scene } from './scene.ts';
import { longestKey } from './table.ts';
import { reportNames } from './mentions.ts';
import { wrappers } from './wrappers.ts';

const keepsFunctions = new Set(['time', 'noglob', 'nocorrect', 'coproc']);
const nothing: ReadonlySet<string> = new Set();

/** Programs that run the command on the rest of their line: the table in `wrappers.ts`. */
export function interpretWrapper(scene: Scene, name: string, words: readonly Word[], command: Command): boolean {
	const found = longestKey(wrappers, name, words);
	if (found === undefined) {
		return false;
	}
	const { entry, used } = found;
	const { words: rest, taken, options } = skipOptions(words.slice(used), entry.values, entry.text);
	if (options.some((option) => listed(entry.asks, option))) {
		reportNames(scene, rest, 'query');
		return true;
	}
	const inner: Scene = {
		...changed(scene, entry.where === undefined ? {} : { where: entry.where }),
		functions: keepsFunctions.has(name) ? scene.functions : nothing,
	};
	for (const text of taken) {
		inner.interpretText(inner, text.text, 'sh', text);
	}
	const dashes = words.findIndex((word) => word.text === '--');
	if (entry.afterDashes === true) {
		const late = dashes < 0 ? rest.flatMap((word, at) => (listed(entry.text, word.text) ? [at] : [])) : [];
		for (const at of late) {
			inner.interpretText(inner, rest[at + 1]?.text ?? '', 'sh', rest[at + 1]);
		}
		return dashes < 0 || runRest(inner, words.slice(dashes + 1), command, entry.shell) || true;
	}
	if (taken.length > 0 && name !== 'env') {
		return true;
	}
	let own = name === 'script' && taken.length > 0 ? 0 : (entry.skip ?? 0);
	let at = 0;
	while (own > 0 && at < rest.length) {
		own -= 1;
		at += 1;
	}
	if (rest[at]?.text === '--') {
		at += 1;
	}
	// Options may also stand behind the wrapper's own words: `ssh host -t command`.
	const behind = at > 0 ? skipOptions(rest.slice(at), entry.values, undefined).words : rest;
	let start = 0;
	if (entry.assignments === true) {
		while (/^\w+=/.test(behind[start]?.text ?? '')) {
			start += 1;
		}
	}
	runRest(inner, behind.slice(start), command, entry.shell);
	return true;
}

/** Runs the words behind a wrapper; where it hands them to a shell, they are one text. */
function runRest(scene: Scene, words: readonly Word[], command: Command, shell: boolean | undefined): boolean {
	const [first] = words;
	if (first === undefined) {
		return false;
	}
	if (shell === true) {
		const text = words.map((word) => word.text).join(' ');
		scene.interpretText(scene, text, 'sh', words.length === 1 ? first : { ...first, end: words.at(-1)?.end ?? first.end });
		return true;
	}
	return scene.interpretWords(scene, words, command);
}
