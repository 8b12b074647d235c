import type { Assistant } from '../../../catalog/assistant.ts';
import { type Fingerprints, ownerOfCommand } from './fingerprints.ts';
import type { PackageMatch } from './packages.ts';

/** A package installed from a folder that bears the name of a scoped package, or from a tarball: `npm i -g ./gemini-cli`. */
export function matchFolder(fingerprints: Fingerprints, text: string): PackageMatch | undefined {
	if (!/^(?:[/~.]|[A-Za-z]:)|^(?!https?:).*\.tgz$/.test(text)) {
		return undefined;
	}
	const base = text.replaceAll('\\', '/').replace(/\/+$/, '').split('/').at(-1)?.toLowerCase() ?? '';
	const bare = /^(.*?)(?:-v?\d[\w.-]*)?\.tgz$/.exec(base)?.[1] ?? base;
	const found = fingerprints.npmNames.find(
		({ name }) => name.endsWith(`/${bare}`) || tarballOf(base, name),
	);
	const assistant = found?.assistant ?? ownerOfTarball(fingerprints, base);
	return assistant && { assistant, certainty: 'likely', fingerprint: 'path' };
}

/** A package of Python installed from the folder of its sources: `pip install -e /aider[dev]`. */
export function matchPythonFolder(fingerprints: Fingerprints, text: string): PackageMatch | undefined {
	const name = /^(?:file:)?[/~.].*?([\w-]+)\/?(?:\[[\w,-]*\])?$/.exec(text)?.[1];
	const assistant = name === undefined ? undefined : ownerOfCommand(fingerprints, name);
	const isOwn = assistant?.packages?.pypi?.some((one) => one === name || one.startsWith(`${name}-`));
	return assistant !== undefined && isOwn === true
		? { assistant, certainty: 'likely', fingerprint: 'path' }
		: undefined;
}

/** `anthropic-ai-claude-code-2.0.0.tgz`, as `npm pack` names it. */
function tarballOf(base: string, name: string): boolean {
	return (
		name.startsWith('@') &&
		base.endsWith('.tgz') &&
		base.startsWith(`${name.slice(1).replace('/', '-')}-`)
	);
}

/** The assistant whose program a tarball bears that was built beside: `name.tgz`, `name-1.0.0.tgz`. */
function ownerOfTarball(fingerprints: Fingerprints, base: string): Assistant | undefined {
	const name = /^([a-z][\w-]*?)(?:-v?\d[\w.-]*)?\.tgz$/.exec(base)?.[1];
	if (name === undefined) {
		return undefined;
	}
	const program = /^(.*)-cli$/.exec(name)?.[1] ?? '';
	return ownerOfCommand(fingerprints, name) ?? ownerOfCommand(fingerprints, program, 3);
}

/** The package of a tarball on an npm registry: `…/@scope/name/-/name-1.0.0.tgz`. */
export function tarballName(text: string): string | undefined {
	return /^https?:\/\/[^/]+\/(?:[^@]*?\/)??((?:@[^/]+\/)?[^/@]+)\/-\/[^/]+\.tgz/.exec(text)?.[1];
}
