import { matchPackage } from '../../command/naming/packages.ts';
import type { ShellKind } from '../../signal.ts';
import { type Draft, note, readScript, readWords } from '../draft.ts';
import { linesOf } from '../lines.ts';
import { matchImageText } from '../naming/matchAddress.ts';
import { joinPieces, type Piece, type Slice, sliceOf, subSlice } from '../slice.ts';
import { withVariables } from '../templates.ts';

const instructionPattern = /^\s*(?:ONBUILD\s+)?([A-Za-z]+)(?:\s+--[\w-]+=\S+)*\s*/i;

/** `Dockerfile`: images, and what RUN, CMD, ENTRYPOINT and HEALTHCHECK run. */
export function readDockerfile(draft: Draft): void {
	readDockerText(draft, sliceOf(draft.text, 0, draft.text.length));
}

/** The same for one that stands within another file. */
export function readDockerText(draft: Draft, text: Slice): void {
	const stage: Stage = { draft, variables: new Map(), shell: 'sh' };
	for (const written of dockerInstructions(text)) {
		const instruction = withVariables(written, 'docker', stage.variables);
		const [head = '', verb = ''] = instructionPattern.exec(instruction.text) ?? [];
		const read = dockerReaders[verb.toUpperCase()] ?? readPiece;
		read(stage, subSlice(instruction, head.length, instruction.text.length), instruction);
	}
}

/** A file that is being read, with what its instructions have set so far. */
interface Stage {
	readonly draft: Draft;
	readonly variables: Map<string, string>;
	shell: ShellKind;
}

type DockerReader = (stage: Stage, body: Slice, instruction: Slice) => void;

const readCopy: DockerReader = ({ draft }, _, instruction) =>
	readImage(draft, instruction, 'install', /(?<=--from=)\S+/);

const readNothing: DockerReader = () => undefined;

/** A piece of a RUN that was copied without its head. */
const readPiece: DockerReader = (stage, _, instruction) =>
	readAfter(stage, instruction, /^\s*(?:(?:&&|\|\||;)\s*)?/);

const dockerReaders: Readonly<Record<string, DockerReader>> = {
	RUN: (stage, body, instruction) => {
		readImage(stage.draft, instruction, 'install', /(?<=--mount=\S*\bfrom=)[^\s,]+/);
		readDockerCommand(stage, body);
	},
	CMD: readDockerCommand,
	ENTRYPOINT: readDockerCommand,
	HEALTHCHECK: (stage, body) => readAfter(stage, body, /^CMD\s+/i),
	FROM: ({ draft }, body) => readImage(draft, body, 'run', /^\S+/),
	COPY: readCopy,
	ADD: (stage, body, instruction) => {
		readCopy(stage, body, instruction);
		readAddress(stage.draft, body);
	},
	ARG: setVariables,
	ENV: setVariables,
	SHELL: (stage, body) => {
		stage.shell = /pwsh|powershell/i.test(body.text) ? 'pwsh' : 'sh';
	},
	LABEL: readNothing,
	MAINTAINER: readNothing,
	WORKDIR: readNothing,
	USER: readNothing,
	EXPOSE: readNothing,
	VOLUME: readNothing,
	STOPSIGNAL: readNothing,
};

/** `ARG NAME=value`, `ENV NAME=value OTHER="value"`, `ENV NAME value`. */
function setVariables({ variables }: Stage, { text }: Slice): void {
	const pairs = [...text.matchAll(/([A-Za-z_]\w*)=(?:"([^"]*)"|'([^']*)'|(\S*))/g)];
	for (const [, name = '', ...values] of pairs) {
		variables.set(name, values.find((value) => value !== undefined) ?? '');
	}
	const [, name, value = ''] = pairs.length === 0 ? (/^([A-Za-z_]\w*)\s+(.*\S)/.exec(text) ?? []) : [];
	if (name !== undefined) {
		variables.set(name, value);
	}
}

/** `ADD https://… /tmp/install.sh` */
function readAddress(draft: Draft, body: Slice): void {
	for (const match of body.text.matchAll(/https?:\/\/\S+/g)) {
		const range = body.range(match.index, match.index + match[0].length);
		readWords(
			draft,
			['curl', match[0]].map((text) => ({ text, range })),
		);
	}
}

/** The command behind what `head` matches; nothing where it does not. */
function readAfter(stage: Stage, slice: Slice, head: RegExp): void {
	const from = head.exec(slice.text)?.[0].length ?? slice.text.length;
	readDockerCommand(stage, subSlice(slice, from, slice.text.length));
}

function readImage(draft: Draft, slice: Slice, role: 'run' | 'install', pattern: RegExp): void {
	const image = pattern.exec(slice.text);
	if (image !== null) {
		const range = slice.range(image.index, image.index + image[0].length);
		note(draft, { range, role }, matchImageText(draft, image[0]));
	}
}

function readDockerCommand({ draft, shell }: Stage, body: Slice): void {
	if (!/^\s*\[/.test(body.text)) {
		readPackageLines(draft, body);
		readScript(draft, withHeredoc(body), shell);
		return;
	}
	const words = [...body.text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => ({
		text: (match[1] ?? '').replaceAll(/\\(.)/g, '$1'),
		range: body.range(match.index, match.index + match[0].length),
	}));
	readWords(draft, words);
}

/** `RUN <<EOF`: the text is the script; its first line may name another program that reads it. */
function withHeredoc(body: Slice): Slice {
	const head = /^\s*<<-?\s*["']?(\w+)["']?\s*(?:(?:ba|da|z)?sh\b[^\n]*)?\n/.exec(body.text);
	if (head === null) {
		return body;
	}
	const end = body.text.lastIndexOf(head[1] ?? '');
	return subSlice(body, head[0].length, end > head[0].length ? end : body.text.length);
}

/**
 * A line of a long installation on lines of their own, also where the line that says what installs was not copied:
 * `open-interpreter==0.4.3`, `@openai/codex \`.
 */
function readPackageLines(draft: Draft, slice: Slice): void {
	const pattern =
		/^\s*(?:["']?([A-Za-z][\w.-]*(?:(?:\[[\w,-]+\])?[=~]=[\w.*]+|\[[\w,-]+\]))["']?|(?:&&\s*)?(@[\w.-]+\/[\w.-]+(?:@[\w.^~${}:-]+)?))\s*\\?\s*$/gm;
	for (const match of slice.text.matchAll(pattern)) {
		const name = match[1] ?? match[2] ?? '';
		const start = match.index + match[0].indexOf(name);
		const range = slice.range(start, start + name.length);
		const source = match[1] === undefined ? 'npm' : 'pypi';
		note(draft, { range, role: 'install' }, matchPackage(draft.fingerprints, source, name));
	}
}

/** Each instruction with its continuation lines; comment lines in between are not part of it. */
function dockerInstructions(slice: Slice): readonly Slice[] {
	const instructions: Slice[] = [];
	let pieces: Piece[] = [];
	let heredoc: string | undefined;
	const take = (): void => {
		const joined = joinPieces(pieces);
		instructions.push({
			text: joined.text,
			range: (start, end) => slice.range(...joined.range(start, end)),
		});
		pieces = [];
	};
	for (const line of linesOf(slice.text)) {
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
			take();
		}
	}
	if (pieces.length > 0) {
		take();
	}
	return instructions;
}
