import type { Catalog } from '../catalog/catalog.ts';
import { fingerprintsOf } from './command/fingerprints.ts';
import { mayRunAssistant } from './command/firstLook.ts';
import { interpretReading, interpretText, interpretWords, readText } from './command/interpret.ts';
import type { Reading, ReadProblem } from './command/reading.ts';
import { readByGrammar } from './command/grammarReader.ts';
import type { Scene, Sighting } from './command/scene.ts';
import { certainties, type Finding, uses } from './finding.ts';
import type { CommandSignal } from './signal.ts';
import type { ShellGrammars } from './syntax.ts';

/** Longer texts are read up to here, and the finding says so. UTF-16 code units. */
const longest = 16_384;
const longestForGrammar = 1024;

/** Finds every assistant that a command line would run, install, remove or ask about, or merely names. */
export function detectCommand(
	catalog: Catalog,
	signal: CommandSignal,
	grammars: ShellGrammars | undefined,
): readonly Finding[] {
	if (!mayRunAssistant(catalog, signal.text)) {
		return [];
	}
	const text = signal.text.length > longest ? signal.text.slice(0, longest) : signal.text;
	const reading = readWithGrammar(text, signal, grammars);
	const problems: ReadProblem[] = text === signal.text ? [] : ['tooLong'];
	const sightings: Sighting[] = [];
	const scene: Scene = {
		catalog,
		fingerprints: fingerprintsOf(catalog),
		shell: signal.shell,
		sightings,
		commands: [],
		aliases: new Map(),
		functions: new Set(),
		where: undefined,
		cap: 'certain',
		outer: undefined,
		depth: 0,
		budget: { characters: 6 * text.length + 4096, steps: text.length + 1024 },
		problems,
		interpretText,
		interpretWords,
	};
	interpretReading(scene, reading);
	return findings(signal, sightings, problems[0]);
}

/** Lines of simple commands need no grammar; for very long texts it takes more than linear time. */
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
	for (const { assistant, use, certainty, evidence, where } of sightings) {
		const at = kept.findIndex((finding) => finding.assistant === assistant.id);
		const before = kept[at];
		const finding: Finding = {
			signal,
			assistant: assistant.id,
			use,
			certainty,
			evidence: [evidence],
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
