import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a stand-in for each command-line tool into `folder`, which is then put on a PATH. A stand-in appends one
 * line of JSON, `{tool, arguments, pid}`, to the file that FIXTURE_LOG names (or `log`, where the environment does not
 * reach) and prints its name.
 */
export async function writeStandIns(folder: string, tools: readonly string[], log: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	await Promise.all(tools.map(async (tool) => writeStandIn(folder, tool, log)));
}

async function writeStandIn(folder: string, tool: string, log: string): Promise<void> {
	const program = path.join(folder, `${tool}.cjs`);
	await writeFile(
		program,
		`const line = { tool: ${JSON.stringify(tool)}, arguments: process.argv.slice(2), pid: process.pid };
require('node:fs').appendFileSync(process.env.FIXTURE_LOG || ${JSON.stringify(log)}, JSON.stringify(line) + '\\n');
console.log(${JSON.stringify(`${tool} (stand-in) is running`)});
`,
	);
	const posix = path.join(folder, tool);
	await writeFile(posix, `#!/bin/sh\nexec ${shellQuote(process.execPath)} ${shellQuote(program)} "$@"\n`);
	await chmod(posix, 0o755);
	if (process.platform === 'win32') {
		await writeFile(path.join(folder, `${tool}.cmd`), `@"${process.execPath}" "${program}" %*\r\n`);
	}
}

function shellQuote(text: string): string {
	return `'${text.replaceAll("'", `'\\''`)}'`;
}
