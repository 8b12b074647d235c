import type { Catalog } from '../../core/catalog/catalog.ts';
import { questionsOf } from '../../core/detection/commandDetector.ts';
import { type CommandFacts, noFacts } from '../../core/detection/commandFacts.ts';
import { judgeProgram, type ProgramFacts } from '../../core/detection/programIdentity.ts';
import type { ScriptBook } from '../../core/detection/scripts/scriptBook.ts';
import type { CommandSignal } from '../../core/detection/signal.ts';
import { createProgramFiles, resolveProgram } from './programFiles.ts';
import { readBook } from './scriptFiles.ts';
import { createStartUpFiles } from './startUpFiles.ts';

/** The machine on which command lines run. */
export interface Machine {
	readonly home: string;
	/** Folders of the PATH, in order. */
	readonly path: readonly string[];
	readonly platform: NodeJS.Platform;
	/** Folders of the PATH in which our own launchers lie. */
	readonly isOwnFolder: (folder: string) => boolean;
}

/** What was found out about the machine so far; each thing is looked up once, and again when it has changed. */
export interface MachineLook {
	/**
	 * What bears on the line beyond its words; `undefined` where there is nothing of the kind. Nothing is ever run for
	 * it: files are read.
	 */
	factsOf(
		catalog: Catalog,
		signal: CommandSignal,
		folder: string | undefined,
	): Promise<CommandFacts | undefined>;
	/** What is known of the program in `file`, an absolute path. */
	program(catalog: Catalog, file: string): Promise<ProgramFacts | undefined>;
}

/** How often answers may raise new questions. */
const rounds = 10;
/** Questions of one line that are answered; a line that has more is read without the rest. */
const mostQuestions = 64;

export function createMachineLook(machine: Machine): MachineLook {
	const files = createProgramFiles(machine);
	const startUp = createStartUpFiles(machine);

	async function factsOf(
		catalog: Catalog,
		signal: CommandSignal,
		folder: string | undefined,
	): Promise<CommandFacts | undefined> {
		const programs = new Map<string, ProgramFacts>();
		const books = new Map<string, ScriptBook>();
		const profile = await startUp.profileOf(signal.shell);
		let facts: CommandFacts = { programs, books, profile };
		const asked = new Set<string>();
		const path = [...profile.folders.first, ...machine.path, ...profile.folders.last];
		for (let round = 0; round < rounds; round += 1) {
			const questions = questionsOf(catalog, signal, facts);
			const names = [...questions.programs].filter((name) => !asked.has(name)).slice(0, mostQuestions);
			const wanted = [...questions.books].filter(([key]) => !asked.has(key)).slice(0, mostQuestions);
			if (names.length + wanted.length === 0) {
				break;
			}
			for (const name of names) {
				asked.add(name);
				const file = await resolveProgram(name, { ...machine, path, folder });
				const known = file === undefined ? undefined : await files.factsOf(catalog, file, path);
				if (known !== undefined) {
					programs.set(name, known);
				}
			}
			for (const [key, question] of wanted) {
				asked.add(key);
				const book = await readBook(question, folder, machine.home);
				if (book !== undefined) {
					books.set(key, book);
				}
			}
			facts = { programs, books, profile };
		}
		return bears(catalog, facts, signal) ? facts : undefined;
	}

	return {
		factsOf,
		program: async (catalog, file) => await files.factsOf(catalog, file, machine.path),
	};
}

/** Whether anything looked up can change what the line says. */
function bears(
	catalog: Catalog,
	{ programs, books, profile }: CommandFacts,
	{ text }: CommandSignal,
): boolean {
	const defined = [...profile.aliases.keys(), ...profile.functions.keys()];
	return (
		books.size > 0 ||
		[...programs.values()].some((facts) => judgeProgram(catalog, facts) !== undefined) ||
		(profile !== noFacts.profile && defined.some((name) => text.includes(name)))
	);
}
