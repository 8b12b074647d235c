import type { Assistant, Marks, Namesake } from '../../../catalog/assistant.ts';
import type { Catalog } from '../../../catalog/catalog.ts';
import type { Certainty } from '../../finding.ts';
import type { Command, Word } from '../reading/reading.ts';

/** Which assistant a program's name stands for, and how sure that is. */
export interface Identity {
	readonly assistant: Assistant;
	readonly certainty: Certainty;
}

/** How a program is called. */
export interface Call {
	/** Its name, or two words such as `gh copilot`. */
	readonly name: string;
	/** The word as written. */
	readonly path: string;
	/** The words behind the name. */
	readonly rest?: readonly Word[];
	/** It reads a file that the line names. */
	readonly readsFile?: boolean;
	/** All commands of the line. */
	readonly line?: readonly Command[];
}

const endings = /\.(?:exe|cmd|bat|com|ps1|app|appimage)$/;

/** The name of the program that a word calls: its last path segment, lower case, without `.exe` and the like. */
export function programName(text: string): string {
	const start = Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1;
	const name = text.slice(start).toLowerCase();
	return name.includes('.') ? name.replace(endings, '') : name;
}

/**
 * The assistant that is called, told from its namesakes by what the catalog knows of both. `undefined` where it is none,
 * or rather the other program.
 */
export function identify(catalog: Catalog, call: Call): Identity | undefined {
	let best: Identity | undefined;
	for (const assistant of catalog.byCommand.get(call.name) ?? []) {
		const certainty = certaintyOf(assistant, call);
		if (certainty !== undefined && (best === undefined || rank(certainty) > rank(best.certainty))) {
			best = { assistant, certainty };
		}
	}
	return best;
}

function certaintyOf(assistant: Assistant, call: Call): Certainty | undefined {
	const namesakes = assistant.namesakes?.filter((namesake) => namesake.command === call.name) ?? [];
	if (namesakes.length === 0) {
		return 'certain';
	}
	if (namesakes.some((namesake) => isNearby(namesake.theirs, call.line ?? []))) {
		return undefined;
	}
	const ours = namesakes.some((namesake) => bears(namesake.ours, call));
	const theirs = namesakes.some((namesake) => bears(namesake.theirs, call));
	if (ours || theirs) {
		return weigh(ours, theirs);
	}
	const likelihoods = new Set(namesakes.map((namesake: Namesake) => namesake.usually));
	if (likelihoods.has('other')) {
		return undefined;
	}
	return likelihoods.has('either') || isForeign(namesakes, call) ? 'possible' : 'likely';
}

/**
 * Whether the first argument speaks for neither program: an option that is not among those known, or a bare word. A prompt
 * has more words, and quotes that need not be there say nothing. With no argument at all, it is a file that goes in.
 */
function isForeign(namesakes: readonly Namesake[], { rest = [], readsFile = false }: Call): boolean {
	const [first] = rest;
	if (first === undefined) {
		return readsFile;
	}
	if (/^--?(?:h|v|help|version)$/i.test(first.text)) {
		return false;
	}
	return first.text.startsWith('-')
		? namesakes.some(({ ours }) => ours?.flags !== undefined && ours.flags.length > 0)
		: rest.length === 1 && /^[a-z][\w-]*$/.test(first.text);
}

function weigh(ours: boolean, theirs: boolean): Certainty | undefined {
	if (theirs) {
		return ours ? 'possible' : undefined;
	}
	return 'certain';
}

/** Whether anything else on the line names the other program. */
function isNearby(marks: Marks | undefined, line: readonly Command[]): boolean {
	return (
		marks?.nearby?.some((part) =>
			line.some(({ words }) => words.some(({ text }) => text.includes(part))),
		) === true
	);
}

/** Whether the words show any of `marks`. */
function bears(marks: Marks | undefined, { path, rest = [] }: Call): boolean {
	if (marks === undefined) {
		return false;
	}
	const { subcommands, flags, files, paths } = marks;
	if (paths?.some((part) => isUnder(path, part)) === true) {
		return true;
	}
	const positional = rest.find((word) => !word.text.startsWith('-'))?.text;
	if (
		positional !== undefined &&
		subcommands?.some((name) => matchesSubcommand(name, positional)) === true
	) {
		return true;
	}
	return rest.some(({ text }) =>
		text.startsWith('-')
			? flags?.includes(text.split('=')[0] ?? text) === true
			: files?.some((ending) => text.toLowerCase().endsWith(ending)) === true,
	);
}

function isUnder(path: string, part: string): boolean {
	const unified = path.replaceAll('\\', '/').toLowerCase();
	return part === './' ? unified.startsWith('./') : unified.includes(part);
}

function matchesSubcommand(pattern: string, word: string): boolean {
	return pattern.endsWith('*') ? word.startsWith(pattern.slice(0, -1)) : word === pattern;
}

const ranks = { certain: 2, likely: 1, possible: 0 } as const;

/** How strong a certainty is: higher is surer. */
export function rank(certainty: Certainty): number {
	return ranks[certainty];
}
