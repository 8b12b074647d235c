import { matchNixName } from '../../command/naming/packages.ts';
import { type Draft, readScript } from '../draft.ts';
import { packageOf, readListedExtensions } from '../files/lineFiles.ts';
import { ownerOfSetting } from '../naming/names.ts';
import {
	deepest,
	type Frame,
	lookBack,
	newFrame,
	type NixReading,
	noteToken,
	partOf,
	readMembers,
	statementBefore,
} from './nixFrames.ts';
import { packageIn, readName } from './nixNames.ts';
import { readNamed } from './nixStrings.ts';
import { type NixToken, nixTokens } from './nixText.ts';
import { replaceInSlice, sliceOf } from '../slice.ts';

/** `flake.nix` and other Nix files: packages by name, flakes by repository, extensions, commands and scripts. */
export function readNix(draft: Draft): void {
	if (scriptPiece.test(draft.text)) {
		readNixScript(draft, 0, draft.text.length, 'bash');
		return;
	}
	const reading: NixReading = {
		draft,
		tokens: nixTokens(draft.text),
		frames: [newFrame('', '')],
		deeper: 0,
		statement: 0,
	};
	for (const [index, token] of reading.tokens.entries()) {
		readToken(reading, token, index);
	}
	for (const frame of reading.frames) {
		readMembers(draft, frame);
	}
	readListedExtensions(draft);
}

function readToken(reading: NixReading, token: NixToken, index: number): void {
	const { draft, frames, tokens } = reading;
	const frame = frames.at(-1);
	const next = tokens[index + 1];
	const isKey = next?.text === '=' && next.kind === 'mark' && tokens[index + 2]?.text !== '=';
	if (frame === undefined) {
		return;
	}
	if (token.kind === 'mark') {
		readMark(reading, frame, token);
	} else if (isKey) {
		frame.key = token.text;
		reading.statement = token.start;
		readKey(draft, token, tokens[index + 2]?.text);
	} else if (token.kind === 'name') {
		readName(reading, token, index);
	} else {
		readString(reading, frame, token);
	}
}

function readMark(reading: NixReading, frame: Frame, { text, end }: NixToken): void {
	const { draft, frames } = reading;
	const isOpening = /^[{[(]$/.test(text);
	const isClosing = /^[}\])]$/.test(text);
	if ((isOpening && frames.length > deepest) || (isClosing && reading.deeper > 0)) {
		reading.deeper += isOpening ? 1 : -1;
	} else if (isOpening) {
		frames.push(newFrame(text, frame.key));
	} else if (isClosing && frames.length > 1) {
		readMembers(draft, frame);
		frames.pop();
	} else if (text === ';' && frame.bracket !== '[') {
		// `with pkgs;` does not end what it stands in.
		const written = draft.text.slice(Math.max(reading.statement, end - lookBack), end);
		frame.key = /\bwith\s+[\w.-]+\s*;$/.test(written) ? frame.key : '';
	}
}

/** `programs.x.enable = true`, and what is given to mise: `"npm:x" = "latest"`. */
function readKey(draft: Draft, token: NixToken, value: string | undefined): void {
	if (token.kind === 'string') {
		const given = /^[a-z]+:/.test(token.text) ? packageOf('mise')(draft, token.text) : undefined;
		const isOff = value === 'false' || onlyFalse.test(draft.text.slice(token.end, token.end + lookBack));
		const setting = isOff ? undefined : ownerOfSetting(draft.names, token.text);
		noteToken(
			draft,
			token,
			given ?? (setting && { ...setting, fingerprint: 'setting' }),
			given === undefined ? 'config' : 'install',
		);
	} else if (value !== 'false') {
		const name = /\b(?:programs|services)\.([\w-]+)/.exec(token.text)?.[1];
		noteToken(
			draft,
			partOf(token, name),
			name === undefined ? undefined : matchNixName(draft.fingerprints, name),
		);
	}
}

/** `= { "*" = false; };`: what a setting is set to that switches everything off. */
const onlyFalse = /^"?\s*=\s*\{(?:\s*"?[\w*]+"?\s*=\s*false;)+\s*\}/;

/** Attributes whose value is a command line or a script. */
const commandKey =
	/^(?:shellAliases|aliases|shellAbbrs|abbreviations|exec|Exec(?:Start|Stop)\w*|command|cmd|program|scripts?|text|entry|startupCommand|onLogin|\w*(?:Hook|Phase|Script|Commands?|Exec|Init|Content|Extra|Start|Stop)|init\w*|activation\w*|system\.activationScripts)$/;
/** An attribute that was copied out of its set of aliases still runs something. */
const startsWithRunner = /^(?:npx|bunx|pnpx|uvx)\s+\S/;
const isNamed =
	/^(?:name|pname|description|longDescription|homepage|mainProgram|version|type|desktopName|comment)$/;
const scriptMaker = /\bwrite(?:Shell|Bash|Fish|Zsh)?(?:Script|Application)\w*[^;]*$/;

function readString(reading: NixReading, frame: Frame, token: NixToken): void {
	const { draft, frames } = reading;
	const path = frames.flatMap(({ owner, key }) => [...owner.split('.'), ...key.split('.')]);
	const key = path.findLast((part) => part !== '') ?? '';
	addMember(reading, frame, token);
	if (token.kind === 'string' && readNamed(draft, token, path)) {
		return;
	}
	readInsertions(draft, token);
	const before = statementBefore(reading, token);
	const isCommand =
		(path.some((part) => commandKey.test(part)) || startsWithRunner.test(token.text)) &&
		!isNamed.test(key);
	const isScript = token.kind === 'text' && scriptMaker.test(before.replace(/'$/, ''));
	// The words of a list belong to its command: see `readMembers`.
	if (isScript || (isCommand && (frame.bracket !== '[' || token.text.includes(' ')))) {
		const shell = /[fF]ish/.test(path.join('.')) ? 'fish' : 'bash';
		readNixScript(draft, token.start, token.end, shell);
	}
}

/** What a list holds is the value of the attribute that it is given to. */
function addMember({ frames }: NixReading, frame: Frame, token: NixToken): void {
	const { members, key } = frame.bracket === '[' ? (frames.at(-2) ?? frame) : frame;
	const before = members.get(key);
	if (before === undefined) {
		members.set(key, [token]);
	} else {
		before.push(token);
	}
}

/** Packages whose files a string names: `${pkgs.x}/bin/x`. */
function readInsertions(draft: Draft, token: NixToken): void {
	for (const { index, 1: inside = '' } of token.text.matchAll(/\$\{([\w.-]+)\}/g)) {
		const start = token.start + index + 2;
		const name: NixToken = { kind: 'name', text: inside, start, end: start + inside.length };
		const part = packageIn(draft, inside);
		noteToken(
			draft,
			partOf(name, part),
			part === undefined ? undefined : matchNixName(draft.fingerprints, part),
		);
	}
}

/** A piece that was copied out of a script within a Nix file. */
const scriptPiece =
	/^\s*(?:echo|export|set -\w|if \[|cd|mkdir|npm|npx|curl|pip|uv|(?:exec\s+)?\$\{[\w.]+\}\/bin\/\S+)\s/;

function readNixScript(draft: Draft, start: number, end: number, shell: 'bash' | 'fish'): void {
	const script = replaceInSlice(sliceOf(draft.text, start, end), /''(?=\$)|\$\{[^}\n]*\}/g, (found) =>
		found.length === 2 ? '' : '_'.repeat(found.length),
	);
	readScript(draft, script, shell);
}
