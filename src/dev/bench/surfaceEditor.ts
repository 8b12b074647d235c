import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openWorkbench, type Workbench } from '../driver/workbench.ts';
import { launchBrowser } from '../editor/browser.ts';
import { startEditor } from '../editor/editorServer.ts';
import { stageExtension } from '../packageExtension.ts';
import { writeStandIns } from '../standIns.ts';

/** A real editor in a window of 1400 by 900, to measure what people see. */
export interface SurfaceEditor {
	readonly workbench: Workbench;
	readonly home: string;
	/** Our storage in it. */
	readonly storage: string;
	readonly close: () => Promise<void>;
}

/**
 * Starts it below `home`, with a folder, a stand-in for `claude` on the PATH, and nothing else installed.
 *
 * @param anchor The trust anchor for our extension; without one the editor has no extension.
 */
export async function startSurfaceEditor(home: string, anchor: unknown): Promise<SurfaceEditor> {
	const tools = await layOut(home, anchor);
	const browser = await launchBrowser(() => {});
	const editor = await startEditor({
		userDataDir: path.join(home, 'user-data'),
		extensionsDir: path.join(home, 'extensions'),
		env: { PATH: [tools, process.env['PATH']].join(path.delimiter) },
	});
	const close = async (): Promise<void> => {
		await browser.close();
		await editor.stop();
	};
	try {
		const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
		const folder = encodeURIComponent(path.join(home, 'folder'));
		const workbench = await openWorkbench(page, `${editor.url}/?folder=${folder}`);
		const storage = path.join(
			home,
			'user-data/User/globalStorage/approved-assistants.approved-assistants',
		);
		return { workbench, home, storage, close };
	} catch (error) {
		await close();
		throw error;
	}
}

async function layOut(home: string, anchor: unknown): Promise<string> {
	const user = path.join(home, 'user-data/User');
	const machine = path.join(home, 'user-data/Machine');
	const extensions = path.join(home, 'extensions');
	const tools = path.join(home, 'bin');
	for (const folder of [user, machine, extensions, path.join(home, 'folder')]) {
		await mkdir(folder, { recursive: true });
	}
	await writeFile(path.join(home, 'folder/build.sh'), '#!/bin/sh\nset -eu\n\nnpm ci\nnpm test\n');
	await writeFile(
		path.join(user, 'settings.json'),
		JSON.stringify({
			'workbench.startupEditor': 'none',
			'terminal.integrated.gpuAcceleration': 'off',
			'workbench.secondarySideBar.defaultVisibility': 'hidden',
			'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
			'files.hotExit': 'off',
		}),
	);
	const settings = anchor === undefined ? {} : { 'approvedAssistants.trustAnchor': anchor };
	await writeFile(path.join(machine, 'settings.json'), JSON.stringify(settings));
	await writeStandIns(tools, ['claude'], path.join(home, 'ran.log'));
	if (anchor !== undefined) {
		const ours = path.join(extensions, 'approved-assistants.approved-assistants-0.1.0');
		await cp(await stageExtension(), ours, { recursive: true });
	}
	return tools;
}
