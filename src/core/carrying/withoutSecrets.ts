import type { ServersPlace } from '../catalog/reads.ts';
import { mayBeKey } from './keys.ts';
import { piecesOf, variableName, writeReference } from './references.ts';
import type { Server } from './server.ts';

/** A server that can be written down, and the names of the values that were left behind. */
export interface CleanServer {
	readonly server: Server;
	/** Names to set: of environment variables, or of inputs. */
	readonly left: readonly string[];
}

interface Cleaning {
	readonly server: Server;
	readonly place: ServersPlace;
	readonly left: Set<string>;
}

/**
 * A server for the file of another assistant, without a value that may be secret. Of the environment and the headers no
 * value is taken over, whatever it looks like. Of arguments and addresses only what is plainly none is: options, numbers,
 * paths, addresses, packages, words that programs know. In its place stands a reference, in the form of `place`; where
 * that has none, the entry is left out. What cannot be told from a setting is a secret that is an ordinary word behind an
 * ordinary option.
 */
export function withoutSecrets(server: Server, place: ServersPlace): CleanServer {
	const cleaning: Cleaning = { server, place, left: new Set() };
	const clean: Server = {
		...server,
		command: server.command === undefined ? undefined : cleanCommand(cleaning, server.command),
		args: cleanArguments(cleaning),
		env: cleanEntries(cleaning, server.env, (key) => key),
		headers: cleanEntries(cleaning, server.headers, (key) => variableName(server.name, key)),
		cwd: server.cwd === undefined || isPlainPath(server.cwd) ? server.cwd : undefined,
		url:
			server.url === undefined
				? undefined
				: cleanAddress(cleaning, server.url, variableName(server.name, 'URL')),
	};
	return { server: clean, left: [...cleaning.left] };
}

/** A reference in the place of a value; `undefined` where the file has no form for one. */
function placeholder({ place, left }: Cleaning, name: string): string | undefined {
	left.add(name);
	return writeReference(place, name);
}

/** A reference where something has to stand: a place in a row of words cannot be left out, what follows would move up. */
function inPlace(cleaning: Cleaning, name: string): string {
	return placeholder(cleaning, name) ?? `<${name}>`;
}

function cleanCommand(cleaning: Cleaning, command: string): string {
	const isPlain = /^[\w.+@-]{1,64}$/.test(command) ? !mayBeKey(command) : isPlainPath(command);
	return isPlain ? command : inPlace(cleaning, variableName(cleaning.server.name, 'COMMAND'));
}

function cleanEntries(
	cleaning: Cleaning,
	entries: Readonly<Record<string, string>>,
	nameOf: (key: string) => string,
): Readonly<Record<string, string>> {
	return Object.fromEntries(
		Object.entries(entries).flatMap(([key, value]) => {
			// A key may be one itself, where somebody turned the two around.
			if (!/^[\w.-]{1,80}$/.test(key) || mayBeKey(key)) {
				cleaning.left.add(variableName(cleaning.server.name, 'VALUE'));
				return [];
			}
			const scheme = /^(?:Bearer|Basic|Token) /.exec(value)?.[0] ?? '';
			const reference = placeholder(cleaning, variableIn(value.slice(scheme.length)) ?? nameOf(key));
			return reference === undefined ? [] : [[key, scheme + reference]];
		}),
	);
}

const plainOption = /^--?[A-Za-z][A-Za-z-]{0,40}$/;
/** Options whose value is what people would call one's own. */
const tellingOption =
	/key|token|secret|pass|pwd|auth|cred|bearer|cookie|session|header|user|account|login|dsn|conn|cert|sign|salt|pin|otp|code|jwt|sid|hash|seed/i;
/** Programs whose first word names what they run. */
const runners = new Set(
	'npx bunx pnpx npm pnpm yarn bun uvx uv pipx node deno python python3 docker podman java'.split(' '),
);
/** Options of theirs that have a value which is none, and those that have no value. */
const ownValue = new Set(['-p', '--from', '--package', '--with', '--python', '--directory']);
const noValue = new Set([
	'-y',
	'-i',
	'-it',
	'-t',
	'-m',
	'-q',
	'--yes',
	'--rm',
	'--interactive',
	'--quiet',
	'--silent',
]);
const nameOnly = new Set(['-e', '--env']);
/** What programs know their parts by. */
const knownWords =
	/^(?:run|exec|x|dlx|tool|serve|server|start|stdio|http|sse|mcp|start-mcp-server|-|\.|\.\.)$/;
