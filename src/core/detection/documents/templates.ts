import { expand, type Tool, variableReferences } from '../scripts/variables.ts';
import { replaceInSlice, type Slice } from './slice.ts';

/** What a pipeline or a task runner puts in before the shell sees the text: `${{ … }}`, `{{ … }}`, `${input:x}`. */
const templates =
	/\$?\{\{(?!\{)[^\n]{0,400}?\}\}|\$\{(?:input|env|config|command|localEnv|workspaceFolder)[:\w]*\}/g;

/** The slice with templates replaced by a word, so that the shell's reader does not take them for its own. */
export function withTemplatesBlanked(slice: Slice): Slice {
	return replaceInSlice(slice, templates, (found) => '_'.repeat(found.length));
}

/** Longer values are lists of files, no commands. UTF-16 code units. */
const longestValue = 500;
/** What was made of a reference before, by the variables of its file. */
const expanded = new WeakMap<ReadonlyMap<string, string>, Map<string, string>>();

/** The slice with the values of a file's variables in their places, as its tool would put them there. */
export function withVariables(slice: Slice, tool: Tool, variables: ReadonlyMap<string, string>): Slice {
	if (variables.size === 0) {
		return slice;
	}
	// Variables that change while a file is read are looked up anew.
	const known = tool === 'docker' ? undefined : expanded.get(variables);
	const before = known ?? new Map<string, string>();
	expanded.set(variables, before);
	return replaceInSlice(slice, variableReferences[tool], (found) => {
		const value = before.get(found) ?? expand(found, variables, tool);
		before.set(found, value);
		return value.length > longestValue ? found : value;
	});
}
