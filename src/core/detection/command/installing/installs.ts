import type { Use } from '../../finding.ts';
import { identify, programName } from '../naming/identify.ts';
import type { Installer } from './installer.ts';
import { installers } from './installers.ts';
import { positionals, skipOptions } from '../launching/options.ts';
import { matchPackage, matchRepository } from '../naming/packages.ts';
import type { Command, Word } from '../reading/reading.ts';
import { type Runner, runners } from './runners.ts';
import { listed, report, type Scene } from '../scene.ts';
import { longestKey } from '../table.ts';

const leadingValues =
	'-C --prefix --cwd --dir --filter -F -w --workspace --registry --directory --project --loglevel -f --config';

/** Package managers and runners: the tables in `runners.ts` and `installers.ts`. */
export function interpretPackages(
	scene: Scene,
	name: string,
	words: readonly Word[],
	command: Command,
): boolean {
	const [first] = words;
	if (first === undefined) {
		return false;
	}
	const program = /^pip[\d.]*$/.test(name) ? 'pip' : name;
	// Options may stand before the subcommand: `npm -g ls x`.
	const { words: rest, options } = skipOptions(words.slice(1), leadingValues);
	const plain = [first, ...rest];
	const runner = longestKey(runners, program, plain);
	if (runner !== undefined) {
		const args = runner.used === 1 ? words.slice(1) : plain.slice(runner.used);
		runPackage(scene, runner.entry, args, command);
		return true;
	}
	const installer = longestKey(installers, program, plain);
	if (installer === undefined) {
		return false;
	}
	const { entry, used } = installer;
	// pacman and nix-env take their verb as an option.
	const byOption = entry.install === '*' || options.some((option) => useOf(entry, option) !== undefined);
	const args = byOption && used === 1 ? words.slice(1) : plain.slice(used);
	if (runBehind(scene, entry, words, command)) {
		manage(scene, entry, args.slice(0, indexOfRuns(entry, args)));
		return true;
	}
	return manage(scene, entry, args) || runLocal(scene, program, rest);
}

function indexOfRuns(installer: Installer, words: readonly Word[]): number {
	return words.findIndex((word) => listed(installer.runs, word.text));
}

/** `nix-shell -p x --run 'command'`, `nix shell x -c command args`. */
function runBehind(scene: Scene, installer: Installer, words: readonly Word[], command: Command): boolean {
	const at = indexOfRuns(installer, words);
	const behind = words.slice(at + 1);
	const [text] = behind;
	if (at < 0 || text === undefined) {
		return false;
	}
	if (behind.length === 1) {
		scene.interpretText(scene, text.text, 'sh', text);
	} else {
		scene.interpretWords(scene, behind, command);
	}
	return true;
}

/** `npx [options] package args`: the package runs, or the program of that name which lies in the project. */
function runPackage(scene: Scene, runner: Runner, args: readonly Word[], command: Command): void {
	const { words, taken } = skipOptions(args, runner.values, `${runner.from ?? ''} ${runner.text ?? ''}`);
	const [first] = words;
	for (const word of first === undefined ? taken : [...taken, first]) {
		const found = matchPackage(scene.fingerprints, runner.source, word.text);
		if (found !== undefined) {
			report(scene, word, { ...found, use: 'run' });
			return;
		}
		if (word !== first && runner.text !== undefined && /\s/.test(word.text)) {
			scene.interpretText(scene, word.text, 'sh', word);
		}
	}
	if (runner.source === 'npm' || taken.length > 0) {
		runByName(scene, words, command);
	}
}

/** A runner prefers the program of that name which lies in the project, so it is no more than likely. */
function runByName(scene: Scene, words: readonly Word[], command: Command): void {
	const [first, ...rest] = words;
	if (first === undefined || /\.[cm]?[jt]s$/.test(first.text)) {
		return;
	}
	const name = programName(first.text).replace(/@[^/]*$/, '');
	const identity = first.text.includes('/')
		? undefined
		: identify(scene.catalog, { name, path: first.text, rest });
	if (identity === undefined) {
		scene.interpretWords(scene, words, command);
	} else {
		const certainty = identity.certainty === 'certain' ? 'likely' : identity.certainty;
		report(scene, first, {
			assistant: identity.assistant,
			use: 'run',
			certainty,
			fingerprint: 'command',
		});
	}
}

/** Reads `verb options packages`; `false` where the verb is none that deals with packages. */
function manage(scene: Scene, installer: Installer, args: readonly Word[]): boolean {
	const { words, taken } = positionals(args, installer.values, installer.named);
	let use: Use | undefined;
	let names = words;
	if (installer.install === '*') {
		use = 'install';
	} else {
		const option = args.find(
			(word) => word.text.startsWith('-') && useOf(installer, word.text) !== undefined,
		);
		if (option === undefined) {
			const verb = words[0]?.text ?? '';
			use = useOf(installer, verb);
			names = words.slice(1);
		} else {
			use = useOf(installer, option.text);
		}
	}
	if (use === undefined) {
		return false;
	}
	for (const word of [...names, ...taken]) {
		// In a loop over a list, each of its values.
		for (const text of [word.text, ...(word.others ?? [])]) {
			const found = matchAny(scene, installer, text);
			if (found !== undefined) {
				report(scene, word, { ...found, use });
			}
		}
	}
	return true;
}

function useOf(installer: Installer, verb: string): Use | undefined {
	return listed(installer.install, verb)
		? 'install'
		: listed(installer.uninstall, verb)
			? 'uninstall'
			: listed(installer.query, verb)
				? 'query'
				: undefined;
}

function matchAny(scene: Scene, { sources, endings }: Installer, text: string) {
	const ending = endings?.split(' ').find((part) => text.endsWith(part));
	const plain = ending === undefined ? [] : [text.slice(0, -ending.length)];
	for (const source of sources) {
		for (const reference of [text, ...plain]) {
			const found = matchPackage(scene.fingerprints, source, reference);
			if (found !== undefined) {
				return found;
			}
		}
	}
	return /^(?:git\+|https?:)/.test(text) ? matchRepository(scene.fingerprints, undefined, text) : undefined;
}

/** `yarn claude`, `pnpm claude`: the program of that name which lies in the project. */
function runLocal(scene: Scene, program: string, rest: readonly Word[]): boolean {
	const [first, ...args] = rest;
	if (first === undefined || (program !== 'yarn' && program !== 'pnpm' && program !== 'bun')) {
		return false;
	}
	const identity = identify(scene.catalog, { name: first.text, path: first.text, rest: args });
	if (identity !== undefined) {
		report(scene, first, {
			assistant: identity.assistant,
			use: 'run',
			certainty: 'possible',
			fingerprint: 'command',
		});
	}
	return identity !== undefined;
}
