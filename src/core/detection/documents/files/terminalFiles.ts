import { type Draft, readScript, readWords } from '../draft.ts';
import { readPlugins } from './lineFiles.ts';
import { type Line, linesOf } from '../lines.ts';
import { sliceOf, withPrefix } from '../slice.ts';

/** What a key does in tmux: `bind -n C-y display-popup "x"`. */
const tmuxKey = /^\s*(?:bind|bind-key)\s+(?:-[A-Za-z]+\s+|-[NT]\s+(?:"[^"]*"|\S+)\s+)*\S+\s+/;
/** A command behind an action of kitty, WezTerm, Zellij, Vim: `launch --type=tab x`, `command="x"`, `:terminal x`. */
const actions: readonly RegExp[] = [
	/^\s*map\s+\S+\s+launch\s+(?:--\S+\s+)*/,
	/\b(?:command|Run)(?:\s*=\s*|\s+)(?=["'])/g,
	/(?:<cmd>|:|\b(?:vim\.cmd|cmd)\s*[[(]*\s*["'])\s*(?:v?split\s*\|\s*)?term(?:inal)?!?\s+/gi,
];
/** Lists of words in WezTerm's Lua: `args = { "x", "--y" }`. */
const luaList = /\bargs\s*=\s*\{([^}\n]*)\}/g;

/** Settings of terminals and multiplexers that start something: tmux, kitty, WezTerm, Zellij. */
export function readTerminalFile(draft: Draft): void {
	const isTmux = /tmux[\w.-]*\.conf$/.test(draft.path);
	for (const line of linesOf(draft.text)) {
		if (line.text.length > longestLine || /^\s*(?:#|--|\/\/|")/.test(line.text)) {
			continue;
		}
		if (isTmux) {
			readTmuxLine(draft, line);
		} else {
			readActions(draft, line);
		}
	}
}

/** Settings of Vim and Neovim: their plugins, and what they start in a terminal. */
export function readVimFile(draft: Draft): void {
	readPlugins(draft);
	for (const line of linesOf(draft.text)) {
		if (line.text.length <= longestLine && !/^\s*(?:"|--)/.test(line.text)) {
			readActions(draft, line);
		}
	}
}

const longestLine = 2000;

function readTmuxLine(draft: Draft, { text, start }: Line): void {
	const from = start + (tmuxKey.exec(text)?.[0].length ?? 0);
	readScript(draft, withPrefix(sliceOf(draft.text, from, start + text.length), 'tmux '), 'sh');
}

/** The commands that a line of settings starts, whichever program's they are. */
function readActions(draft: Draft, { text, start }: Line): void {
	for (const action of actions) {
		for (const match of action.global ? text.matchAll(action) : [action.exec(text)]) {
			const at = match === null ? -1 : match.index + match[0].length;
			const command = at < 0 ? undefined : commandAt(text, at);
			if (command !== undefined) {
				readScript(draft, sliceOf(draft.text, start + command.from, start + command.to), 'sh');
			}
		}
	}
	for (const match of text.matchAll(luaList)) {
		const from = start + match.index + match[0].indexOf('{');
		const words = [...(match[1] ?? '').matchAll(/(["'])([^"'\n]*)\1/g)].map(
			({ index, 2: word = '' }) => ({
				text: word,
				range: [from + index + 2, from + index + 2 + word.length] as const,
			}),
		);
		readWords(draft, words);
	}
}

/** A command in quotes, or up to the key, the quote or the bracket that ends it. */
function commandAt(text: string, at: number): { readonly from: number; readonly to: number } | undefined {
	const quote = /^["']/.exec(text.slice(at))?.[0];
	if (quote !== undefined) {
		const end = text.indexOf(quote, at + 1);
		return { from: at + 1, to: end < 0 ? text.length : end };
	}
	const length = /^[^<"'|]*/.exec(text.slice(at))?.[0].trimEnd().length ?? 0;
	return length === 0 ? undefined : { from: at, to: at + length };
}
