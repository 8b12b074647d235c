import { identify, programName } from './naming/identify.ts';
import { installers } from './installing/installers.ts';
import { interpretNamedInstaller } from './installing/namedInstallers.ts';
import { ordinary } from './launching/ordinary.ts';
import { matchPackage } from './naming/packages.ts';
import { type Command, unknownText, type Word } from './reading/reading.ts';
import { runners } from './installing/runners.ts';
import { report, type Scene } from './scene.ts';
import { shellNamed } from './launching/shells.ts';
import { longestKey } from './table.ts';
import { wrappers } from './launching/wrappers.ts';

/** Options with which assistants no longer ask before they act. */
const unleashing = /^--(?:dangerously-[a-z-]+|yolo|full-auto|allow-all-tools|yes-always|trust-all-tools)$/;

/** What scripts call their own functions that run what is behind them: `run_with_timeout 60 x -p`, `retry 3 x -p`. */
const startsGiven =
	/^(?:[a-z\d]+_)*(?:run|exec|execute|with|retry|timeout|timed|try|attempt|invoke|spawn|launch|limited|quietly|silently)(?:_[a-z\d]+)*$/;

/**
 * Programs that nobody knows may start others as well: scripts that take a command behind `--`, functions that put
 * something around a shell or an installer, variables that hold a program. What they start is at most `likely`, and
 * `possible` where nothing but the function's own name says that it starts anything.
 */
export function interpretUnknown(
	scene: Scene,
	name: string,
	words: readonly Word[],
	command: Command,
): boolean {
	if (ordinary.has(name) || name === '' || name.startsWith('-')) {
		return interpretCrontab(scene, words, command);
	}
	const cap = scene.cap === 'certain' ? 'likely' : scene.cap;
	const likely: Scene = { ...scene, cap, functions: new Set() };
	const behind = words.slice(words.findIndex((word) => word.text === '--') + 1);
	const [first, ...rest] = behind;
	if (first !== undefined && behind.length < words.length && starts(scene, first, rest)) {
		return scene.interpretWords(likely, behind, command);
	}
	return (
		interpretStarted(likely, name, words, command) ||
		interpretInFile(likely, name, words, command) ||
		interpretOther(likely, words, command) ||
		interpretCrontab(scene, words, command)
	);
}

/** An assistant that stands behind other words. */
function interpretStarted(likely: Scene, name: string, words: readonly Word[], command: Command): boolean {
	const at = name === unknownText ? findAssistant(likely, words) : findUnleashed(likely, words);
	if (at > 0) {
		return likely.interpretWords(likely, words.slice(at), command);
	}
	const startsIt = name.length < 64 && startsGiven.test(words[0]?.text ?? '');
	const called = startsIt ? findAssistant(likely, words) : -1;
	return called > 0 && likely.interpretWords({ ...likely, cap: 'possible' }, words.slice(called), command);
}

/** A shell, a runner or an installer that stands behind other words. */
function interpretOther(likely: Scene, words: readonly Word[], command: Command): boolean {
	for (let at = 1; at < Math.min(words.length - 1, 8); at += 1) {
		if (startsOther(words.slice(at))) {
			return likely.interpretWords(likely, words.slice(at), command);
		}
	}
	return false;
}

/** What is worth a look only in files: installers in variables and in names of functions, commands that are handed on. */
function interpretInFile(scene: Scene, name: string, words: readonly Word[], command: Command): boolean {
	if (!scene.everyFunction) {
		return false;
	}
	interpretNamedInstaller(scene, words, command);
	if (handsOn.test(name) || /^\.{0,2}\/.*\.\w+$/.test(words[0]?.text ?? '')) {
		interpretTexts(scene, name, words.slice(1));
	}
	return name.includes(unknownText) && installByUnknown(scene, words);
}

/** A program in a variable that installs: `& $npm install -g x`, `"$PIP" install x`. Names that only a package has count. */
function installByUnknown(scene: Scene, words: readonly Word[]): boolean {
	const verb = words.findIndex(({ text }) => /^(?:install|add|i)$/.test(text));
	if (verb < 1 || verb > 4) {
		return false;
	}
	let seen = false;
	for (const word of words.slice(verb + 1)) {
		const found = /[-@/]|==/.test(word.text)
			? (matchPackage(scene.fingerprints, 'npm', word.text) ??
				matchPackage(scene.fingerprints, 'pypi', word.text))
			: undefined;
		if (found !== undefined) {
			report(scene, word, { ...found, use: 'install' });
			seen = true;
		}
	}
	return seen;
}

/** What scripts call their own functions that carry out a command which they are given as one text. */
const handsOn =
	/^(?!(?:.*[_-])?(?:print|log|show|echo|say|hint|info|help|doc|usage)(?:$|[_-])).*(?:^|_|-)(?:run|exec|execute|retry|try|install|spin|eval|step|task|cmd|command|as)(?:$|_|-)/;

