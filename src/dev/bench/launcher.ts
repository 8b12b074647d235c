import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launcherFolders, writeLaunchers } from '../../node/commands/launchers.ts';
import { median, type Row } from './figures.ts';

const rounds = 15;
const callsPerRound = 100;

/** What a launcher adds to a command that it lets through, against calling the command itself, in turns. */
export async function benchLauncher(): Promise<readonly Row[]> {
	const home = await mkdtemp(path.join(tmpdir(), 'approved-assistants-bench-'));
	try {
		const real = path.join(home, 'real');
		await mkdir(real);
		await writeFile(path.join(real, 'tool'), '#!/bin/sh\nexit 0\n');
		await chmod(path.join(real, 'tool'), 0o755);
		await writeLaunchers(
			home,
			new Map([['tool', { action: 'warn', lines: ['A line.', 'Another line.'] }]]),
		);
		const without = [real, process.env['PATH']].join(path.delimiter);
		const withLauncher = [launcherFolders(home).bin, without].join(path.delimiter);
		const added: number[] = [];
		for (let round = 0; round < rounds; round++) {
			added.push(timeCalls(withLauncher) - timeCalls(without));
		}
		return [{ name: 'launcher, added to a command', value: median(added), unit: 'ms', limit: 5 }];
	} finally {
		await rm(home, { recursive: true, force: true });
	}
}

/** Milliseconds per call. */
function timeCalls(PATH: string): number {
	const script = `i=0; while [ $i -lt ${callsPerRound} ]; do tool 2>/dev/null; i=$((i + 1)); done`;
	const start = performance.now();
	spawnSync('/bin/sh', ['-c', script], { env: { PATH } });
	return (performance.now() - start) / callsPerRound;
}