const plainWord = /^[a-z]{1,16}(?:-[a-z]{1,16})*$/;
const packageName =
	/^(?:@[a-z0-9][\w.-]*\/)?[a-z][\w.-]*(?:\[[a-z,-]+\])?(?:(?:@|==)(?:latest|next|v?\d+(?:\.\d+)*[\w.-]*))?$/;

function cleanArguments(cleaning: Cleaning): readonly string[] {
	const { args, command = '' } = cleaning.server;
	let namesNext = runners.has(command.replace(/^.*[\\/]/, '').replace(/\.(?:exe|cmd)$/i, ''));
	return args.map((word, index) => {
		const before = args[index - 1] ?? '';
		const option = plainOption.test(before) ? before : '';
		const isPlain = isPlainArgument(word, option, namesNext);
		if (
			!word.startsWith('-') &&
			!ownValue.has(option) &&
			!nameOnly.has(option) &&
			!knownWords.test(word)
		) {
			namesNext = false;
		}
		return isPlain
			? word
			: cleanArgument(cleaning, word, option === '' ? `argument ${index + 1}` : option);
	});
}

function cleanArgument(cleaning: Cleaning, word: string, called: string): string {
	const assigned = /^(?<key>-{0,2}[A-Za-z][\w-]{0,60})=/.exec(word)?.groups?.['key'];
	const key = assigned === undefined || mayBeKey(assigned) ? undefined : assigned;
	const wanted =
		key !== undefined && /^[A-Z][A-Z0-9_]*$/.test(key)
			? key
			: variableName(cleaning.server.name, key ?? called);
	if (/^[a-z][\w+.-]*:\/\//i.test(word)) {
		return cleanAddress(cleaning, word, wanted);
	}
	const value = key === undefined ? word : word.slice(key.length + 1);
	return `${key === undefined ? '' : `${key}=`}${inPlace(cleaning, variableIn(value) ?? wanted)}`;
}

/** The variable that a value is the value of. */
function variableIn(value: string): string | undefined {
	const [only, second] = piecesOf(value);
	return only?.kind === 'variable' && second === undefined && !mayBeKey(only.name) ? only.name : undefined;
}

function isPlainArgument(word: string, option: string, namesNext: boolean): boolean {
	if (mayBeKey(word)) {
		return false;
	}
	if (plainOption.test(word) || tellingOption.test(option)) {
		return plainOption.test(word);
	}
	const mayName = namesNext && ['', ...ownValue, ...noValue].includes(option);
	const forms = [
		knownWords,
		/^\d{1,5}(?::\d{1,5})?$/,
		...(nameOnly.has(option) ? [/^[A-Z][A-Z0-9_]{0,60}$/] : []),
		...(mayName ? [packageName] : []),
		...(option.startsWith('--') ? [plainWord] : []),
	];
	return forms.some((form) => form.test(word)) || isPlainPath(word) || isPlainAddress(word);
}

/** A path, none of whose names may be a key. */
function isPlainPath(text: string): boolean {
	const pieces = piecesOf(text);
	const isPath =
		/^(?:[A-Za-z]:[\\/]|\.{0,2}\/|~\/|[\w.-]+\/)/.test(text) ||
		(pieces[0]?.kind === 'known' && pieces[0].text !== '');
	return (
		isPath &&
		!text.includes('://') &&
		pieces.every((piece) => piece.kind === 'known' || (piece.kind === 'text' && isPlainNames(piece.text)))
	);
}

function isPlainNames(text: string): boolean {
	return /^[\w .@:+\\/-]*$/.test(text) && !mayBeKey(text);
}

function isPlainAddress(text: string): boolean {
	return /^(?:git\+)?https?:\/\/[\w.-]+(?::\d{1,5})?(?:\/[\w.@~/-]*)?$/.test(text) && !mayBeKey(text);
}

/** An address with a reference for whatever in it may be a key; one in whole where it cannot be told apart. */
function cleanAddress(cleaning: Cleaning, address: string, name: string): string {
	if (isPlainAddress(address)) {
		return address;
	}
	const [start = '', query = ''] = address.split('?', 2);
	const keys = query.split('&').map((pair) => /^([A-Za-z][\w-]{0,40})=[^#]*$/.exec(pair)?.[1] ?? '');
	if (!isPlainAddress(start) || keys.some((key) => key === '' || mayBeKey(key))) {
		return inPlace(cleaning, name);
	}
	const pairs = keys.map((key) => `${key}=${inPlace(cleaning, variableName(cleaning.server.name, key))}`);
	return `${start}?${pairs.join('&')}`;
}
