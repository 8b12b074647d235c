import type { InstalledSignal, PackageReference } from '../detection/installedSignal.ts';
import { asRecord, textIn } from '../json/record.ts';

/** A server as it is configured: what it is called and what starts it. Arguments and variables may hold secrets. */
export interface McpServer {
	readonly name: string;
	/** The last path segment of its command. */
	readonly command: string | undefined;
	/** The host of its address, without what may name a person or hold a key. */
	readonly host: string | undefined;
	/** What a package runner is told to run. */
	readonly packages: readonly PackageReference[];
}

/** A server in the file at `path` (the home as `~`), as a signal. */
export function serverSignal({ name, command, packages }: McpServer, path: string): InstalledSignal {
	return {
		kind: 'installed',
		what: 'mcpServer',
		name,
		path,
		command,
		...(packages.length === 0 ? {} : { packages }),
	};
}

type IsKnown = (reference: PackageReference) => boolean;

/** The members under which assistants keep their servers: by name, or (Continue) as a list. */
const memberNames = [
	'mcpServers',
	'mcp_servers',
	'servers',
	'mcp',
	'context_servers',
	'amp.mcpServers',
	'extensions',
	'experimental.modelContextProtocolServers',
];
const runners: Readonly<Record<string, PackageReference['source']>> = {
	npx: 'npm',
	bunx: 'npm',
	pnpx: 'npm',
	npm: 'npm',
	pnpm: 'npm',
	yarn: 'npm',
	bun: 'npm',
	uvx: 'pypi',
	uv: 'pypi',
	pipx: 'pypi',
};
/** What runners are told before the package. */
const runnerWords = new Set(['exec', 'x', 'dlx', 'run', 'tool']);
const optionsWithPackage = new Set(['--package', '-p', '--from', '--spec']);
const optionsWithValue = new Set(['--python', '--with', '--registry', '--index-url', '-c', '--directory']);

/**
 * The servers in a configuration file, in the forms that assistants use: objects with `command` (a text, or with its
 * arguments as a list), `cmd` or `url`. VS Code keeps `mcp.json` this way, Claude Code also for each project.
 *
 * @param isKnown Which packages to keep; of all other arguments nothing is, as any may be a secret.
 */
export function mcpServersIn(config: unknown, isKnown: IsKnown): readonly McpServer[] {
	const root = asRecord(config);
	const holders = [root, ...Object.values(asRecord(root['projects'])).map(asRecord)];
	const servers = holders.flatMap((holder) =>
		memberNames.flatMap((member) => {
			const value = holder[member];
			// Amp and others nest one level more: `mcp: {servers: {…}}`.
			const inner = asRecord(value)['servers'];
			return readServers(typeof inner === 'object' ? inner : value, isKnown);
		}),
	);
	return servers;
}

function readServers(value: unknown, isKnown: IsKnown): readonly McpServer[] {
	if (Array.isArray(value)) {
		return value.flatMap((entry) => readServer(textIn(asRecord(entry), 'name') ?? '', entry, isKnown));
	}
	return Object.entries(asRecord(value)).flatMap(([name, entry]) => readServer(name, entry, isKnown));
}

function readServer(name: string, value: unknown, isKnown: IsKnown): readonly McpServer[] {
	const entry = asRecord(value);
	const written = entry['command'] ?? entry['cmd'];
	const words = [written, entry['args']]
		.flat()
		.filter((word): word is string => typeof word === 'string' && word !== '');
	const host = hostOf(textIn(entry, 'url') ?? textIn(entry, 'httpUrl') ?? textIn(entry, 'serverUrl'));
	if (name === '' || (words.length === 0 && host === undefined)) {
		return [];
	}
	const command = words[0] === undefined ? undefined : programOf(words[0]);
	const packages = command === undefined ? [] : packagesOf(command, words.slice(1));
	return [{ name, command, host, packages: packages.filter(isKnown) }];
}

/** The program's name; `undefined` for what is a command line rather than a program. */
function programOf(word: string): string | undefined {
	const name = word.replace(/^.*[\\/]/, '').replace(/\.(?:exe|cmd|bat|ps1)$/i, '');
	return /^[\w.+@-]{1,64}$/.test(name) ? name : undefined;
}

function packagesOf(command: string, words: readonly string[]): readonly PackageReference[] {
	const source = runners[command.toLowerCase()];
	if (source === undefined) {
		return [];
	}
	for (let at = 0; at < words.length; at++) {
		const word = words[at] ?? '';
		const [option = '', value] = word.split('=');
		const named = optionsWithPackage.has(option) ? (value ?? words[at + 1]) : undefined;
		if (named !== undefined) {
			return [{ source, name: withoutVersion(named) }];
		}
		if (optionsWithValue.has(word)) {
			at++;
		} else if (!word.startsWith('-') && !runnerWords.has(word)) {
			return [{ source, name: withoutVersion(word) }];
		}
	}
	return [];
}

function withoutVersion(reference: string): string {
	return reference.replace(/(?!^)(?:@|==).*$/, '');
}

function hostOf(url: string | undefined): string | undefined {
	return url === undefined ? undefined : /^[a-z]+:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url)?.[1];
}
