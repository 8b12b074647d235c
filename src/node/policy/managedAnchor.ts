import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TrustAnchor, trustAnchorSchema } from '../../core/policy/trust/anchor.ts';
import { type DocumentProblem, parseWithPlaces } from '../../core/policy/parseDocument.ts';
import { failure, type Result, success } from '../../core/result.ts';
import { decodeUtf8 } from '../signing/signature.ts';

/** Why a managed file was passed over. `path` is the file, or the folder above it that others can write. */
export type ManagedAnchorProblem =
	| { readonly code: 'writableByOthers'; readonly path: string }
	| { readonly code: 'noPlainFile'; readonly path: string }
	| { readonly code: 'unreadable'; readonly path: string; readonly message: string }
	| { readonly code: 'badContent'; readonly path: string; readonly problems: readonly DocumentProblem[] };

/** Where an administrator puts the trust anchor; `undefined` on systems that have no such place. */
export function managedAnchorPath(platform: NodeJS.Platform): string | undefined {
	switch (platform) {
		case 'linux':
			return '/etc/approved-assistants/anchor.json';
		case 'darwin':
			return '/Library/Application Support/ApprovedAssistants/anchor.json';
		case 'win32':
			// Not %ProgramData%, where every user may make folders, and not by a variable, which the user sets.
			return join('C:\\', 'Program Files', 'ApprovedAssistants', 'anchor.json');
		default:
			return undefined;
	}
}

/**
 * Reads the trust anchor from a file that only administrators can write: it and every folder above it must belong to
 * one of `owners` (user ids) and be writable by nobody else, and none may be a symbolic link, which somebody else may
 * have made. Above the file's own folder a sticky one (`/tmp`, mode 1777) will do, as in it nobody else can put something
 * of their own in the place of what belongs to an owner (inode(7)). A policy's source needs no such place, as what lies
 * there is signed. On Windows the place is trusted as such. A missing file is no problem: `undefined`. Synchronous, as it
 * comes before everything else.
 */
export function readManagedAnchor(
	path: string,
	owners: readonly number[] = [0],
): Result<TrustAnchor | undefined, ManagedAnchorProblem> {
	let bytes: Uint8Array;
	try {
		const problem = refusePlace(path, owners);
		if (problem !== undefined) {
			return failure(problem);
		}
		bytes = readFileSync(path);
	} catch (error) {
		const { code = '', message } = error as NodeJS.ErrnoException;
		return absent.has(code) ? success(undefined) : failure({ code: 'unreadable', path, message });
	}
	// Editors on Windows like to put a byte order mark first.
	const text = decodeUtf8(bytes)?.replace(/^\uFEFF/, '');
	const parsed = parseWithPlaces(text ?? '', trustAnchorSchema);
	return parsed.ok ? parsed : failure({ code: 'badContent', path, problems: parsed.error });
}

const absent = new Set(['ENOENT', 'ENOTDIR']);

function refusePlace(file: string, owners: readonly number[]): ManagedAnchorProblem | undefined {
	if (!lstatSync(file).isFile()) {
		return { code: 'noPlainFile', path: file };
	}
	if (process.platform === 'win32') {
		return undefined;
	}
	for (let path = file; ; path = dirname(path)) {
		const { uid, mode } = lstatSync(path);
		const link = (mode & 0o170000) === 0o120000;
		const isSafe =
			(mode & 0o022) === 0 || ((mode & 0o1000) !== 0 && path !== file && path !== dirname(file));
		if (link || !owners.includes(uid) || !isSafe) {
			return { code: 'writableByOthers', path };
		}
		if (path === dirname(path)) {
			return undefined;
		}
	}
}
