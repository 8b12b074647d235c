import { type Draft, readInner, readScript } from '../draft.ts';
import { readMcpJson } from '../json/jsonFiles.ts';
import { type LineRule, readByRules, readListedExtensions } from './lineFiles.ts';
import type { Range } from '../reference.ts';
import { quotedSlice, replaceInSlice, type Slice, sliceOf } from '../slice.ts';

/** `script = <<-EOT`, with its text up to the line that ends it; a piece of a file may end within. */
const hereDocument = /=[ \t]*<<-?[ \t]*"?(\w+)"?[ \t]*\r?\n([^]*?)(?=\n[ \t]*\1\b|(?![^]))/g;
/** An attribute that holds a command, or a list of them: `command`, `startup_script`, `inline`. */
const commandAttribute =
	/^[ \t]*(?:\w+_)?(?:command|cmd|script|inline|user_data)s?[ \t]*=[ \t]*(?=(\[[^\]]{0,4000}|"[^\n]*))/gm;
const quoted = /"(?:[^"\\\n]|\\.)*"/g;
/** What Terraform puts in before a shell sees the text. */
const interpolation = /[$%]\{[^}\n]{0,200}\}/g;

/**
 * Terraform: extensions that a workspace gets, modules that bear an assistant's name, and what machines are set up with:
 * scripts in here-documents, commands, MCP servers in JSON.
 */
export function readTerraform(draft: Draft): void {
	readListedExtensions(draft);
	readByRules(draft, [module]);
	const { text } = draft;
	for (const match of text.matchAll(hereDocument)) {
		const content = match[2] ?? '';
		const start = match.index + match[0].length - content.length;
		readText(draft, sliceOf(text, start, start + content.length));
	}
	for (const match of text.matchAll(commandAttribute)) {
		const start = match.index + match[0].length;
		for (const [from, to] of stringsIn(match[1] ?? '', start)) {
			readText(draft, quotedSlice(text, from, to));
		}
	}
}

/** `source = "x.com/owner/name/provider"` */
const module: LineRule = {
	pattern: /^\s*source\s*=\s*"(?:[\w.-]+\.[a-z]+\/)?[\w-]+\/([\w-]+)\/[\w-]+"/,
	role: 'install',
	match: ({ names }, name) => {
		const assistant = names.byOwnName.get(name);
		return assistant && { assistant, certainty: 'likely', fingerprint: 'package' };
	},
};

/** The first string, or all of a list. */
function stringsIn(value: string, start: number): readonly Range[] {
	const strings = [...value.matchAll(quoted)].map(
		({ 0: whole, index }) => [start + index, start + index + whole.length] as const,
	);
	return value.startsWith('[') ? strings : strings.slice(0, 1);
}

function readText(draft: Draft, written: Slice): void {
	const inner = replaceInSlice(written, interpolation, (found) => '_'.repeat(found.length));
	if (/^\s*\{/.test(inner.text)) {
		readInner(draft, inner, readMcpJson);
	} else {
		readScript(draft, inner, 'bash');
	}
}
