import { commandCases, unseenCases } from './commandCases.ts';

/** The page on what is seen of command lines, made from the cases that the tests hold. */
export function detectionPage(): string {
	const sections = commandCases.map(({ title, shell, cases }) =>
		[
			`### ${title}`,
			'',
			...table(
				['Command line', 'Found'],
				cases.map(([line, found]) => [code(line), found]),
			),
			'',
		]
			.join('\n')
			.replace('\n\n|', `\n\nRead as \`${shell}\`.\n\n|`),
	);
	return `# What is seen of command lines

This page is made from the cases that the tests run, so it says what the program does and not what it should do. To make
it anew: \`node test/unit/core/detection/writeDetectionPage.ts\`.

A finding names the assistant and its use: it is **run**, **install**ed, **uninstall**ed, asked about (**query**) or
merely named (**mention**). Only running and installing are acted on. It is certain unless it says \`likely\` (nothing
speaks for another program of that name) or \`possible\` (the name is shared, and nothing on the line tells which program
it is); the policy sets the strongest action for each (\`uncertain\`). Where the command runs elsewhere, the finding says
\`container\` or \`otherMachine\`. What could not be read whole is \`unreadable\`, never silently clean.

## What is seen

${sections.join('\n')}
## What is not seen

These lines run an assistant and are not found, because the line alone does not say so:

${table(
	['Command line', 'Why'],
	unseenCases.map(([line, why]) => [code(line), why]),
).join('\n')}

Texts of more than 16,384 characters are read up to there, and the finding says that they were too long.
`;
}

function table(head: readonly [string, string], rows: readonly (readonly [string, string])[]): string[] {
	return [`| ${head.join(' | ')} |`, '| --- | --- |', ...rows.map((row) => `| ${row.join(' | ')} |`)];
}

/** A line as code in a table's cell: line ends become a visible mark, pipes are escaped. */
function code(line: string): string {
	const shown = line.replaceAll('\n', ' ⏎ ').replaceAll('|', '\\|');
	return shown.includes('`') ? `\`\` ${shown} \`\`` : `\`${shown}\``;
}
