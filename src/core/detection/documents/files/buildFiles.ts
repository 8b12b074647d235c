import { matchPackage } from '../../command/naming/packages.ts';
import { certain, type Draft, type Match, note } from '../draft.ts';
import { linesOf } from '../lines.ts';
import type { PackageMatch } from '../../command/naming/packages.ts';

/** How files of Gradle, Maven, sbt and .NET name a library: the first group is the group or the package. */
const libraries: readonly {
	readonly pattern: RegExp;
	readonly match: (draft: Draft, name: string) => Match | PackageMatch | undefined;
}[] = [
	{ pattern: /["']([a-z][\w.-]*):[\w.-]+(?::[^"']*)?["']/g, match: ofGroup },
	{ pattern: /["']([a-z][\w.-]*)["']\s*%%?\s*["']/g, match: ofGroup },
	{ pattern: /\bgroup\s*[:=]\s*["']([\w.-]+)["']/g, match: ofGroup },
	{ pattern: /<groupId>\s*([\w.-]+)\s*<\/groupId>/g, match: ofGroup },
	{
		pattern: /<(?:PackageReference|PackageVersion|package)\b[^>]*?\b(?:Include|Update|id)="([^"]+)"/g,
		match: ({ fingerprints }, name) => matchPackage(fingerprints, 'nuget', name),
	},
];

/** Gradle's and Maven's build files, version catalogs, project files of .NET. */
export function readBuildFile(draft: Draft): void {
	for (const { text, start } of linesOf(draft.text)) {
		if (/^\s*(?:\/\/|\*|<!--|#)/.test(text)) {
			continue;
		}
		for (const { pattern, match } of libraries) {
			for (const found of text.matchAll(pattern)) {
				const name = found[1] ?? '';
				const at = start + found.index + found[0].indexOf(name);
				note(draft, { range: [at, at + name.length], role: 'dependency' }, match(draft, name));
			}
		}
	}
}

/** The assistant whose packages of Java have the group's name, which is how theirs are published. */
function ofGroup({ names }: Draft, group: string): Match | undefined {
	return certain(names.byModule.get(`java:${group}`), 'package');
}
