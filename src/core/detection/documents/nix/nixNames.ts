import { matchNixName, matchPackage } from '../../command/naming/packages.ts';
import { type Draft, matchExtension } from '../draft.ts';
import { longestName, type NixReading, noteToken, partOf, statementBefore } from './nixFrames.ts';
import type { NixToken } from './nixText.ts';

const packageSet = /^(?:[\w-]*pkgs[\w-]*|unstable|stable|packages|legacyPackages)$/i;
const pythonSet = /(?:^|\.)(?:ps|p|pp|python\d*Packages|pythonPackages)\.([\w-]+)/;
const pythonList = /withPackages|python\d*Packages|propagatedBuildInputs|\bps\b/;
const listedHere = /pkgs|[pP]ackages|[iI]nputs|inherit\s*\(|systemPackages/;

/** A name that is no attribute's own: of a package set, in a list of packages, of an extension. */
export function readName(reading: NixReading, token: NixToken, index: number): void {
	const { draft } = reading;
	const { fingerprints } = draft;
	const { text } = token;
	if (text.length > longestName) {
		return;
	}
	const extension = /[\w-]+\.[\w-]+$/.exec(text)?.[0];
	const byExtension = extension === undefined ? undefined : matchExtension(draft, extension);
	const inPython = pythonSet.exec(text)?.[1];
	const inSet = packageIn(draft, text);
	if (byExtension !== undefined) {
		noteToken(draft, partOf(token, extension), byExtension, 'extension');
	} else if (inPython !== undefined) {
		noteToken(draft, partOf(token, inPython), matchPackage(fingerprints, 'pypi', inPython), 'dependency');
	} else if (inSet !== undefined) {
		noteToken(draft, partOf(token, inSet), matchNixName(fingerprints, inSet, true));
	} else if (isListed(reading, token, index)) {
		const name = text.slice(text.lastIndexOf('.') + 1);
		const around = statementBefore(reading, token);
		const found = pythonList.test(around)
			? matchPackage(fingerprints, 'pypi', name)
			: isTelling(draft, name) || listedHere.test(around)
				? matchNixName(fingerprints, name)
				: undefined;
		noteToken(draft, partOf(token, name), found);
	}
}

/** The name in a path through a package set that is an assistant's: `pkgs.x.override`, `packages.${system}.x`. */
export function packageIn({ fingerprints }: Draft, text: string): string | undefined {
	const parts = text.split('.');
	const from = parts.findIndex((part) => packageSet.test(part));
	return from < 0
		? undefined
		: parts
				.slice(from + 1)
				.find((part) => matchNixName(fingerprints, part, parts.length === from + 2) !== undefined);
}

/** Whether a name is an item of a list, is inherited, or stands alone on its line, copied out of a list. */
function isListed(reading: NixReading, token: NixToken, index: number): boolean {
	const { draft, frames, tokens } = reading;
	const frame = frames.at(-1);
	const isAlone =
		/(?:^|\n)[ \t]*$/.test(draft.text.slice(Math.max(0, token.start - longestName), token.start)) &&
		/^[ \t]*(?:#.*)?\r?(?:\n|$)/.test(draft.text.slice(token.end, token.end + longestName));
	const next = tokens[index + 1]?.text ?? '';
	const isInherited = /\binherit\s*\([^)]*\)[^;]*$/.test(statementBefore(reading, token));
	return (
		(frame?.bracket === '[' && !/^[:@]$/.test(next)) || isInherited || (frames.length === 1 && isAlone)
	);
}

/** A name that stands for nothing else, whatever list it is in. */
function isTelling({ catalog }: Draft, name: string): boolean {
	return (
		name.includes('-') ||
		catalog.byCommand.get(name)?.some(({ namesakes }) => namesakes === undefined) === true
	);
}
