import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { editors } from '../core/inventory/editors.ts';
import type { Machine } from '../core/inventory/machine.ts';

/**
 * The settings files of this person's editors in which machine-scoped settings count: of an editor on this machine the
 * user's own, of one that works here from elsewhere those of the machine. Only of editors that were used here.
 */
export function editorSettingsFiles({ home, applicationData }: Machine): readonly string[] {
	const files = editors.flatMap(({ userData, serverFolders = [] }) => [
		...(userData === undefined ? [] : [inside(join(applicationData, userData), 'User')]),
		// code-server has no folder between.
		...serverFolders.map(
			(folder) =>
				inside(join(home, folder, 'data'), 'Machine') ?? inside(join(home, folder), 'Machine'),
		),
	]);
	return files.filter((file) => file !== undefined);
}

function inside(folder: string, kind: 'User' | 'Machine'): string | undefined {
	return existsSync(join(folder, kind)) || existsSync(join(folder, 'User'))
		? join(folder, kind, 'settings.json')
		: undefined;
}