/** What is fetched is handed on: `curl https://… | bash`. */
const fetched =
	/^(?:curl|wget)\s[^|]*(?:https?:|\s[\w-]+(?:\.[\w-]+)+[\s/])[^|]*\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b/;

/** Functions that are given the name of what they look at. */
const isTest = /(?:^|[^a-z])(?:tests?|cases?|check|assert|title|expect)(?:$|[^a-z])/;

/** Texts that begin with a package manager, a runner, a shell or a certain call, or fetch something; others may be titles. */
function interpretTexts(scene: Scene, name: string, words: readonly Word[]): void {
	for (const [index, word] of words.slice(0, 8).entries()) {
		const parts = word.quoted ? word.text.split(/\s+/).map((text) => ({ ...word, text })) : [];
		if (
			parts.length > 1 &&
			// A call behind other words is more likely a case that is tested.
			(startsOther(parts) ||
				(index === 0 && !isTest.test(name) && callsCertainly(scene, parts)) ||
				fetched.test(word.text))
		) {
			scene.interpretText(scene, word.text, scene.shell, word);
		}
	}
}

/** An assistant with an option or a subcommand at once: a title would go on in words. */
function callsCertainly({ catalog }: Scene, [first, second, ...rest]: readonly Word[]): boolean {
	const isCalled = second !== undefined && (second.text.startsWith('-') || isSubcommand.test(second.text));
	const path = first?.text ?? '';
	return (
		isCalled &&
		identify(catalog, { name: programName(path), path, rest: [second, ...rest] })?.certainty === 'certain'
	);
}

const isSubcommand = /^(?:exec|run|chat|mcp|login|auth|session|resume|review|update|serve)$/;

/**
 * Behind variables whose values are not known (`"$TIMEOUT" 60 x -p`) stands the command that they are put in front of,
 * where it is called with options or is certain by its words. -1 where there is none.
 */
function findAssistant(scene: Scene, words: readonly Word[]): number {
	const at = words.findIndex((word, index) => index > 0 && !/^(?:-.*|[\d.]+[smhd]?|\0)$/s.test(word.text));
	const word = words[at];
	const rest = words.slice(at + 1);
	const isCalled = rest.some(({ text }) => text.startsWith('-') || isSubcommand.test(text));
	if (word === undefined || at > 6 || !isCalled) {
		return -1;
	}
	const call = { name: programName(word.text), path: word.text, rest };
	return identify(scene.catalog, call) === undefined ? -1 : at;
}

/** Where an assistant stands that is let loose: no other program has an option like that. -1 where there is none. */
function findUnleashed(scene: Scene, words: readonly Word[]): number {
	const at = words.findIndex(({ text }) => unleashing.test(text)) - 1;
	const word = words[at];
	if (word === undefined || at < 1 || words[at - 1]?.text.startsWith('-') === true) {
		return -1;
	}
	const call = { name: programName(word.text), path: word.text, rest: words.slice(at + 1) };
	return identify(scene.catalog, call) === undefined ? -1 : at;
}

/** A shell with a command line, a runner, or an installer that installs: words that hardly mean anything else. */
function startsOther(words: readonly Word[]): boolean {
	const [first, second] = words;
	const name = programName(first?.text ?? '');
	if (shellNamed(name) !== undefined && /^-[a-zA-Z]*c/i.test(second?.text ?? '')) {
		return true;
	}
	return longestKey(runners, name, words) !== undefined || installs(name, words);
}

/** Whether the words behind `--` can be a command at all. */
function starts(scene: Scene, first: Word, rest: readonly Word[]): boolean {
	const name = programName(first.text);
	return (
		identify(scene.catalog, { name, path: first.text, rest }) !== undefined ||
		shellNamed(name) !== undefined ||
		Object.hasOwn(wrappers, name) ||
		longestKey(runners, name, [first, ...rest]) !== undefined
	);
}

/** A package manager with a word behind it that installs. */
function installs(name: string, words: readonly Word[]): boolean {
	const found = longestKey(installers, name, words);
	return (
		found !== undefined &&
		words.slice(found.used).some(({ text }) => found.entry.install.split(' ').includes(text))
	);
}

/** A line of a crontab: five fields of time, then a command. */
function interpretCrontab(scene: Scene, words: readonly Word[], command: Command): boolean {
	const fields = words.slice(0, 5);
	if (
		fields.length < 5 ||
		words.length < 6 ||
		!fields.every(({ text }) => /^(?:\*|\d+)(?:[-/,*\d]*)$/.test(text))
	) {
		return false;
	}
	return scene.interpretWords(scene, words.slice(5), command);
}
