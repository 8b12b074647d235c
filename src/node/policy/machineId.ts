import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The id by which this machine takes part in rollouts and exemptions: random, made once and kept in `folder`. It is sent
 * nowhere by itself. `undefined` where it cannot be kept, as an id that changes is none.
 */
export function readMachineId(folder: string): string | undefined {
	const path = join(folder, 'machine-id');
	try {
		mkdirSync(folder, { recursive: true });
		// Of windows that start together, the first one's holds.
		writeFileSync(path, randomUUID(), { flag: 'wx', mode: 0o600 });
	} catch {
		// It is there already, or cannot be written.
	}
	try {
		const text = readFileSync(path, 'utf8').trim();
		return /^[\w.-]{1,200}$/.test(text) ? text : undefined;
	} catch {
		return undefined;
	}
}
