import { bookKey, type BookQuestion } from '../commandFacts.ts';
import type { Script, ScriptBook } from '../scripts/scriptBook.ts';
import { quote } from './quote.ts';
import { type Reading, unknownText, type Word } from './reading/reading.ts';
import { readText } from './reading/readText.ts';
import { type Scene, withCaller } from './scene.ts';
import { calledScripts, type ScriptCall } from './scriptCalls.ts';

type InterpretReading = (scene: Scene, reading: Reading) => void;

/** How many scripts may call one another. */
const longestChain = 8;

/** Goes on in the scripts that a command runs by name: `npm run x`, `make x`, `sh x.sh`. */
export function followScript(
	scene: Scene,
	name: string,
	words: readonly Word[],
	interpretReading: InterpretReading,
): void {
	const [first] = words;
	if (first === undefined || name === '' || !mayFollow(scene)) {
		return;
	}
	changeFolder(scene, name, words);
	for (const call of [...calledScripts(name, words), ...scriptBehind(scene, first)]) {
		const question: BookQuestion = { ...call.book, folder: inFolder(scene, call.book.folder) };
		const texts = [question.folder, question.file];
		if (texts.some((text) => text?.includes(unknownText))) {
			continue;
		}
		const key = bookKey(question);
		scene.beyond.questions?.books.set(key, question);
		const book = scene.beyond.facts.books.get(key);
		if (book !== undefined) {
			const caller: Scene = {
				...scene,
				outer: scene.outer ?? first,
				scripts: withCaller(scene, first),
			};
			runScript(caller, book, call.script ?? book.first, {
				args: call.args,
				interpretReading,
				seen: new Set(scene.scripts.map((script) => `${script.file}\0${script.name}`)),
			});
		}
	}
}

/** Most lines are read without the machine, and a script of another machine is not at hand. */
function mayFollow({ beyond, where, scripts }: Scene): boolean {
	const asks = beyond.questions !== undefined || beyond.facts.books.size > 0;
	return asks && where === undefined && scripts.length < longestChain;
}

interface Run {
	/** What the command hands to the script. */
	readonly args: readonly Word[];
	readonly interpretReading: InterpretReading;
	/** The scripts on the way here, so that none runs within itself. */
	readonly seen: Set<string>;
}

function runScript(scene: Scene, book: ScriptBook, name: string | undefined, run: Run): void {
	const script = name === undefined ? undefined : book.scripts.get(name);
	const key = `${book.file}\0${name}`;
	if (name === undefined || script === undefined || run.seen.has(key) || scene.budget.steps < 0) {
		return;
	}
	run.seen.add(key);
	const others = { ...run, args: [] };
	for (const before of script.before) {
		runScript(scene, book, before, others);
	}
	runLines(scene, book, name, { script, run });
	for (const after of script.after) {
		runScript(scene, book, after, others);
	}
}

function runLines(
	scene: Scene,
	book: ScriptBook,
	name: string,
	{ script, run }: { readonly script: Script; readonly run: Run },
): void {
	// Of a whole file's commands any may be left out.
	const cap = book.tool === 'shell' && scene.cap === 'certain' ? 'likely' : scene.cap;
	for (const [index, { text, line }] of script.lines.entries()) {
		const isLast = index === script.lines.length - 1 && book.tool === 'npm';
		const whole = isLast ? [text, ...run.args.map((word) => quote(word.text))].join(' ') : text;
		if (scene.budget.characters < whole.length) {
			scene.problems.push('tooDeep');
			return;
		}
		scene.budget.characters -= whole.length;
		const step = { name, file: script.file ?? book.file, text: whole, line, word: undefined };
		run.interpretReading(
			{
				...scene,
				cap,
				shell: book.shell,
				depth: scene.depth + 1,
				profile: undefined,
				aliases: new Map(),
				scripts: [...scene.scripts, step],
				beyond: { ...scene.beyond },
			},
			readText(whole, book.shell),
		);
	}
}

/** A program that is a shell's script. */
function scriptBehind({ beyond: { facts } }: Scene, { text }: Word): readonly ScriptCall[] {
	const known = facts.programs.get(text);
	const isScript = /(?:^|[\s/])(?:ba|z|da|k|fi)?sh(?:\s|$)/.test(known?.shebang ?? '');
	return known !== undefined && isScript
		? [{ book: { tool: 'shell', folder: undefined, file: known.target }, script: undefined, args: [] }]
		: [];
}

/** `cd folder && …`: what follows runs there. */
function changeFolder(scene: Scene, name: string, words: readonly Word[]): void {
	if (/^(?:cd|pushd|chdir|set-location|sl)$/.test(name)) {
		const target = words.slice(1).find(({ text }) => !text.startsWith('-'))?.text ?? '~';
		scene.beyond.folder = inFolder(scene, target);
	}
}

function inFolder({ beyond: { folder } }: Scene, target: string | undefined): string | undefined {
	if (target === undefined || /^(?:[\\/~]|[A-Za-z]:)/.test(target) || folder === undefined) {
		return target ?? folder;
	}
	return `${folder}/${target}`;
}
