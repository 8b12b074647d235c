/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
	return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

/** A text as code in a table's cell: line ends become a visible mark, pipes are escaped. */
export function code(text: string): string {
	const shown = text.replaceAll('\t', '  ').replaceAll('\n', ' ⏎ ').replaceAll('|', '\\|');
	return shown.includes('`') ? `\`\` ${shown} \`\`` : `\`${shown}\``;
}
