import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Machine } from '../../src/node/commands/lookUpCommand.ts';
import type { MachineFile } from '../unit/core/detection/contextCases.ts';

/** A folder that stands for a machine: `home`, `project`, and `bin` as its only PATH. */
export interface MachineFolder {
	readonly root: string;
	readonly project: string;
	readonly machine: Machine;
	/** Where a path of `MachineFile` lies. */
	readonly place: (name: string) => string;
	readonly write: (files: Readonly<Record<string, MachineFile>>) => Promise<void>;
	readonly remove: () => Promise<void>;
}

export async function createMachineFolder(): Promise<MachineFolder> {
	const root = await realpath(await mkdtemp(path.join(tmpdir(), 'machine-')));
	const place = (name: string): string =>
		name.startsWith('~/')
			? path.join(root, 'home', name.slice(2))
			: name.startsWith('./')
				? path.join(root, 'project', name.slice(2))
				: path.join(root, name);
	await mkdir(place('./'), { recursive: true });
	await mkdir(place('bin'), { recursive: true });
	return {
		root,
		project: path.join(root, 'project'),
		machine: {
			home: path.join(root, 'home'),
			path: [path.join(root, 'own'), path.join(root, 'bin')],
			platform: process.platform,
			isOwnFolder: (folder) => folder === path.join(root, 'own'),
		},
		place,
		write: async (files) => {
			for (const [name, content] of Object.entries(files)) {
				const file = place(name);
				await mkdir(path.dirname(file), { recursive: true });
				await rm(file, { force: true });
				if (typeof content === 'object' && 'link' in content) {
					await symlink(place(content.link), file);
				} else {
					await writeFile(file, typeof content === 'string' ? content : content.program);
					await chmod(file, typeof content === 'string' ? 0o644 : 0o755);
				}
			}
		},
		remove: async () => await rm(root, { recursive: true, force: true }),
	};
}
