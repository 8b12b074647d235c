import type { PackageSource } from '../../../catalog/assistant.ts';
import { matchPackage } from '../../command/naming/packages.ts';
import { certain, type Draft, note, readScript } from '../draft.ts';
import { isOutermost, type JsonString, jsonRemoval } from './jsonDocument.ts';
import { noteExtension, readByRule } from './jsonRules.ts';
import { matchHostedImage } from '../naming/matchAddress.ts';
import { ownerOfPath } from '../naming/ownPaths.ts';
import { noteSetting } from './settings.ts';

const dependencyKeys =
	/^(?:[a-z]*dependencies(?:meta)?|resolutions|overrides|imports|require|require-dev|catalogs?)$/i;
const versionLike =
	/^(?:[\^~<>=*v]|\d|workspace:|npm:|file:|link:|(?:latest|next|alpha|beta|canary|rc|nightly|dev)$)/;
/** Where commands stand: scripts of npm and composer, tasks of Deno, what git hooks and devbox run. */
const scriptKeys =
	/^(?:scripts|tasks|lint-staged|hooks|git-?hooks|simple-git-hooks|pre-(?:commit|push)|init_hook)$/i;
const prose =
	/^(?:name|displayName|version|description|summary|author|publisher|license|homepage|main|type|keywords|title|label)$/;

/** `package.json`, `deno.json`, `composer.json` and `devbox.json`. */
export function readPackageJson(draft: Draft): void {
	readByRule(draft, (_, string) => {
		const { path, isKey } = string;
		if (path[0] === 'extensionPack' || path[0] === 'extensionDependencies') {
			noteExtension(draft, string);
		} else if (isKey && path.at(-2) === 'configurationDefaults') {
			noteSetting(draft, string);
		} else if (path[0] === 'files' && !isKey && !string.value.startsWith('!')) {
			noteShipped(draft, string);
		} else if (isOwnName(string)) {
			noteOwnName(draft, string);
		} else if (isDependency(draft, string)) {
			readDependency(draft, string);
		} else if (!isKey) {
			readValue(draft, string);
		}
	});
}

/** An image, or a command. */
function readValue(draft: Draft, string: JsonString): void {
	if (!noteImage(draft, string) && isCommandLine(string)) {
		readScript(draft, string.slice, 'sh');
	}
}

/** An image that the package's program runs in or starts. */
function noteImage(draft: Draft, { value, range }: JsonString): boolean {
	return note(draft, { range, role: 'run' }, matchHostedImage(draft, value));
}

/** What is shipped with the package, so that an assistant of whoever installs it finds it. */
function noteShipped(draft: Draft, { value, range }: JsonString): void {
	const owner = ownerOfPath(draft.names, value.replace(/^\.\/|\/$/g, ''));
	note(draft, { range, role: 'config' }, certain(owner, 'path'));
}

/** The package's own name, and the commands that it brings. */
function isOwnName(string: JsonString): boolean {
	const { path, isKey } = string;
	return (
		// Copied out of its object, a command still looks like one.
		(isKey && isOutermost(path) && /^[\w./-]+\.[cm]?[jt]s$/.test(valueOf(string))) ||
		(path.length === 1 && path[0] === 'name' && !isKey) ||
		(path.length === 2 && path[0] === 'bin' && isKey)
	);
}

/** It is the assistant's own source, or a fork. */
function noteOwnName(draft: Draft, { value, isKey, range }: JsonString): void {
	const { byCommand } = draft.catalog;
	const [bearer] = isKey ? (byCommand.get(value.toLowerCase()) ?? []) : [];
	// In a piece without the package's name the command is all that tells; in a whole file the name does.
	const isShared =
		/"name"\s*:/.test(draft.text) &&
		bearer?.namesakes?.some(({ command }) => command === value.toLowerCase()) === true;
	const found = isKey
		? certain(isShared ? undefined : bearer, 'command')
		: matchPackage(draft.fingerprints, sourceOf(draft.path), value);
	note(draft, { range, role: 'config' }, found);
}

/** A line that was copied out of its object still looks like a dependency. */
function isDependency({ path: file }: Draft, string: JsonString): boolean {
	const { path, isKey, value } = string;
	const isPiece =
		isKey &&
		isOutermost(path) &&
		(versionLike.test(valueOf(string)) || /^@[\w.-]+\/[\w.-]+$/.test(value));
	return (
		isPiece ||
		path.slice(0, -1).some((key) => dependencyKeys.test(String(key))) ||
		(path[0] === 'packages' && file.endsWith('devbox.json'))
	);
}

/** The same holds for a script. */
function isCommandLine({ path, value }: JsonString): boolean {
	const last = String(path.at(-1));
	return (
		!prose.test(last) &&
		(path.some((key) => scriptKeys.test(String(key))) ||
			last === 'command' ||
			(isOutermost(path) && /\s/.test(value)))
	);
}

/** A dependency by its key, by what the key is another name for, or by an item of a list. */
function readDependency(draft: Draft, string: JsonString): void {
	const { path, isKey, value, range, node } = string;
	const source = sourceOf(draft.path);
	const target = isKey ? valueOf(string) : '';
	if (isKey || typeof path.at(-1) === 'number') {
		// Resolutions may begin with the package that asks for it: `**/name`.
		const name = source === 'nix' ? value.replace(/@.*$/, '') : value.replace(/^(?:\*\*\/)+/, '');
		const reference = /^npm:|github|gitlab/.test(target) ? target : name;
		const found = matchPackage(draft.fingerprints, source, reference);
		// Looking for what to delete takes time, and most dependencies are none of ours.
		const removal = found && jsonRemoval(draft.text, node);
		note(draft, { range, role: 'dependency', removal }, found);
	}
}

function sourceOf(path: string): PackageSource {
	return path.includes('composer') ? 'composer' : path.endsWith('devbox.json') ? 'nix' : 'npm';
}

/** The string that a key is set to. */
function valueOf({ node }: JsonString): string {
	const value: unknown = node.parent?.children?.[1]?.value;
	return typeof value === 'string' ? value : '';
}
