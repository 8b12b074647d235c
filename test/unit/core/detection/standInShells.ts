import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Programs that do nothing but leave their name, and the assistants they stand for. */
export const standIns: Readonly<Record<string, string>> = {
	claude: 'claude-code',
	codex: 'codex',
	aider: 'aider',
};

/** A folder with the stand-ins, in which lines are really run. */
export interface StandInShells {
	/** Runs `line` in the shell; the assistants whose stand-ins ran. */
	readonly ranIn: (shell: string, line: string) => Promise<ReadonlySet<string>>;
	readonly remove: () => Promise<void>;
}

/** Whether the machine has the program. */
export function isInstalled(program: string): boolean {
	return ['/usr/bin', '/bin'].some((folder) => existsSync(path.join(folder, program)));
}

/** Makes the folder; the stand-ins lie on the PATH and where projects and homes have programs. */
export async function standInShells(): Promise<StandInShells> {
	const folder = await mkdtemp(path.join(tmpdir(), 'real-shells-'));
	// The lines write files of their own, and must not hit the stand-ins.
	for (const parent of ['work/node_modules', 'x/node_modules', '.local']) {
		await mkdir(path.join(folder, parent), { recursive: true });
	}
	for (const link of ['work/bin', 'work/node_modules/.bin', 'x/node_modules/.bin', '.local/bin']) {
		await symlink(folder, path.join(folder, link));
	}
	for (const name of Object.keys(standIns)) {
		const file = path.join(folder, name);
		await writeFile(file, `#!/bin/sh\necho ${name} >> "$RAN"\n`);
		await chmod(file, 0o755);
	}
	let runs = 0;
	return {
		ranIn: async (shell, line) => {
			runs += 1;
			const record = path.join(folder, `ran-${runs}.txt`);
			await writeFile(record, '');
			await new Promise<void>((resolve) => {
				const environment = { PATH: `${folder}:/usr/bin:/bin`, RAN: record, HOME: folder };
				const child = execFile(
					shell,
					['-c', line],
					{ cwd: path.join(folder, 'work'), env: environment, timeout: 20_000 },
					() => {
						resolve();
					},
				);
				child.stdin?.on('error', () => undefined);
				child.stdin?.end('input\n');
			});
			const names = (await readFile(record, 'utf8')).split('\n').filter((name) => name !== '');
			return new Set(names.map((name) => standIns[name] ?? name));
		},
		remove: async () => rm(folder, { recursive: true, force: true }),
	};
}
