import { closeSync, openSync, readSync } from 'node:fs';

/** Files beyond this are not read, in bytes: nobody writes them by hand. */
export const largestFile = 2_000_000;

/** As the editor takes it, which leaves the mark of its encoding out. */
export function textOf(bytes: Buffer): string {
	return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

const shared = Buffer.allocUnsafeSlow(largestFile + 1);

/**
 * The bytes of a file of which `readTextFile` would give the text; they hold until the next call. At once, in one piece of
 * memory: for programs that do nothing else meanwhile this is several times faster.
 */
export function readBytesSync(file: string): Buffer | undefined {
	let descriptor: number | undefined;
	try {
		descriptor = openSync(file, 'r');
		const length = readSync(descriptor, shared, 0, shared.length, 0);
		return length > largestFile ? undefined : shared.subarray(0, length);
	} catch {
		return undefined;
	} finally {
		if (descriptor !== undefined) {
			closeSync(descriptor);
		}
	}
}

/** The text of a file as `readTextFile` gives it, in the same way. */
export function readTextFileSync(file: string): string | undefined {
	const bytes = readBytesSync(file);
	return bytes === undefined || bytes.includes(0) ? undefined : textOf(bytes);
}
