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

const help = `npm run bench

Measures what people would feel, side by side in one run, and says which limits are kept; about six minutes.
It exits with 1 where one is not. On a busy machine only ratios tell anything.`;
readOptions(help, {});

const rows: readonly Row[] = [
	// First, as the language server has a process of its own: what others leave behind would be collected meanwhile.
	...(await step('Files as they are typed', benchKeystrokes)),
	...(await step('Size of the VSIX', benchSize)),
	...(await step('Command lines', benchDetection)),
	...(await step('A large policy', benchPolicy)),
	...(await step('Scan of a large tree', benchScan)),
	...(await step('Inventory of a home', benchInventory)),
	...(await step('Launchers in a terminal', benchLauncher)),
	...(await step('Terminals in a real editor', benchTerminal)),
	...(await step('Activation in a real editor', benchActivation)),
	...(await step('Notice, view and page in a real editor', benchSurfaces)),
];
process.stdout.write(`\n${rows.map(lineOf).join('\n')}\n`);
process.exitCode = rows.every(({ value, limit }) => limit === undefined || value <= limit) ? 0 : 1;

async function benchSize(): Promise<readonly Row[]> {
	const { file } = await packageExtension();
	return [{ name: 'VSIX', value: (await stat(file)).size / 1024, unit: 'KB', limit: 1024 }];
}
