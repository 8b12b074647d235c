import { commandCases } from './commandCases.ts';
import { unseenCases } from './unseenCases.ts';
import { contextCases } from './contextCases.ts';
import { code, table } from './pageTable.ts';
import { processCases } from './processCases.ts';

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
	const context = contextCases.map(({ title, setting, cases }) =>
		[
			`### ${title}`,
			'',
			setting,
			'',
			...table(
				['Command line', 'Found'],
				cases.map(([line, found]) => [code(line), found]),
			),
			'',
		].join('\n'),
	);
	return `# What is seen of command lines

This page is made from the cases that the tests run, so it says what the program does and not what it should do. To make
it anew: \`WRITE_PAGES=1 npm test -- --only unit --grep docs/detection.md\`.

A finding names the assistant and its use: it is **run**, **install**ed, **uninstall**ed, asked about (**query**) or
merely named (**mention**). Only running and installing are acted on. It is certain unless it says \`likely\` (nothing
speaks for another program of that name) or \`possible\` (the name is shared, and nothing on the line tells which program
it is); the policy sets the strongest action for each (\`uncertain\`). Where the command runs elsewhere, the finding says
\`container\` or \`otherMachine\`. What could not be read whole is \`unreadable\`, never silently clean.

## What is seen

${sections.join('\n')}
## What the machine adds

The editor's extension looks up what a line alone can't say: the file that a name resolves to on the PATH, the links and
the package behind it, aliases and functions of the shell's start-up files, and the scripts that a command runs by name.
Files are read, nothing is run, and each is read again only when it has changed. \`assistant-policy decide\` judges the
line alone. \`via file:line\` names each script on the way, with the line that leads on. What a function or a script of
several commands leads to is no more than \`likely\`, as any of them may be left out.

${context.join('\n')}
## Processes

While a terminal or a task runs something that is not its shell, the processes below it are looked at (twice a second on
Linux and macOS; nothing is looked at while nothing runs). That covers nested shells, scripts, links, copies and, on
Linux, what has left its terminal. Only what is certain is ever stopped, by its own process id, after it was told to end;
the shell and everything else go on. Of variables only the names are looked at.

${table(
	['Process', 'Found'],
	processCases.map(([process, , found]) => [process, found]),
).join('\n')}

## Tasks and launch configurations

A task's command line is judged like one of a terminal, and its processes are looked at. A launch configuration is judged
by its program, runtime, arguments and the task before it; one that would run what is blocked does not start, and the
reason is shown.

## What is not seen

These lines run an assistant and are not found in the line, because the line alone does not say so:

${table(
	['Command line', 'Why'],
	unseenCases.map(([line, why]) => [code(line), why]),
).join('\n')}

Texts of more than 16,384 characters are read up to there, and the finding says that they were too long.
`;
}
