import { type Draft, readScript } from '../draft.ts';
import { type Line, linesOf } from '../lines.ts';
import { joinPieces, replaceInSlice, type Slice, sliceOf } from '../slice.ts';
import { withTemplatesBlanked, withVariables } from '../templates.ts';

/** What is no recipe: rules, assignments, directives. */
const notARecipe =
	/^(?:[^\s:=#][^:=#]*::?(?:[^/=]|$)|[^\s#]*\s*[:?+!]?=|(?:-?include|ifn?eq|ifn?def|else|endif|define|endef|export|override|set|alias|import|mod)\b)/;
const assignment = /^(?:export\s+|override\s+)*([A-Za-z_][\w.-]*)\s*(?:::?:?|\?|\+)?=\s*(.*\S)/;
/** Commands that are carried out where the file is read: `$(shell x)` of make, backticks of just. */
const inner = /\$[({]shell\s+(.*)[)}]|:=\s*`([^`]*)`/;
/** A recipe behind its rule on one line: `all: deps ; command`. */
const behindRule = /^[^\s:=#][^:=#]*::?(?![=:])[^;#]*;\s*(.*\S)/;

/** `Makefile` and `justfile`: the recipes, with the values of plain variables in them. */
export function readRecipes(draft: Draft): void {
	const lines = linesOf(draft.text);
	const isJust = /just/i.test(draft.path) || draft.languageId === 'just';
	const recipes: Recipes = { draft, tool: isJust ? 'just' : 'make', variables: variablesIn(lines) };
	let recipe: Line[] = [];
	const flush = (): void => {
		if (recipe.length > 0) {
			readRecipe(recipes, recipe);
			recipe = [];
		}
	};
	for (const line of lines) {
		const continues = recipe.at(-1)?.text.endsWith('\\') === true;
		const indented = /^[\t ]+\S/.test(line.text);
		if (continues || ((indented || !notARecipe.test(line.text)) && !/^\s*#/.test(line.text))) {
			if (!continues) {
				flush();
			}
			recipe.push(line);
		} else {
			readInner(recipes, line);
		}
	}
	flush();
}

interface Recipes {
	readonly draft: Draft;
	readonly tool: 'make' | 'just';
	readonly variables: ReadonlyMap<string, string>;
}

/** Variables that are set to plain text; where one is set twice, the first counts. */
function variablesIn(lines: readonly Line[]): ReadonlyMap<string, string> {
	const variables = new Map<string, string>();
	for (const { text } of lines) {
		const [, name, value = ''] = text.startsWith('\t') ? [] : (assignment.exec(text) ?? []);
		if (name !== undefined && !variables.has(name) && !value.includes('`')) {
			variables.set(name, value.replace(/^(["'])(.*)\1$/, '$2'));
		}
	}
	return variables;
}

function readInner({ draft }: Recipes, { text, start }: Line): void {
	for (const pattern of [inner, behindRule]) {
		const found = /^\s*#/.test(text) ? null : pattern.exec(text);
		const command = found?.[1] ?? found?.[2];
		if (found !== null && command !== undefined) {
			const at = start + found.index + found[0].lastIndexOf(command);
			readScript(draft, sliceOf(draft.text, at, at + command.length), 'sh');
		}
	}
}

function readRecipe({ draft, tool, variables }: Recipes, lines: readonly Line[]): void {
	const pieces = lines.flatMap(({ text, start }) => {
		const from = /^[\t ]*[@+-]*/.exec(text)?.[0].length ?? 0;
		return [
			{ text: text.slice(from), start: start + from, end: start + text.length },
			{ text: '\n', start: start + text.length, end: start + text.length + 1 },
		];
	});
	const script = withVariables(joinPieces(pieces), tool, variables);
	readScript(draft, tool === 'make' ? withMakeBlanked(draft, script) : withTemplatesBlanked(script), 'sh');
}

/**
 * What make itself puts in: `$(VAR)`, `$@`; `$$` is the shell's dollar. What a piece of a file does not tell of is taken for
 * the program that it is called after.
 */
function withMakeBlanked({ names }: Draft, script: Slice): Slice {
	return replaceInSlice(
		withTemplatesBlanked(script),
		/\$\$|\$\([\w.-]+\)|\$\{[\w.-]+\}|\$[@<^*?]/g,
		(found) => {
			const program = found.slice(2, -1).toLowerCase();
			return found === '$$' ? '$' : names.byOwnName.has(program) ? program : '_'.repeat(found.length);
		},
	);
}
