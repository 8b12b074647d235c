import type { PackageSource } from '../../catalog/assistant.ts';
import type { Use } from '../finding.ts';
import { identify, programName } from './identify.ts';
import { type Installer, installers } from './installers.ts';
import { positionals, skipOptions } from './options.ts';
import { matchPackage, matchRepository } from './packages.ts';
import type { Command, Word } from './reading.ts';
import { type Runner, runners } from './runners.ts';
import { listed, report, type Scene } from './scene.ts';
import { longestKey } from './table.ts';

const leadingValues = '-C --prefix --cwd --dir --filter -F -w --workspace --registry --directory --project --loglevel -f --config';

/** Package managers and runners: the tables in `runners.ts` and `installers.ts`. */
export function interpretPackages(scene: Scene, name: string, words: readonly Word[], command: Command): boolean {
	const [first] = words;
	if (first === undefined) {
		return false;
	}
	const program = /^(?:pip|pip3(?:\.\d+)?|pip2)$/.test(name) ? 'pip' : name;
	// Options may stand before the subcommand: `npm -g ls x`.
	const { words: rest, options } = skipOptions(words.slice(1), leadingValues);
	const plain = [first, ...rest];
	const runner = longestKey(runners, program, plain);
	if (runner !== undefined) {
		const dashed = plain.length === runner.used ? words.slice(1) : plain.slice(runner.used);
		runPackage(scene, runner.entry, runner.used === 1 ? words.slice(1) : dashed, command);
		return true;
	}
	const installer = longestKey(installers, program, plain);
	if (installer === undefined) {
		return false;
	}
	const { entry, used } = installer;
	const runsAt = entry.runs === undefined ? -1 : words.findIndex((word) => listed(entry.runs, word.text));
	if (runsAt > 0) {
		const behind = words.slice(runsAt + 1);
		const [text] = behind;
		if (behind.length === 1 && text !== undefined) {
			scene.interpretText(scene, text.text, 'sh', text);
		} else {
			scene.interpretWords(scene, behind, command);
		}
		return manage(scene, entry, entry.install === '*' ? words.slice(1, runsAt) : plain.slice(1, runsAt)) || true;
	}
	if (options.some((option) => listed(entry.install, option) || listed(entry.uninstall, option) || listed(entry.query, option))) {
		return manage(scene, entry, words.slice(1));
	}
	return manage(scene, entry, entry.install === '*' || used > 1 ? plain.slice(used) : plain.slice(1)) || runLocal(scene, program, rest);
}

/** `npx [options] package args`: the package runs, or the program of that name which lies in the project. */
function runPackage(scene: Scene, runner: Runner, args: readonly Word[], command: Command): void {
	const { words, taken } = skipOptions(args, runner.values, [runner.from, runner.text].filter(Boolean).join(' '));
	const [first, ...rest] = words;
	for (const word of taken) {
		const found = matchPackage(scene.fingerprints, runner.source, word.text);
		if (found !== undefined) {
			report(scene, found.assistant, 'run', found.certainty, found.fingerprint, word);
			return;
		}
		if (runner.text !== undefined && /\s/.test(word.text)) {
			scene.interpretText(scene, word.text, 'sh', word);
		}
	}
	if (first === undefined) {
		return;
	}
	const found = matchPackage(scene.fingerprints, runner.source, first.text);
	if (found !== undefined) {
		report(scene, found.assistant, 'run', found.certainty, found.fingerprint, first);
		return;
	}
	if (runner.source === 'npm' && /\.[cm]?[jt]s$/.test(first.text)) {
		return;
	}
	if (runner.source === 'npm' || taken.length > 0) {
		const name = programName(first.text).replace(/@[^/]*$/, '');
		const identity = first.text.includes('/') ? undefined : identify(scene.catalog, name, first.text, rest);
		if (identity !== undefined) {
			report(scene, identity.assistant, 'run', identity.certainty === 'certain' ? 'likely' : identity.certainty, 'command', first);
			return;
		}
		scene.interpretWords(scene, words, command);
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
		const option = args.find((word) => /^-/.test(word.text) && useOf(installer, word.text) !== undefined);
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
		const found = matchAny(scene, installer.sources, word);
		if (found !== undefined) {
			report(scene, found.assistant, use, found.certainty, found.fingerprint, word);
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

function matchAny(scene: Scene, sources: readonly PackageSource[], word: Word) {
	for (const source of sources) {
		for (const reference of [word.text, ...(word.others ?? [])]) {
			const found = matchPackage(scene.fingerprints, source, reference);
			if (found !== undefined) {
				return found;
			}
		}
	}
	return /^(?:git\+|https?:)/.test(word.text) ? matchRepository(scene.fingerprints, undefined, word.text) : undefined;
}

/** `yarn claude`, `pnpm claude`: the program of that name which lies in the project. */
function runLocal(scene: Scene, program: string, rest: readonly Word[]): boolean {
	const [first, ...args] = rest;
	if (first === undefined || (program !== 'yarn' && program !== 'pnpm' && program !== 'bun')) {
		return false;
	}
	const identity = identify(scene.catalog, first.text, first.text, args);
	if (identity !== undefined) {
		report(scene, identity.assistant, 'run', 'possible', 'command', first);
	}
	return identity !== undefined;
}
