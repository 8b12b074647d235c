import type { Assistant } from '../../catalog/assistant.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { CommandFacts, Questions } from '../commandFacts.ts';
import type { Certainty, Evidence, Place, ScriptStep, Use } from '../finding.ts';
import type { Profile } from '../profile.ts';
import type { ShellKind } from '../signal.ts';
import type { Fingerprints } from './naming/fingerprints.ts';
import { rank } from './naming/identify.ts';
import type { Command, ReadProblem, Word } from './reading/reading.ts';

/** What was made out about one assistant on the line. */
export interface Sighting {
	readonly assistant: Assistant;
	readonly use: Use;
	readonly certainty: Certainty;
	readonly evidence: Evidence;
	readonly where: Place | undefined;
	/** The scripts that led there, the first one called first. */
	readonly via: readonly ScriptStep[];
}

/** The text of a script that is being interpreted, to tell its lines. */
export interface ScriptText {
	readonly name: string;
	readonly file: string;
	readonly text: string;
	/** The number of its first line. */
	readonly line: number;
	/** The word of that text which holds the one being interpreted. */
	readonly word: Word | undefined;
}

/** The line that is being interpreted, and what is known of it so far. Nested command lines get a scene of their own. */
export interface Scene {
	readonly catalog: Catalog;
	readonly fingerprints: Fingerprints;
	readonly shell: ShellKind;
	readonly sightings: Sighting[];
	/** All commands of the reading that is being interpreted. */
	readonly commands: readonly Command[];
	/** Aliases defined on the line, by name. */
	readonly aliases: Map<string, string>;
	/** Functions defined on the line. */
	readonly functions: ReadonlySet<string>;
	/** The functions of the line whose parameters are being followed. */
	readonly calling: readonly string[];
	/** The bodies of functions count even when nothing on the line calls them. */
	readonly everyFunction: boolean;
	readonly where: Place | undefined;
	/** No finding may be surer than the way that led to it. */
	readonly cap: Certainty;
	/** The word of the outer line that holds this one; offsets are reported as those of the outermost line. */
	readonly outer: Word | undefined;
	readonly depth: number;
	/** Shared by all scenes of a line, so that the work stays in proportion to its length. */
	readonly budget: { characters: number; steps: number; nested: number };
	readonly problems: ReadProblem[];
	/** What lies beyond the line, the same for all scenes of it. */
	readonly beyond: Beyond;
	/** What start-up files define; only for what is typed, as nested shells do not read them. */
	readonly profile: Profile | undefined;
	/** What the shell has of them that reads the next nested text: that of `eval` is the same shell. */
	readonly inherited: Profile | undefined;
	/** The scripts that are being run, the innermost last. */
	readonly scripts: readonly ScriptText[];
	/** The `$0`, `$1` and so on of the next nested text. */
	readonly args: readonly Word[];
	/** Reads and interprets a nested command line. */
	readonly interpretText: (scene: Scene, text: string, shell: ShellKind, word: Word | undefined) => void;
	/** Interprets words as a command; `false` where they call nothing that is known. */
	readonly interpretWords: (scene: Scene, words: readonly Word[], command: Command) => boolean;
}

/** What is known and asked beyond the line. */
export interface Beyond {
	/** What this machine knows. */
	readonly facts: CommandFacts;
	/** Takes down what would have to be looked up. */
	readonly questions: Questions | undefined;
	/** The folder that the line has changed to, as far as it says; `undefined` where it did not. */
	folder: string | undefined;
}

/** What is to be reported of a word. */
export interface Mark {
	readonly assistant: Assistant;
	readonly use: Use;
	readonly certainty: Certainty;
	readonly fingerprint: Evidence['fingerprint'];
	/** What gave it away, where that is not the word itself. */
	readonly value?: string | undefined;
}

/** Adds a sighting: `word` gave it away. */
export function report(
	scene: Scene,
	word: Word,
	{ assistant, use, certainty, fingerprint, value = word.text }: Mark,
): void {
	const at = scene.outer ?? word;
	scene.sightings.push({
		assistant,
		use,
		certainty: rank(certainty) < rank(scene.cap) ? certainty : scene.cap,
		evidence: { fingerprint, value: value.replaceAll('\0', '…'), range: [at.start, at.end] },
		where: scene.where,
		via: scene.scripts.length === 0 ? [] : stepsTo(scene.scripts, word),
	});
}

/** The scripts of `scene`, the innermost of which remembers the word of it that leads on. */
export function withCaller({ scripts }: Scene, word: Word | undefined): readonly ScriptText[] {
	const last = scripts.at(-1);
	return last === undefined || last.word !== undefined
		? scripts
		: [...scripts.slice(0, -1), { ...last, word }];
}

function stepsTo(scripts: readonly ScriptText[], word: Word): readonly ScriptStep[] {
	return scripts.map((script, depth) => stepOf(script, depth === scripts.length - 1 ? word : undefined));
}

/** The line of the script on which `word` stands, or the one that calls the next script. */
function stepOf(script: ScriptText, word: Word | undefined): ScriptStep {
	const at = (script.word ?? word)?.start ?? 0;
	const ahead = script.text.slice(0, at).split('\n').length - 1;
	return { file: script.file, name: script.name, line: script.line + ahead };
}

/** Each of the tables' lists, split once. */
const lists = new Map<string, ReadonlySet<string>>();

/** Whether `item` is in a table's list, whose items are separated by spaces. */
export function listed(list: string | undefined, item: string): boolean {
	if (list === undefined || list === '') {
		return false;
	}
	let set = lists.get(list);
	if (set === undefined) {
		set = new Set(list.split(' '));
		lists.set(list, set);
	}
	return set.has(item);
}
