import { stat } from 'node:fs/promises';
import { benchActivation } from './bench/activation.ts';
import { benchDetection } from './bench/detection.ts';
import { lineOf, type Row } from './bench/figures.ts';
import { benchInventory } from './bench/inventory.ts';
import { benchKeystrokes } from './bench/keystrokes.ts';
import { benchLauncher } from './bench/launcher.ts';
import { benchSurfaces } from './bench/surfaces.ts';
import { benchPolicy } from './bench/policy.ts';
import { benchTerminal } from './bench/terminal.ts';
import { benchScan } from './bench/scan.ts';
import { step } from './demo/progress.ts';
import { packageExtension } from './packageExtension.ts';
import { readOptions } from './readOptions.ts';

const help = `npm run bench -- [--only TEXT]

Measures what people would feel, side by side in one run, and says which limits are kept; about six minutes.
It exits with 1 where one is not, or where something could not be measured. On a busy machine only ratios tell anything.

  --only TEXT  only the parts whose title has this text`;
const { only = '' } = readOptions(help, { only: { type: 'string' } });

const parts: readonly (readonly [title: string, measure: () => Promise<readonly Row[]>])[] = [
	// First, as the language server has a process of its own: what others leave behind would be collected meanwhile.
	['Files as they are typed', benchKeystrokes],
	['Size of the VSIX', benchSize],
	['Command lines', benchDetection],
	['A large policy', benchPolicy],
	['Scan of a large tree', benchScan],
	['Inventory of a home', benchInventory],
	['Launchers in a terminal', benchLauncher],
	['Terminals in a real editor', benchTerminal],
	['Activation in a real editor', benchActivation],
	['Notice, view and page in a real editor', benchSurfaces],
];
const chosen = parts.filter(([title]) => title.toLowerCase().includes(only.toLowerCase()));
if (chosen.length === 0) {
	console.error(`No part has "${only}" in its title: ${parts.map(([title]) => title).join('; ')}.`);
	process.exit(2);
}
const rows: Row[] = [];
const failures: string[] = [];
for (const [title, measure] of chosen) {
	try {
		rows.push(...(await step(title, measure)));
	} catch (error) {
		// What the other parts measured is not lost for it.
		failures.push(`${title}: ${error instanceof Error ? error.message : String(error)}`);
	}
}
process.stdout.write(`\n${rows.map(lineOf).join('\n')}\n`);
failures.forEach((failure) => console.error(`not measured: ${failure}`));
const areKept = rows.every(({ value, limit }) => limit === undefined || value <= limit);
process.exitCode = areKept && failures.length === 0 ? 0 : 1;

async function benchSize(): Promise<readonly Row[]> {
	const { file } = await packageExtension();
	return [{ name: 'VSIX', value: (await stat(file)).size / 1024, unit: 'KB', limit: 1024 }];
}
