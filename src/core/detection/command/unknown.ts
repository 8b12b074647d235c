import { identify, programName } from './identify.ts';
import { installers } from './installers.ts';
import { ordinary } from './ordinary.ts';
import { type Command, type Word, unknownText } from './reading.ts';
import { runners } from './runners.ts';
import { changed, type Scene } from './scene.ts';
import { shellNamed } from './shells.ts';
import { longestKey } from './table.ts';
import { wrappers } from './wrappers.ts';

/**
 * Programs that nobody knows may start others as well: scripts that take a command behind `--`, functions that put
 * something around a shell or an installer, variables that hold a program. What they start is at most `likely`.
 */
export function interpretUnknown(scene: Scene, name: string, words: readonly Word[], command: Command): boolean {
	if (ordinary.has(name) || name === '' || name.startsWith('-')) {
		return isCrontab(scene, words, command);
	}
	const likely: Scene = { ...changed(scene, { cap: scene.cap === 'certain' ? 'likely' : scene.cap }), functions: new Set() };
	const dashes = words.findIndex((word) => word.text === '--');
	const behind = dashes < 0 ? [] : words.slice(dashes + 1);
	const [first, ...rest] = behind;
	if (first !== undefined && starts(scene, first, rest)) {
		return scene.interpretWords(likely, behind, command);
	}
	for (let at = 1; at < Math.min(words.length, 8); at += 1) {
		const word = words[at];
		const next = words[at + 1];
		if (word === undefined || next === undefined) {
			break;
		}
		const inner = programName(word.text);
		const isShell = shellNamed(inner) !== undefined && /^-[a-zA-Z]*c/i.test(next.text);
		if (isShell || longestKey(runners, inner, words.slice(at)) !== undefined || installs(inner, words.slice(at))) {
			return scene.interpretWords(likely, words.slice(at), command);
		}
	}
	return isCrontab(scene, words, command);
}

/** Whether the words behind `--` can be a command at all. */
function starts(scene: Scene, first: Word, rest: readonly Word[]): boolean {
	const name = programName(first.text);
	return (
		identify(scene.catalog, name, first.text, rest) !== undefined ||
		shellNamed(name) !== undefined ||
		Object.hasOwn(wrappers, name) ||
		longestKey(runners, name, [first, ...rest]) !== undefined
	);
}

/** A package manager with a word behind it that installs. */
function installs(name: string, words: readonly Word[]): boolean {
	const found = longestKey(installers, name, words);
	return found !== undefined && words.slice(found.used).some(({ text }) => found.entry.install.split(' ').includes(text));
}

/** A line of a crontab: five fields of time, then a command. */
function isCrontab(scene: Scene, words: readonly Word[], command: Command): boolean {
	const fields = words.slice(0, 5);
	if (fields.length < 5 || words.length < 6 || !fields.every(({ text }) => /^(?:\*|\d+)(?:[-/,*\d]*)$/.test(text))) {
		return false;
	}
	return scene.interpretWords(scene, words.slice(5), command) || words[0]?.text === unknownText;
}
