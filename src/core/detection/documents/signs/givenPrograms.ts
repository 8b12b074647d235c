import type { Assistant } from '../../../catalog/assistant.ts';
import { type Draft, note } from '../draft.ts';
import type { Line } from '../lines.ts';
import { isSpoken } from './spoken.ts';

/** How a variable or a setting names a program for others: the first group of `pattern` is its name. */
interface GivenProgram {
	/** What its line has, which costs less to look for. */
	readonly sign: RegExp;
	readonly pattern: RegExp;
	readonly isMeant: (assistant: Assistant) => boolean;
}

const givenPrograms: readonly GivenProgram[] = [
	{
		// `"AGENT_COMMAND": "x"`
		sign: /AGENT/,
		pattern:
			/\b(?:[A-Z][A-Z0-9_]*_)?AGENT_(?:COMMAND|CMD|CLI|BIN(?:ARY)?|EXECUTABLE)["']?\s*[:=]\s*["']?([\w-]+)["']?(?=[\s,;]|$)/,
		isMeant: () => true,
	},
	{
		// `"X_PATH": "/home/x/bin/x"`
		sign: /\/bin\//,
		pattern:
			/\b[A-Z][A-Z0-9_]*_(?:BIN|BINARY|CLI|CMD|COMMAND|EXECUTABLE|PATH)["']?\s*[:=]\s*["']?[\w$~{}./-]*\/bin\/([\w-]+)["']?(?=[\s,;]|$)/,
		isMeant: () => true,
	},
	{
		// `export EDITOR="x --wait"`, `git config core.editor "x --wait"`, `editor = x` of Git.
		sign: /editor|VISUAL/i,
		pattern:
			/(?:\b(?:GIT_|SUDO_|KUBE_)?(?:EDITOR|VISUAL)["']?(?:\s*[:=]\s*|\s+)|\bcore\.editor\s+|^\s*editor\s*=\s*)["']?(?:[\w$~{}./-]*\/)?([\w-]+)(?=["'\s]|$)/,
		isMeant: ({ kinds }) => kinds.includes('editor'),
	},
];

/** Programs that a variable or a setting tells others to start. */
export function readGivenPrograms(draft: Draft, { text, start }: Line): void {
	for (const { sign, pattern, isMeant } of givenPrograms) {
		const found = sign.test(text) ? pattern.exec(text) : null;
		const name = found?.[1];
		if (found !== null && name !== undefined && !isSpoken(text, found.index)) {
			const at = start + found.index + found[0].lastIndexOf(name);
			const [assistant, ...others] = draft.catalog.byCommand.get(name) ?? [];
			const isOwn = assistant !== undefined && others.length === 0 && isMeant(assistant);
			note(
				draft,
				{ range: [at, at + name.length], role: 'config' },
				isOwn ? { assistant, certainty: 'likely', fingerprint: 'command' } : undefined,
			);
		}
	}
}
