import type { Catalog } from '../catalog/catalog.ts';
import { fingerprintsOf } from './command/naming/fingerprints.ts';
import { mayRunAssistant } from './command/firstLook.ts';
import { interpretReading, interpretText, interpretWords } from './command/interpret.ts';
import type { Reading, ReadProblem, Word } from './command/reading/reading.ts';
import { readText } from './command/reading/readText.ts';
import { readByGrammar } from './command/reading/grammarReader.ts';
import type { Scene, Sighting } from './command/scene.ts';
import { type CommandFacts, noFacts, type Questions } from './commandFacts.ts';
import { certainties, type Finding, uses } from './finding.ts';
import type { CommandSignal } from './signal.ts';
import type { ShellGrammars } from './syntax.ts';

/** Longer texts are read up to here, and the finding says so. UTF-16 code units. */
const longest = 16_384;
const longestForGrammar = 1024;

/**
 * Finds every assistant that a command line would run, install, remove or ask about, or merely names. `facts` are what
 * `questionsOf` asks for; without them only the line speaks.
 */
export function detectCommand(
	catalog: Catalog,
	signal: CommandSignal,
	grammars: ShellGrammars | undefined,
	facts?: CommandFacts,
): readonly Finding[] {
	if (facts === undefined && !mayRunAssistant(catalog, signal.text)) {
		return [];
	}
	const text = signal.text.length > longest ? signal.text.slice(0, longest) : signal.text;
	const reading = readWithGrammar(text, signal, grammars);
	const problems: ReadProblem[] = text === signal.text ? [] : ['tooLong'];
	const scene: Scene = { ...newScene(catalog, { ...signal, text }, facts ?? noFacts), problems };
	interpretReading(scene, reading);
	return findings(signal, scene.sightings, problems[0]);
}

/**
 * What would have to be looked up for the line to be interpreted whole, `facts` being there already. Answers may raise
 * further questions: a script calls the next one.
 */
export function questionsOf(catalog: Catalog, signal: CommandSignal, facts: CommandFacts): Questions {
	const text = signal.text.slice(0, longest);
	const questions: Questions = { programs: new Set(), books: new Map(), shell: signal.shell };
	const scene = newScene(catalog, { ...signal, text }, facts);
	interpretReading({ ...scene, beyond: { ...scene.beyond, questions } }, readText(text, signal.shell));
	for (const name of facts.programs.keys()) {
		questions.programs.delete(name);
	}
	for (const key of facts.books.keys()) {
		questions.books.delete(key);
	}
	return questions;
}

/**
 * Everything that a script runs, installs or names, every time it does, with offsets in `signal.text`. Unlike a line that
 * is typed, a file may be read by others: the bodies of its functions count whether it calls them or not.
 */
export function sightInScript(
	catalog: Catalog,
	signal: CommandSignal,
	grammars: ShellGrammars | undefined,
): readonly Sighting[] {
	if (!mayRunAssistant(catalog, signal.text)) {
		return [];
	}
	const text = signal.text.slice(0, longest);
	const scene: Scene = { ...newScene(catalog, { ...signal, text }, noFacts), everyFunction: true };
	interpretReading(scene, readWithGrammar(text, signal, grammars));
	return scene.sightings;
}

/** What a command runs, installs or names that is written as a list of words, as in `"args": […]`. */
export function sightInWords(catalog: Catalog, words: readonly Word[]): readonly Sighting[] {
	const text = words.map((word) => word.text).join(' ');
	const scene = newScene(catalog, { kind: 'command', shell: 'sh', text }, noFacts);
	interpretWords(scene, words, { words, assignments: [] });
	return scene.sightings;
}

function newScene(catalog: Catalog, { text, shell }: CommandSignal, facts: CommandFacts): Scene {
	const scripts = [...facts.books.values()].flatMap((book) => [...book.scripts.values()]);
	const length =
		text.length + scripts.flatMap(({ lines }) => lines).reduce((sum, line) => sum + line.text.length, 0);
	return {
		catalog,
		fingerprints: fingerprintsOf(catalog),
		shell,
		sightings: [],
		commands: [],
		aliases: new Map(),
		functions: new Set(),
		calling: [],
		args: [],
		everyFunction: false,
		where: undefined,
		cap: 'certain',
		outer: undefined,
		depth: 0,
		budget: { characters: 6 * length + 4096, steps: length + 1024, nested: 0 },
		problems: [],
		beyond: { facts, questions: undefined, folder: undefined },
		profile: facts === noFacts ? undefined : facts.profile,
		inherited: undefined,
		scripts: [],
		interpretText,
		interpretWords,
	};
}

/** Whether the structure of a line is for a grammar to judge: one of simple commands, conditions and loops is clear without. */
export function needsGrammar({ text, shell }: CommandSignal): boolean {
	return text.length <= longestForGrammar && !readText(text, shell).plain;
}

/** Lines whose structure is plain need no grammar; for very long texts it takes more than linear time. */
function readWithGrammar(text: string, signal: CommandSignal, grammars: ShellGrammars | undefined): Reading {
	const own = readText(text, signal.shell);
	return own.plain || text.length > longestForGrammar
		? own
		: readByGrammar(text, signal.shell, own, grammars);
}

/** One finding for each assistant and use, the surest; mentions and questions only of assistants that nothing uses. */
function findings(
	signal: CommandSignal,
	sightings: readonly Sighting[],
	problem: ReadProblem | undefined,
): readonly Finding[] {
	const kept: Finding[] = [];
	for (const { assistant, use, certainty, evidence, where, via } of sightings) {
		const at = kept.findIndex((finding) => finding.assistant === assistant.id);
		const before = kept[at];
		const finding: Finding = {
			signal,
			assistant: assistant.id,
			use,
			certainty,
			evidence: [evidence],
			...(via.length === 0 ? {} : { via }),
			...(where === undefined ? {} : { where }),
			...(problem === undefined ? {} : { unreadable: problem }),
		};
		if (before === undefined) {
			kept.push(finding);
		} else if (stronger(finding, before)) {
			kept[at] = finding;
		}
	}
	if (problem !== undefined && !kept.some(({ use }) => use === 'run' || use === 'install')) {
		// An argument that goes on behind the end of the text hides no command.
		const use = problem === 'unfinishedQuote' || problem === 'unfinishedBlock' ? 'mention' : 'run';
		kept.push({ signal, assistant: null, use, certainty: 'possible', evidence: [], unreadable: problem });
	}
	return kept;
}

function stronger(finding: Finding, before: Finding): boolean {
	const difference = uses.indexOf(finding.use) - uses.indexOf(before.use);
	if (difference !== 0) {
		return difference < 0;
	}
	return certainties.indexOf(finding.certainty) < certainties.indexOf(before.certainty);
}
