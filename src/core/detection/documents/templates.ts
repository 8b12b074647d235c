import { replaceInSlice, type Slice } from './slice.ts';

/** What a pipeline or a task runner puts in before the shell sees the text: `${{ … }}`, `{{ … }}`, `${input:x}`. */
const templates = /\$?\{\{[^\n]*?\}\}|\$\{(?:input|env|config|command|localEnv|workspaceFolder)[:\w]*\}/g;

/** The slice with templates replaced by a word, so that the shell's reader does not take them for its own. */
export function withTemplatesBlanked(slice: Slice): Slice {
	return replaceInSlice(slice, templates, (found) => '_'.repeat(found.length));
}
