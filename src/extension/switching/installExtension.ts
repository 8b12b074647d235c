import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commands, extensions, Uri } from 'vscode';
import { failure, type Result, success } from '../../core/result.ts';
import type { SanctionedEntry } from '../../core/policy/document.ts';
import { systemTimer } from '../../node/timers.ts';

/** What stood in the way of an installation. */
export type InstallProblem =
	| { readonly code: 'DOWNLOAD_FAILED'; readonly address: string; readonly message: string }
	| {
			readonly code: 'WRONG_HASH';
			readonly address: string;
			readonly expected: string;
			readonly actual: string;
	  }
	| { readonly code: 'EDITOR_REFUSED'; readonly id: string; readonly message: string };

/** A VSIX larger than this is not downloaded. In bytes. */
const largestVsix = 512 * 1024 * 1024;
/** Milliseconds; an extension that the editor has not told of by then needs a reload first. */
const longestWait = 5000;

/**
 * Installs a sanctioned extension: from its VSIX when the policy gives one, after its SHA-256 was found right, else from
 * the marketplace. `false` means that it was there already.
 *
 * @param folder Where the download is kept while the editor installs it.
 */
export async function installSanctioned(
	extension: NonNullable<SanctionedEntry['extension']>,
	folder: string,
): Promise<Result<boolean, InstallProblem>> {
	if (extensions.getExtension(extension.id) !== undefined) {
		return success(false);
	}
	if (extension.vsix === undefined || extension.sha256 === undefined) {
		return await install(extension.id, extension.id);
	}
	const downloaded = await download(extension.vsix, extension.sha256);
	if (!downloaded.ok) {
		return downloaded;
	}
	await mkdir(folder, { recursive: true });
	const file = join(folder, `${extension.sha256}.vsix`);
	await writeFile(file, downloaded.value);
	try {
		return await install(extension.id, Uri.file(file));
	} finally {
		await rm(file, { force: true });
	}
}

async function download(address: string, expected: string): Promise<Result<Uint8Array, InstallProblem>> {
	let bytes: Uint8Array;
	try {
		const response = await fetch(address, { signal: AbortSignal.timeout(300_000) });
		if (!response.ok) {
			return failure({ code: 'DOWNLOAD_FAILED', address, message: `HTTP ${response.status}` });
		}
		bytes = await readAtMost(response, largestVsix);
	} catch (error) {
		const cause = error instanceof Error ? (error.cause ?? error) : error;
		return failure({ code: 'DOWNLOAD_FAILED', address, message: messageOf(cause) });
	}
	const actual = createHash('sha256').update(bytes).digest('hex');
	return actual === expected ? success(bytes) : failure({ code: 'WRONG_HASH', address, expected, actual });
}

async function readAtMost(response: Response, limit: number): Promise<Uint8Array> {
	const parts: Uint8Array[] = [];
	let size = 0;
	const body: AsyncIterable<Uint8Array> | Iterable<Uint8Array> = response.body ?? [];
	for await (const part of body) {
		size += part.length;
		if (size > limit) {
			throw new Error(`larger than ${limit} bytes`);
		}
		parts.push(part);
	}
	return Buffer.concat(parts);
}

async function install(id: string, source: string | Uri): Promise<Result<boolean, InstallProblem>> {
	try {
		// What an organisation gives this machine is not for Settings Sync to carry to the person's other machines.
		await commands.executeCommand('workbench.extensions.installExtension', source, { donotSync: true });
		await untilKnown(id);
		return success(true);
	} catch (error) {
		return failure({ code: 'EDITOR_REFUSED', id, message: messageOf(error) });
	}
}

/** The editor tells extensions of a new one a moment after it was installed; only then its commands can be run. */
async function untilKnown(id: string): Promise<void> {
	if (extensions.getExtension(id) !== undefined) {
		return;
	}
	await new Promise<void>((resolve) => {
		const known = extensions.onDidChange(() => {
			if (extensions.getExtension(id) !== undefined) {
				end();
			}
		});
		const cancel = systemTimer(end, longestWait);
		function end(): void {
			known.dispose();
			cancel();
			resolve();
		}
	});
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
