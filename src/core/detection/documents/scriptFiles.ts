import { matchImage, matchPackage } from '../command/packages.ts';
import type { ShellKind } from '../signal.ts';
import { type Draft, note, readScript, readWords } from './draft.ts';
import { readListedExtensions } from './lineFiles.ts';
import { type Line, linesOf } from './lines.ts';
import { joinPieces, type Piece, replaceInSlice, type Slice, sliceOf, subSlice } from './slice.ts';
import { withTemplatesBlanked } from './templates.ts';

/** Shell, PowerShell and batch scripts, git hooks, start-up files of shells. */
export function readShellFile(draft: Draft): void {
	const whole = sliceOf(draft.text, 0, draft.text.length);
	readScript(
		draft,
		replaceInSlice(whole, /\r\n/g, () => '\n'),
		shellOfFile(draft),
	);
	if (draft.text.includes('--install-extension')) {
		readListedExtensions(draft);
	}
}

function shellOfFile({ path, languageId, text }: Draft): ShellKind {
	const name = path.toLowerCase();
	const program = /^#!.*\b(bash|zsh|fish|pwsh|sh)\b/.exec(text)?.[1];
	if (/\.(?:ps1|psm1)$/.test(name) || program === 'pwsh' || languageId === 'powershell') {
		return 'pwsh';
	}
	if (/\.(?:bat|cmd)$/.test(name) || languageId === 'bat') {
		return 'cmd';
	}
	if (name.endsWith('fish') || program === 'fish') {
		return 'fish';
	}
	return /zsh|zprofile|zlogin/.test(name) || program === 'zsh' ? 'zsh' : 'bash';
}

const instructionPattern = /^\s*(?:ONBUILD\s+)?([A-Za-z]+)(?:\s+--[\w-]+=\S+)*\s*/i;

/** `Dockerfile`: images, and what RUN, CMD, ENTRYPOINT and HEALTHCHECK run. */
export function readDockerfile(draft: Draft): void {
	for (const instruction of dockerInstructions(draft.text)) {
		const [head = '', verb = ''] = instructionPattern.exec(instruction.text) ?? [];
		const read = dockerReaders[verb.toUpperCase()] ?? readOther;
		read(draft, subSlice(instruction, head.length, instruction.text.length), instruction);
	}
}

type DockerReader = (draft: Draft, body: Slice, instruction: Slice) => void;

const readCopy: DockerReader = (draft, _, instruction) =>
	readImage(draft, instruction, 'install', /(?<=--from=)\S+/);

const readOther: DockerReader = (draft, _, instruction) => readPins(draft, instruction);

const dockerReaders: Readonly<Record<string, DockerReader>> = {
	RUN: readDockerCommand,
	CMD: readDockerCommand,
	ENTRYPOINT: readDockerCommand,
	HEALTHCHECK: (draft, body) => readAfter(draft, body, /^CMD\s+/i),
	// A piece of a RUN that was copied without its head.
	'': (draft, _, instruction) => readAfter(draft, instruction, /^\s*(?:(?:&&|\|\||;)\s*)?/),
	FROM: (draft, body) => readImage(draft, body, 'run', /^\S+/),
	COPY: readCopy,
	ADD: readCopy,
};

/** The command behind what `head` matches; nothing where it does not. */
function readAfter(draft: Draft, slice: Slice, head: RegExp): void {
	const from = head.exec(slice.text)?.[0].length ?? slice.text.length;
	readDockerCommand(draft, subSlice(slice, from, slice.text.length));
}

function readImage(draft: Draft, slice: Slice, role: 'run' | 'install', pattern: RegExp): void {
	const image = pattern.exec(slice.text);
	if (image !== null) {
		const range = slice.range(image.index, image.index + image[0].length);
		note(draft, { range, role }, matchImage(draft.fingerprints, image[0]));
	}
}

