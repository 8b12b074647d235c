import type { Assistant } from '../../catalog/assistant.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Certainty, Evidence, Place, Use } from '../finding.ts';
import type { ShellKind } from '../signal.ts';
import type { Fingerprints } from './fingerprints.ts';
import { rank } from './identify.ts';
import type { Command, ReadProblem, Word } from './reading.ts';

/** What was made out about one assistant on the line. */
export interface Sighting {
	readonly assistant: Assistant;
	readonly use: Use;
	readonly certainty: Certainty;
	readonly evidence: Evidence;
	readonly where: Place | undefined;
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
	/** Reads and interprets a nested command line. */
	readonly interpretText: (scene: Scene, text: string, shell: ShellKind, word: Word | undefined) => void;
	/** Interprets words as a command; `false` where they call nothing that is known. */
	readonly interpretWords: (scene: Scene, words: readonly Word[], command: Command) => boolean;
}

/** What is to be reported of a word. */
export interface Mark {
	readonly assistant: Assistant;
	readonly use: Use;
	readonly certainty: Certainty;
	readonly fingerprint: Evidence['fingerprint'];
}

/** Adds a sighting: `word` gave it away. */
export function report(scene: Scene, word: Word, { assistant, use, certainty, fingerprint }: Mark): void {
	const at = scene.outer ?? word;
	scene.sightings.push({
		assistant,
		use,
		certainty: rank(certainty) < rank(scene.cap) ? certainty : scene.cap,
		evidence: { fingerprint, value: word.text.replaceAll('\0', '…'), range: [at.start, at.end] },
		where: scene.where,
	});
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
