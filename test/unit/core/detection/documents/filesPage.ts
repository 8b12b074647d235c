import { code, table } from '../pageTable.ts';
import { unseenInFiles } from './unseenInFiles.ts';
import { decoys } from './ways/decoys.ts';
import type { Way } from './ways/way.ts';
import { waysInData } from './ways/waysInData.ts';
import { waysInPipelines } from './ways/waysInPipelines.ts';
import { waysInProvisioning } from './ways/waysInProvisioning.ts';
import { waysInScripts } from './ways/waysInScripts.ts';
import { waysInSource } from './ways/waysInSource.ts';

const sections: readonly (readonly [title: string, ways: readonly Way[]])[] = [
	['Editor files, MCP servers, dev containers, package files', waysInData],
	['Pipelines, containers and compose files', waysInPipelines],
	['What sets machines up, and what runs on them', waysInProvisioning],
	['Scripts, task runners, start-up files, variables', waysInScripts],
	['Source code', waysInSource],
];

/** The page on what is seen in files, made from the cases that the tests hold. */
export function filesPage(): string {
	const seen = sections.map(([title, ways]) => [`### ${title}`, '', ...rowsOf(ways), ''].join('\n'));
	return `# What is seen in files

This page is made from the cases that the tests run, so it says what the program does and not what it should do. To make
it anew: \`WRITE_PAGES=1 npm test -- --only unit --grep docs/files.md\`.

The editor shows these places in the files that are open, and after a while in the others of the workspace;
\`assistant-policy scan\` shows them in CI ([hooks and workflows](ci/README.md)). A place names an assistant to **run** or
**install** it, as an **extension**, as a **dependency**, as an **import**, or it is set up for it (**config**). What a policy says of it
is shown with the reason. A file in a repository proves no use: nothing is stopped because of one.

Below, \`NAME\` is the assistant's name of the kind in the middle column: its package on npm, its command, its variable and so
on. The path is an example; files of one kind are read alike wherever they lie, and templates (\`.tmpl\`, \`.example\`,
\`.j2\` …) like what becomes of them. Of variables only the names are looked at. Commands are read as
[command lines](detection.md) are. In notebooks the code of the cells is read, and what they have a shell do, never what they
put out; in one that is open, it is shown in the cells.

## What is seen

${seen.join('\n')}
## What is named and no reference

${rowsOf(decoys).join('\n')}

## What is not seen

${table(
	['File', 'Text', 'Why'],
	unseenInFiles.map(([path, text, why]) => [code(path), code(text), why]),
).join('\n')}

Files of more than 2,000,000 characters, binary files, and what is excluded by \`.gitignore\` are not read. What two assistants
of the catalog share names neither. How much of what real files name is found was [measured](measurements.md).
`;
}

function rowsOf(ways: readonly Way[]): readonly string[] {
	const rows = ways.map(([path, kind, text]) => [
		code(path),
		kind,
		code(text.replaceAll('@@', 'NAME').trimEnd()),
	]);
	return table(['File', 'Named by', 'Text'], rows);
}