function readDockerCommand(draft: Draft, body: Slice): void {
	if (!/^\s*\[/.test(body.text)) {
		readPins(draft, body);
		readScript(draft, body, 'sh');
		return;
	}
	const words = [...body.text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => ({
		text: match[1] ?? '',
		range: body.range(match.index, match.index + match[0].length),
	}));
	readWords(draft, words);
}

/** A line of a long `pip install` on lines of their own: `open-interpreter==0.4.3`. */
function readPins(draft: Draft, slice: Slice): void {
	for (const match of slice.text.matchAll(
		/^\s*([A-Za-z][\w.-]*(?:\[[\w,-]+\])?[=~]=[\w.*]+)\s*\\?\s*$/gm,
	)) {
		const start = match.index + match[0].indexOf(match[1] ?? '');
		const range = slice.range(start, start + (match[1]?.length ?? 0));
		note(draft, { range, role: 'install' }, matchPackage(draft.fingerprints, 'pypi', match[1] ?? ''));
	}
}

/** Each instruction with its continuation lines; comment lines in between are not part of it. */
function dockerInstructions(text: string): readonly Slice[] {
	const instructions: Slice[] = [];
	let pieces: Piece[] = [];
	let heredoc: string | undefined;
	for (const line of linesOf(text)) {
		if (heredoc === undefined && /^\s*#/.test(line.text)) {
			continue;
		}
		pieces.push({ text: `${line.text}\n`, start: line.start, end: line.start + line.text.length + 1 });
		if (heredoc === undefined) {
			heredoc = /<<-?\s*["']?(\w+)["']?/.exec(line.text)?.[1];
		} else if (line.text.trim() === heredoc) {
			heredoc = undefined;
		}
		if (heredoc === undefined && !/[\\`]\s*$/.test(line.text)) {
			instructions.push(joinPieces(pieces));
			pieces = [];
		}
	}
	return pieces.length === 0 ? instructions : [...instructions, joinPieces(pieces)];
}

const notARecipe =
	/^(?:[^\s:=#][^:=#]*::?(?:[^/=]|$)|[^\s#]*\s*[:?+!]?=|(?:-?include|ifn?eq|ifn?def|else|endif|define|endef|export|override|set|alias|import|mod)\b)/;

/** `Makefile` and `justfile`: the recipes. */
export function readMakefile(draft: Draft): void {
	let recipe: Line[] = [];
	const flush = (): void => {
		if (recipe.length > 0) {
			readRecipe(draft, recipe);
			recipe = [];
		}
	};
	for (const line of linesOf(draft.text)) {
		const continues = recipe.at(-1)?.text.endsWith('\\') === true;
		const indented = /^[\t ]+\S/.test(line.text);
		if (continues || ((indented || !notARecipe.test(line.text)) && !/^\s*#/.test(line.text))) {
			if (!continues) {
				flush();
			}
			recipe.push(line);
		}
	}
	flush();
}

function readRecipe(draft: Draft, lines: readonly Line[]): void {
	const pieces = lines.flatMap(({ text, start }) => {
		const from = /^[\t ]*[@+-]*/.exec(text)?.[0].length ?? 0;
		return [
			{ text: text.slice(from), start: start + from, end: start + text.length },
			{ text: '\n', start: start + text.length, end: start + text.length + 1 },
		];
	});
	// What make itself puts in: `$(VAR)`, `$@`; `$$` is the shell's dollar.
	const script = replaceInSlice(
		withTemplatesBlanked(joinPieces(pieces)),
		/\$\$|\$\([\w.-]+\)|\$\{[\w.-]+\}|\$[@<^*?]/g,
		(found) => (found === '$$' ? '$' : '_'.repeat(found.length)),
	);
	readScript(draft, script, 'sh');
}

const jenkinsSteps: Readonly<Record<string, ShellKind>> = {
	sh: 'sh',
	bat: 'cmd',
	powershell: 'pwsh',
	pwsh: 'pwsh',
};

/** `Jenkinsfile`: its shell steps and images. */
export function readJenkinsfile(draft: Draft): void {
	const steps =
		/\b(sh|bat|powershell|pwsh)\b[ \t]*\(?\s*(?:script\s*:\s*|\[?script\s*:\s*)?('''|"""|'|")([^]*?)\2/g;
	for (const match of draft.text.matchAll(steps)) {
		const body = match[3] ?? '';
		const start = match.index + match[0].length - (match[2]?.length ?? 0) - body.length;
		readScript(
			draft,
			sliceOf(draft.text, start, start + body.length),
			jenkinsSteps[match[1] ?? ''] ?? 'sh',
		);
	}
	for (const match of draft.text.matchAll(/\b(?:image|docker\.image)\s*\(?\s*['"]([^'"\n]+)['"]/g)) {
		const name = match[1] ?? '';
		const start = match.index + match[0].indexOf(name);
		note(
			draft,
			{ range: [start, start + name.length], role: 'run' },
			matchImage(draft.fingerprints, name),
		);
	}
}
