import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { installEditor } from '../../src/dev/editor/installEditor.ts';
import { dist, root } from '../../src/dev/paths.ts';

export interface ChosenEditor {
	/** For `vscodeExecutablePath`. */
	readonly program: string;
	/** One line that says which editor this is, and why not the other. */
	readonly description: string;
}

const probeLimit = 5_000;
const downloadLimit = 180_000;
const releases = 'https://update.code.visualstudio.com/api/releases/stable';

/** A downloaded desktop VS Code where one can be had and shown, else the editor from the npm registry. */
export async function chooseEditor(say: (line: string) => void): Promise<ChosenEditor> {
	const obstacle = await obstacleToDesktop();
	if (obstacle === undefined) {
		try {
			const program = await withLimit(downloadAndUnzipVSCode('stable'), downloadLimit);
			return { program, description: 'desktop VS Code (stable), downloaded' };
		} catch (error) {
			return registryEditor(say, `its download failed: ${firstLine(error)}`);
		}
	}
	return registryEditor(say, obstacle);
}

async function obstacleToDesktop(): Promise<string | undefined> {
	if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
		return 'there is no display';
	}
	try {
		const answer = await fetch(releases, { signal: AbortSignal.timeout(probeLimit) });
		await answer.body?.cancel();
		return answer.ok ? undefined : `its download site answered ${answer.status}`;
	} catch (error) {
		return `its download site cannot be reached: ${firstLine(error)}`;
	}
}

async function registryEditor(say: (line: string) => void, reason: string): Promise<ChosenEditor> {
	const { version } = await installEditor(say);
	const program = path.join(dist, 'test/registryEditor');
	await mkdir(path.dirname(program), { recursive: true });
	await writeFile(
		program,
		`#!/bin/sh\nexec '${process.execPath}' '${path.join(root, 'test/editor/registryEditor.ts')}' "$@"\n`,
	);
	await chmod(program, 0o755);
	return {
		program,
		description: `VS Code ${version} from the npm registry (no desktop VS Code: ${reason})`,
	};
}

async function withLimit<T>(work: Promise<T>, limit: number): Promise<T> {
	const { promise, reject } = Promise.withResolvers<never>();
	const timer = setTimeout(() => reject(new Error(`it took longer than ${limit / 1000} s`)), limit);
	try {
		return await Promise.race([work, promise]);
	} finally {
		clearTimeout(timer);
	}
}

function firstLine(error: unknown): string {
	return String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
}
