/** How a file's variables are written in its commands. */
export const variableReferences = {
	make: /\$[({]([\w.-]+)[)}]|\$\$/g,
	just: /\{\{\s*([\w-]+)\s*\}\}/g,
	task: /\{\{\s*\.([\w]+)\s*\}\}/g,
	docker: /\$\{?(\w+)\}?/g,
} as const;

/** A tool whose files have variables. */
export type Tool = keyof typeof variableReferences;

/** Texts may not grow beyond this. UTF-16 code units. */
const longest = 8192;

/** Puts the values of variables in their places, also within values; those that are not known stay as they are. */
export function expand(text: string, variables: ReadonlyMap<string, string>, tool: Tool): string {
	let expanded = text;
	for (let round = 0; round < 4; round += 1) {
		const before = expanded;
		expanded = before
			.replaceAll(variableReferences[tool], (whole, name: string | undefined) =>
				name === undefined ? '$' : (variables.get(name) ?? whole),
			)
			.slice(0, longest);
		if (expanded === before || !expanded.includes(tool === 'make' || tool === 'docker' ? '$' : '{{')) {
			break;
		}
	}
	return expanded;
}
