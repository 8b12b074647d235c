import { createHash } from 'node:crypto';
import { FileType, Uri, workspace } from 'vscode';
import { takeOut } from '../../core/carrying/draft.ts';
import type { CarryChange } from '../../core/carrying/plan.ts';
import type { CarriedFile } from '../state.ts';
import { decode, liesBehindLink } from './findFiles.ts';
import type { CarryRoot } from './roots.ts';

/** Why a file was left as it is. */
export type LeftReason = 'changed' | 'unsaved' | 'link' | 'readOnly' | 'failed';

/** What was written, and what was not. */
export interface Written {
	readonly left: readonly { readonly uri: Uri; readonly reason: LeftReason }[];
	readonly files: readonly CarriedFile[];
}

/** A file of a plan, and where it lies. */
export interface PlacedChange {
	readonly root: CarryRoot;
	readonly change: CarryChange;
}

/** What is needed to take a change back. It has lengths and hashes only: nothing of what a file says is kept anywhere. */
export async function recordOf({ root, change }: PlacedChange): Promise<CarriedFile> {
	const uri = root.uriOf(change.path);
	const made: string[] = [];
	for (let folder = Uri.joinPath(uri, '..'); !(await exists(folder)); folder = Uri.joinPath(folder, '..')) {
		made.push(folder.toString());
	}
	return {
		uri: uri.toString(),
		inserted: change.inserted,
		before: change.before === undefined ? undefined : hashOf(change.before),
		after: hashOf(change.text),
		folders: made,
	};
}

/** Writes the files, each only if it is still as it was planned on. */
export async function writeFiles(
	changes: readonly PlacedChange[],
	records: readonly CarriedFile[],
	report: (path: string) => void,
): Promise<Written> {
	const left: { uri: Uri; reason: LeftReason }[] = [];
	const files: CarriedFile[] = [];
	for (const [index, { root, change }] of changes.entries()) {
		const uri = root.uriOf(change.path);
		report(change.path);
		const reason = (await whyNot(root, change)) ?? (await write(uri, change.text));
		const record = records[index];
		if (reason !== undefined) {
			left.push({ uri, reason });
		} else if (record !== undefined) {
			files.push(record);
		}
	}
	return { left, files };
}

/** Takes files back to the byte. What somebody has changed since is left, and given back. */
export async function takeBack(files: readonly CarriedFile[]): Promise<readonly CarriedFile[]> {
	const left: CarriedFile[] = [];
	for (const file of files.toReversed()) {
		if (!(await takeFileBack(file))) {
			left.unshift(file);
		}
	}
	return left;
}

async function takeFileBack({
	uri: written,
	inserted,
	before,
	after,
	folders,
}: CarriedFile): Promise<boolean> {
	const uri = Uri.parse(written, true);
	const text = await textOf(uri);
	const now = text === undefined ? undefined : hashOf(text);
	if (now === before) {
		await removeEmpty(folders);
		return true; // It never came to be, or somebody has taken it back.
	}
	if (text === undefined || now !== after || isUnsaved(uri)) {
		return false;
	}
	const restored = takeOut(text, inserted);
	if (before === undefined) {
		await workspace.fs.delete(uri);
		await removeEmpty(folders);
		return true;
	}
	return hashOf(restored) === before && (await write(uri, restored)) === undefined;
}

async function removeEmpty(folders: readonly string[]): Promise<void> {
	for (const folder of folders.map((one) => Uri.parse(one, true))) {
		try {
			if ((await workspace.fs.readDirectory(folder)).length > 0) {
				return;
			}
			await workspace.fs.delete(folder);
		} catch {
			return; // It is gone, or not ours to remove.
		}
	}
}

async function whyNot(root: CarryRoot, { path, before }: CarryChange): Promise<LeftReason | undefined> {
	const uri = root.uriOf(path);
	if (workspace.fs.isWritableFileSystem(uri.scheme) === false) {
		return 'readOnly';
	}
	if (isUnsaved(uri)) {
		return 'unsaved';
	}
	if (!root.isHome && ((await isLink(uri)) || (await liesBehindLink(root, path)))) {
		return 'link';
	}
	return (await textOf(uri)) === before ? undefined : 'changed';
}

async function write(uri: Uri, text: string): Promise<LeftReason | undefined> {
	try {
		await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
		return undefined;
	} catch (error) {
		return error instanceof Error && /NoPermissions/.test(error.name) ? 'readOnly' : 'failed';
	}
}

function isUnsaved(uri: Uri): boolean {
	return workspace.textDocuments.some((open) => open.isDirty && open.uri.toString() === uri.toString());
}

async function isLink(uri: Uri): Promise<boolean> {
	try {
		return ((await workspace.fs.stat(uri)).type & FileType.SymbolicLink) !== 0;
	} catch {
		return false;
	}
}

async function exists(uri: Uri): Promise<boolean> {
	try {
		await workspace.fs.stat(uri);
		return true;
	} catch {
		return uri.path === '/';
	}
}

async function textOf(uri: Uri): Promise<string | undefined> {
	try {
		return decode(await workspace.fs.readFile(uri));
	} catch {
		return undefined;
	}
}

function hashOf(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
