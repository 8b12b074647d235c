import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.join(import.meta.dirname, '../..');

/**
 * Runs the block of commands under "Push a policy" in the README, as it is printed there, by bash in `folder`, for a
 * person whose home is `home`. The folder has what a checkout has for it: the workspace's own programs.
 *
 * @returns The commands.
 */
export async function runReadmeCommands(folder: string, home: string): Promise<readonly string[]> {
	const readme = await readFile(path.join(root, 'README.md'), 'utf8');
	const [, block = ''] = /^## Push a policy\n[^]*?\n```sh\n([^]*?)```/m.exec(readme) ?? [];
	const programs = path.join(folder, 'node_modules/.bin');
	await mkdir(programs, { recursive: true });
	await symlink(path.join(root, 'src/cli/main.ts'), path.join(programs, 'assistant-policy'));
	await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', block], {
		cwd: folder,
		env: {
			HOME: home,
			PATH: [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter),
			npm_config_offline: 'true',
		},
	});
	return block.trimEnd().split('\n');
}
