import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { installEditor } from './installEditor.ts';

/** Installs VSIX files by the editor's own command line; rejects with what it said when it refuses one. */
export async function installVsix(
	files: readonly string[],
	{ userDataDir, extensionsDir }: { readonly userDataDir: string; readonly extensionsDir: string },
): Promise<void> {
	if (files.length === 0) {
		return;
	}
	const { serverMain } = await installEditor(() => {});
	const places = {
		'--extensions-dir': extensionsDir,
		'--user-data-dir': userDataDir,
		'--server-data-dir': path.join(userDataDir, 'server'),
	};
	const wanted = files.flatMap((file) => ['--install-extension', file]);
	await promisify(execFile)(
		process.execPath,
		[serverMain, ...wanted, '--force', ...Object.entries(places).flat()],
		{ env: { ...process.env, EXTENSIONS_GALLERY: '{}' } },
	);
}
