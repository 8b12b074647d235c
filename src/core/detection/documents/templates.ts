import { expand, type Tool, variableReferences } from '../scripts/variables.ts';
import { replaceInSlice, type Slice } from './slice.ts';

/** What a pipeline or a task runner puts in before the shell sees the text: `${{ … }}`, `{{ … }}`, `${input:x}`. */
const templates = /\$?\{\{[^\n]*?\}\}|\$\{(?:input|env|config|command|localEnv|workspaceFolder)[:\w]*\}/g;

/** The slice with templates replaced by a word, so that the shell's reader does not take them for its own. */
export function withTemplatesBlanked(slice: Slice): Slice {
	return replaceInSlice(slice, templates, (found) => '_'.repeat(found.length));
}

/** The slice with the values of a file's variables in their places, as its tool would put them there. */
export function withVariables(slice: Slice, tool: Tool, variables: ReadonlyMap<string, string>): Slice {
	return variables.size === 0
		? slice
		: replaceInSlice(slice, variableReferences[tool], (found) => expand(found, variables, tool));
}
