import type { Assistant } from '../../../catalog/assistant.ts';
import type { Use } from '../../finding.ts';
import { programName } from '../naming/identify.ts';
import { matchRepository } from '../naming/packages.ts';
import type { Command, Word } from '../reading/reading.ts';
import { type Mark, report, type Scene } from '../scene.ts';
import { shellNamed } from '../launching/shells.ts';

const downloaders = new Set([
	'curl',
	'wget',
	'wget2',
	'aria2c',
	'http',
	'https',
	'xh',
	'fetch',
	'irm',
	'iwr',
	'invoke-restmethod',
	'invoke-webrequest',
	'start-bitstransfer',
	'bitsadmin',
]);
/** What carries out, unpacks or puts in place what it is given. */
const takers = new Set([
	'tar',
	'bsdtar',
	'unzip',
	'python',
	'python3',
	'node',
	'iex',
	'invoke-expression',
	'eval',
	'source',
	'.',
	'install',
	'dpkg',
	'msiexec',
	'perl',
	'ruby',
]);

/**
 * Downloads of an assistant's installer or release: installing where something carries it out, a query where only the
 * headers are asked for, else a mention.
 */
export function interpretDownload(
	scene: Scene,
	name: string,
	words: readonly Word[],
	command: Command,
): boolean {
	if (!downloaders.has(name)) {
		return false;
	}
	for (const word of words.slice(1)) {
		const found = addressed(scene, word.text);
		if (found !== undefined) {
			report(scene, word, { ...found, use: useOf(scene, words, command), fingerprint: 'installUrl' });
		}
	}
	return true;
}

/** The assistant whose installer or release `text` is the address of. */
function addressed(scene: Scene, text: string): Addressed | undefined {
	const address = text
		.replace(/^[a-z]+:\/\/(?:www\.)?/i, '')
		.replace(/[?#].*$/, '')
		.replace(/\/+$/, '')
		.toLowerCase();
	if (!address.includes('/') && !address.includes('.')) {
		return undefined;
	}
	const assistant =
		scene.catalog.byExtension.get(extensionIn(address) ?? '') ?? installedFrom(scene, address);
	if (assistant !== undefined) {
		return { assistant, certainty: 'certain' };
	}
	const likely = offeredAt(scene, address);
	return likely && { assistant: likely, certainty: 'likely' };
}

/** Whose installer an address is, and how surely. */
type Addressed = Pick<Mark, 'assistant' | 'certainty'>;

/** Known addresses of installers, and what known repositories release. */
function installedFrom(scene: Scene, address: string): Assistant | undefined {
	const { addresses } = scene.fingerprints;
	// The rest of it only running the line could tell: `…/latest/q-$(uname -m).zip`.
	const begin = /^[^/\0]+\/[^/\0][^\0]*(?=\0)/.exec(address)?.[0];
	const begun = begin === undefined ? [] : addresses.filter((entry) => entry.address.startsWith(begin));
	if (new Set(begun.map(({ assistant }) => assistant)).size === 1) {
		return begun[0]?.assistant;
	}
	for (const entry of addresses) {
		if (address === entry.address || address.startsWith(`${entry.address}/`)) {
			return entry.assistant;
		}
	}
	return /\/releases\/(?:latest\/)?download\/|install[\w.-]*\.(?:sh|ps1|cmd)$/.test(address)
		? matchRepository(scene.fingerprints, undefined, `/${address}`)?.assistant
		: undefined;
}

/** What an address says that a program is got from: `…/cli/install`, `downloads.…/x.deb`. */
const offers =
	/^(?:[\w-]+\.)*(?:downloads?|dl|releases?|updates?|install|get|cdn)\.|\/(?:[\w-]*install[\w.-]*|setup[\w.-]*|downloads?|releases?)(?:\/|$)|\.(?:sh|ps1|deb|rpm|dmg|appimage|zip|tar\.gz|exe|vsix)$/;

/** The assistant at whose own domain an installer is offered. */
function offeredAt({ fingerprints }: Scene, address: string): Assistant | undefined {
	const domain =
		address.length < 1000 && offers.test(address)
			? /^(?:[\w-]+\.)*?([\w-]+\.\w+)(?=\/|$)/.exec(address)?.[1]
			: undefined;
	return domain === undefined ? undefined : fingerprints.byDomain.get(domain);
}

/** Where galleries keep the packages of extensions: Visual Studio Marketplace, its hosts for each publisher, Open VSX. */
const galleryPaths: readonly RegExp[] = [
	/^[\w.-]+\/(?:_apis\/public|vscode)\/gallery\/publishers?\/([\w-]+)\/(?:vs)?extensions?\/([\w-]+)\//,
	/^[\w-]+\.gallerycdn\.vsassets\.io\/extensions\/([\w-]+)\/([\w-]+)\//,
	/^open-vsx\.org\/api\/([\w-]+)\/([\w-]+)\/(?:[\w-]+\/)?[\w.-]+\/file\//,
];

/** The id of the extension whose package an address is. */
function extensionIn(address: string): string | undefined {
	const [, publisher, name] =
		galleryPaths.map((path) => path.exec(address)).find((found) => found !== null) ?? [];
	return publisher === undefined ? undefined : `${publisher}.${name}`;
}

function useOf(scene: Scene, words: readonly Word[], command: Command): Use {
	if (words.some((word) => /^(?:-[A-Za-z]*I[A-Za-z]*|--head|--spider)$/.test(word.text))) {
		return 'query';
	}
	if (isPiped(scene, command) || isSubstituted(scene, command) || isRunLater(scene, words, command)) {
		return 'install';
	}
	return 'mention';
}

/** How far a download is followed along the line. */
const maxFollowed = 48;

/** Whether its output goes, over a number of pipes, into something that carries it out. */
function isPiped(scene: Scene, command: Command): boolean {
	let end = command;
	for (const other of behind(scene, command)) {
		if (other.pipedFrom === end) {
			if (takes(other)) {
				return true;
			}
			end = other;
		}
	}
	return false;
}

function behind(scene: Scene, command: Command): readonly Command[] {
	const at = scene.commands.indexOf(command) + 1;
	return scene.commands.slice(at, at + maxFollowed);
}

/** Whether a shell, `eval` or the like is given its output: `bash -c "$(curl …)"`, `. <(curl …)`. */
function isSubstituted(scene: Scene, command: Command): boolean {
	return behind(scene, command).some((other) => other.inner?.includes(command) === true && takes(other));
}

function takes(command: Command): boolean {
	return command.words.some((word) => {
		const name = programName(word.text);
		return takers.has(name) || shellNamed(name) !== undefined;
	});
}

/** Whether a later command on the line names the file it was saved as. */
function isRunLater(scene: Scene, words: readonly Word[], command: Command): boolean {
	const files = words.flatMap((word, at) =>
		/^(?:-[A-Za-z]*[oO]|--output|--output-document|-OutFile|-out)$/i.test(word.text)
			? [words[at + 1]?.text ?? '']
			: [],
	);
	const address = words.find((word) => /[\w-]\.[\w-]+\//.test(word.text))?.text ?? '';
	const names = new Set(
		[...files, address]
			.map((text) => text.replaceAll('\\', '/').split('/').at(-1) ?? '')
			.filter((text) => text !== ''),
	);
	return behind(scene, command).some(
		(other) =>
			!/^(?:rm|del|erase|cat|less|more|head|ls|dir|type|echo|remove-item|sha256sum|shasum)$/i.test(
				other.words[0]?.text ?? '',
			) &&
			other.words.some((word) => names.has(word.text.replaceAll('\\', '/').split('/').at(-1) ?? '')),
	);
}
