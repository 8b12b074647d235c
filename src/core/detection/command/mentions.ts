import type { Command, Word } from './reading/reading.ts';
import { identify, programName } from './naming/identify.ts';
import { report, type Scene } from './scene.ts';
import { unwrapped } from './launching/unwrapped.ts';

/** Programs that ask whether, where or what another one is. */
const asking = new Set([
	'which',
	'whereis',
	'where',
	'whence',
	'type',
	'hash',
	'get-command',
	'gcm',
	'pgrep',
	'pidof',
	'get-process',
	'gps',
	'tasklist',
	'test-path',
	'[',
	'[[',
	'test',
]);
/** What scripts call their own functions for that: `command_exists x`, `ensure_command x`. */
const askingFunction =
	/^(?:(?:has|have|check|ensure|require|need|is|assert|verify)[_-]?(?:cmd|command|bin|binary|program|tool|exe|executable|installed|deps?|dependency)|(?:cmd|command|bin|binary|program|tool|is|app)[_-](?:exists?|installed|available|present))$/;
/** What lists processes or services, so that a filter behind it asks for one. */
const listing = new Set([
	'ps',
	'tasklist',
	'get-process',
	'systemctl',
	'service',
	'brew',
	'lsof',
	'top',
	'docker',
	'podman',
]);
const filters = new Set(['grep', 'egrep', 'rg', 'findstr', 'select-string', 'awk']);

/** `which x` and the like, and lists of processes that are searched for a name. */
export function interpretQuery(
	scene: Scene,
	name: string,
	words: readonly Word[],
	command: Command,
): boolean {
	if (filters.has(name)) {
		reportNames(
			scene,
			words.slice(1).flatMap(partsOf),
			listing.has(sourceOf(command)) ? 'query' : 'mention',
		);
		return true;
	}
	if (name === 'systemctl' && words[1]?.text === 'status') {
		reportNames(scene, words.slice(2), 'query');
		return true;
	}
	if (!asking.has(name) && !askingFunction.test(name)) {
		return false;
	}
	reportNames(scene, words.slice(1).flatMap(name === 'pgrep' ? partsOf : (word) => [word]), 'query');
	return true;
}

/** The program whose output a command reads, or ''. */
function sourceOf({ pipedFrom }: Command): string {
	return programName(unwrapped(pipedFrom?.words ?? [])[0]?.text ?? '');
}

/** The names in a pattern such as `claude\\|codex` or `claude.*x`. */
function partsOf(word: Word): readonly Word[] {
	return word.text.length > 256 ? [word] : word.text.split(/[^\w-]+/).map((text) => ({ ...word, text }));
}

/** A command that has to do with no assistant may still name one among its words. */
export function interpretMention(scene: Scene, words: readonly Word[]): void {
	reportNames(scene, words, 'mention');
}

/** Reports words that are nothing but an assistant's name. */
export function reportNames(scene: Scene, words: readonly Word[], use: 'query' | 'mention'): void {
	for (const word of words.slice(0, 64)) {
		if (word.text.length > 64 || word.text.startsWith('-')) {
			continue;
		}
		const name = programName(word.text);
		const [bearer] = scene.catalog.byCommand.get(name) ?? [];
		if (bearer !== undefined) {
			const shared = bearer.namesakes?.some((namesake) => namesake.command === name) === true;
			if (use === 'query' || !shared) {
				const identity = identify(scene.catalog, { name, path: word.text });
				report(scene, word, {
					assistant: identity?.assistant ?? bearer,
					use,
					certainty: shared ? 'possible' : 'likely',
					fingerprint: 'command',
				});
			}
		}
	}
}
