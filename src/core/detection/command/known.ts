import type { Assistant } from '../../catalog/assistant.ts';
import { judgeProgram, type ProgramIdentity } from '../programIdentity.ts';
import { programName } from './naming/identify.ts';
import { type Command, unknownText, type Word } from './reading/reading.ts';
import { report, type Scene } from './scene.ts';

/** A program that bears a name of its own choice, and is an assistant's by the file behind the name. */
export function interpretKnown(scene: Scene, name: string, first: Word): boolean {
	ask(scene, first);
	const known = identityOf(scene, first);
	if (known?.owner !== 'assistant' || bears(known.assistant, name)) {
		return false;
	}
	report(scene, first, {
		assistant: known.assistant,
		use: 'run',
		certainty: 'certain',
		fingerprint: 'path',
		value: scene.beyond.facts.programs.get(first.text)?.target,
	});
	return true;
}

/** Whether a shared name is here another program's, as its file belongs to another package. */
export function isOtherProgram(scene: Scene, name: string, first: Word): boolean {
	if (scene.everyFunction && isOfRepository(first.text)) {
		return true;
	}
	const known = identityOf(scene, first);
	const bearers = scene.catalog.byCommand.get(name) ?? [];
	return (
		known?.owner === 'other' &&
		bearers.every(({ namesakes }) => namesakes?.some(({ command }) => command === name) === true)
	);
}

/** A program that a repository brings for its own use is hardly somebody's assistant: `./bin/x`. */
function isOfRepository(path: string): boolean {
	return /^\.{1,2}\/(?!.*(?:node_modules|\.venv|venv)\/)/.test(path);
}

/** Whether the file behind the name is the assistant's beyond doubt. */
export function isProven(scene: Scene, first: Word, assistant: Assistant): boolean {
	const known = identityOf(scene, first);
	return known?.owner === 'assistant' && known.assistant.id === assistant.id;
}

function bears({ commands }: Assistant, name: string): boolean {
	return commands?.some((command) => command.split(' ')[0]?.toLowerCase() === name) === true;
}

function identityOf(scene: Scene, { text }: Word): ProgramIdentity | undefined {
	const { programs } = scene.beyond.facts;
	const facts = programs.size > 0 && scene.where === undefined ? programs.get(text) : undefined;
	return facts === undefined ? undefined : judgeProgram(scene.catalog, facts);
}

/** What a name stands for here is to be looked up, unless the line itself changes where programs are found. */
function ask({ beyond: { questions, folder }, where, commands }: Scene, { text }: Word): void {
	if (questions === undefined) {
		return;
	}
	const relative = /[\\/]/.test(text) && !/^(?:[\\/~]|[A-Za-z]:)/.test(text);
	if (
		where === undefined &&
		text.length > 0 &&
		text.length < 1024 &&
		!text.includes(unknownText) &&
		!(relative && folder !== undefined) &&
		!commands.some(setsPath)
	) {
		questions.programs.add(text);
	}
}

function setsPath({ assignments, words }: Command): boolean {
	const [first, ...rest] = words;
	const set = first === undefined || programName(first.text) !== 'export' ? assignments : rest;
	return set.some(({ text }) => text.startsWith('PATH='));
}
