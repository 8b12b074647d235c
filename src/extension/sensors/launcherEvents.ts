import { watch } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import type { Disposable } from 'vscode';

/** A call of a launcher, as it reports it. */
export interface LauncherCall {
	readonly action: 'warn' | 'block';
	readonly command: string;
}

/**
 * Reports the calls that launchers append to `file`. They come from places that shell integration does not see: tasks,
 * scripts, nested shells. The file stays when the window is reloaded, as its terminals do.
 */
export async function watchLauncherEvents(
	file: string,
	report: (call: LauncherCall) => void,
): Promise<Disposable> {
	await writeFile(file, '', { mode: 0o600 });
	let offset = 0;
	let reading = Promise.resolve();
	const read = async (): Promise<void> => {
		const handle = await open(file, 'r');
		try {
			const { size } = await handle.stat();
			const { buffer, bytesRead } = await handle.read(
				Buffer.alloc(Math.max(0, size - offset)),
				0,
				null,
				offset,
			);
			const text = buffer.toString('utf8', 0, bytesRead);
			const whole = text.slice(0, text.lastIndexOf('\n') + 1);
			offset += Buffer.byteLength(whole);
			for (const line of whole.split('\n')) {
				const [action, command] = line.split(' ');
				if ((action === 'warn' || action === 'block') && command !== undefined) {
					report({ action, command });
				}
			}
		} finally {
			await handle.close();
		}
	};
	const watcher = watch(file, () => {
		reading = reading.then(read, read);
	});
	watcher.on('error', () => watcher.close());
	return { dispose: () => watcher.close() };
}
