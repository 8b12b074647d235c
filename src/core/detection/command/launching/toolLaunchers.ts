import { identify } from '../naming/identify.ts';
import { positionals, skipOptions } from './options.ts';
import type { Command, Word } from '../reading/reading.ts';
import { report, type Scene } from '../scene.ts';
import { runJoined } from './texts.ts';

/** `ollama launch claude` starts the assistant of that name beside Ollama itself. */
export function runOllama(scene: Scene, words: readonly Word[]): void {
	const [verb, agent] = positionals(words.slice(1), '--model').words;
	const found =
		agent === undefined
			? undefined
			: identify(scene.catalog, { name: agent.text.toLowerCase(), path: agent.text });
	if (verb?.text === 'launch' && agent !== undefined && found !== undefined) {
		report(scene, agent, {
			assistant: found.assistant,
			use: 'run',
			certainty: 'certain',
			fingerprint: 'command',
		});
	}
}

/** `cargo run --bin codex`: a program that is built from its source first. */
export function runCargo(scene: Scene, words: readonly Word[]): void {
	const begin = words[1]?.text.startsWith('+') === true ? 2 : 1;
	const [verb, ...rest] = skipOptions(words.slice(begin), '--manifest-path --config -C -Z').words;
	const [program] = /^r(?:un)?$/.test(verb?.text ?? '')
		? skipOptions(rest, cargoValues, '--bin').taken
		: [];
	const found =
		program && identify(scene.catalog, { name: program.text.toLowerCase(), path: program.text });
	if (program !== undefined && found !== undefined) {
		const { assistant } = found;
		report(scene, program, { assistant, use: 'run', certainty: 'likely', fingerprint: 'command' });
	}
}

const cargoValues =
	'-p --package --example --manifest-path --features -F --profile --target --target-dir -j --config';

/** `git -c 'alias.x=!command' x`, `git rebase --exec 'command'`, `git bisect run command`, `git submodule foreach 'command'`. */
export function runGit(scene: Scene, words: readonly Word[], command: Command): void {
	const { words: rest, taken } = skipOptions(words.slice(1), '-C --git-dir --work-tree --namespace', '-c');
	const verb = rest[0]?.text;
	const alias = taken.find(({ text }) => text.startsWith(`alias.${verb}=!`));
	if (alias !== undefined) {
		scene.interpretText(scene, alias.text.slice(alias.text.indexOf('!') + 1), 'sh', alias);
	}
	if (verb === 'bisect' && rest[1]?.text === 'run') {
		scene.interpretWords(scene, rest.slice(2), command);
	} else if (verb === 'submodule' && rest[1]?.text === 'foreach') {
		runJoined(scene, skipOptions(rest.slice(2), undefined).words, ' ');
	} else if (verb === 'rebase') {
		for (const text of positionals(rest, undefined, '-x --exec').taken) {
			scene.interpretText(scene, text.text, 'sh', text);
		}
	}
}

/** `expect -c 'spawn command'`. */
export function runExpect(scene: Scene, words: readonly Word[]): void {
	for (const script of positionals(words.slice(1), undefined, '-c').taken) {
		for (const spawn of script.text.matchAll(/\bspawn\s+([^;\n]+)/g)) {
			scene.interpretText(scene, spawn[1] ?? '', 'sh', script);
		}
	}
}
