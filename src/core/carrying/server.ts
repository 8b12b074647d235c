import type { ServersPlace } from '../catalog/reads.ts';
import { asRecord, textIn } from '../json/record.ts';

/** An MCP server as it is configured, whatever the form of the file. Its values may hold secrets. */
export interface Server {
	readonly name: string;
	readonly transport: 'stdio' | 'http' | 'sse';
	readonly command: string | undefined;
	readonly args: readonly string[];
	readonly env: Readonly<Record<string, string>>;
	readonly cwd: string | undefined;
	readonly url: string | undefined;
	readonly headers: Readonly<Record<string, string>>;
	readonly disabled: boolean;
	/** Keys that say something else. */
	readonly otherKeys: readonly string[];
}

/** The servers of a configuration that was read; `undefined` for each entry that neither starts nor names anything. */
export function serversIn(config: unknown, place: ServersPlace): ReadonlyMap<string, Server | undefined> {
	const holder = asRecord(asRecord(config)[place.member]);
	return new Map(
		Object.entries(holder).map(([name, value]) => [name, readServer(name, asRecord(value), place)]),
	);
}

function readServer(name: string, entry: Entry, place: ServersPlace): Server | undefined {
	const { environment = 'env', headers = 'headers' } = place;
	const words = [entry['command'], entry['args']].flat().filter((word) => typeof word === 'string');
	const [command, ...args] = splitCommand(words);
	const remote = command === undefined ? addressIn(entry, place) : undefined;
	if (command === undefined && remote === undefined) {
		return undefined;
	}
	const known = new Set([...plainKeys, environment, headers, place.address, place.streamAddress]);
	return {
		name,
		transport: remote?.transport ?? 'stdio',
		command,
		args,
		env: texts(entry[environment]),
		cwd: textIn(entry, 'cwd'),
		url: remote?.url,
		headers: remote === undefined ? {} : texts(entry[headers]),
		disabled: entry['disabled'] === true || entry['enabled'] === false,
		otherKeys: Object.keys(entry).filter((key) => !known.has(key)),
	};
}

/** Where a server is reached, and how: by the key of the address where there are two, else by what its type says. */
function addressIn(
	entry: Entry,
	{ address = 'url', streamAddress }: ServersPlace,
): { readonly url: string; readonly transport: 'http' | 'sse' } | undefined {
	const type = textIn(entry, 'type') ?? textIn(entry, 'transport');
	const plain = textIn(entry, address);
	const stream = streamAddress === undefined ? undefined : textIn(entry, streamAddress);
	const url = plain ?? stream ?? textIn(entry, 'url');
	const isStream = type === 'sse' || (plain === undefined && stream !== undefined);
	return url === undefined ? undefined : { url, transport: isStream ? 'sse' : 'http' };
}

type Entry = Readonly<Record<string, unknown>>;

const plainKeys = ['command', 'args', 'cwd', 'type', 'transport', 'url', 'disabled', 'enabled'];

/** Some write the whole line as the command. A path with blanks in it is one word. */
function splitCommand(words: readonly string[]): readonly string[] {
	const [first = '', ...rest] = words;
	return words.length === 1 && /\s/.test(first) && !/[\\/]/.test(first.split(/\s/)[0] ?? '')
		? first.trim().split(/\s+/)
		: first === ''
			? []
			: [first, ...rest];
}

/** A server in the form of `place`, as JSON has it. */
export function writeServer(server: Server, place: ServersPlace): Entry {
	const { transport, command, args, env, cwd, url, headers, disabled } = server;
	const {
		environment = 'env',
		headers: headersKey = 'headers',
		address = 'url',
		streamAddress = address,
	} = place;
	const isList = place.commandList === true && command !== undefined;
	const entries: readonly (readonly [string, unknown])[] = [
		['type', place.types?.[transport]],
		['command', isList ? [command, ...args] : command],
		['args', isList ? [] : args],
		[environment, env],
		['cwd', cwd],
		[transport === 'sse' ? streamAddress : address, url],
		[headersKey, headers],
		['disabled', disabled ? true : undefined],
	];
	return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
	return (
		value === undefined ||
		(typeof value === 'object' && value !== null && Object.keys(value).length === 0)
	);
}

function texts(value: unknown): Readonly<Record<string, string>> {
	return Object.fromEntries(
		Object.entries(asRecord(value))
			.filter(([, one]) => ['string', 'number', 'boolean'].includes(typeof one))
			.map(([key, one]) => [key, String(one)]),
	);
}
