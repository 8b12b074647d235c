import { type FileHandle, open } from 'node:fs/promises';

const magic = Buffer.from('\xff Go buildinf:', 'latin1');
const sectionName = '.go.buildinfo\0';
/** Build information stands at the start of its section; module lists of large programs are longer, the path is first. */
const readLength = 16 * 1024;

/**
 * The package path that a program was built from, when it was built with Go 1.18 or newer: `github.com/owner/name/cmd`.
 * Read from the section `.go.buildinfo` of an ELF file or `__go_buildinfo` of a 64-bit Mach-O file, as the library
 * debug/buildinfo does. `undefined` for all others.
 */
export async function goPackageOf(file: string): Promise<string | undefined> {
	let handle: FileHandle | undefined;
	try {
		handle = await open(file, 'r');
		const header = await readAt(handle, 0, 4096);
		const offset = isElf(header) ? await findInElf(handle, header) : findInMachO(header);
		return offset === undefined ? undefined : packagePath(await readAt(handle, offset, readLength));
	} catch {
		return undefined;
	} finally {
		await handle?.close();
	}
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
	const buffer = Buffer.alloc(length);
	const { bytesRead } = await handle.read(buffer, 0, length, position);
	return buffer.subarray(0, bytesRead);
}

/** Whether it is a little-endian 64-bit ELF file, as all machines that are developed on have. */
function isElf(header: Buffer): boolean {
	return header.subarray(0, 6).equals(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1]));
}

/** Offsets of fields: System V ABI, ELF-64 object file format. */
async function findInElf(handle: FileHandle, header: Buffer): Promise<number | undefined> {
	const tableOffset = Number(header.readBigUInt64LE(0x28));
	const [size, count, namesIndex] = [0x3a, 0x3c, 0x3e].map((at) => header.readUInt16LE(at));
	if (size !== 64 || count === undefined || namesIndex === undefined || namesIndex >= count) {
		return undefined;
	}
	const table = await readAt(handle, tableOffset, size * count);
	const place = (index: number): { readonly offset: number; readonly length: number } => ({
		offset: Number(table.readBigUInt64LE(index * 64 + 0x18)),
		length: Number(table.readBigUInt64LE(index * 64 + 0x20)),
	});
	const { offset, length } = place(namesIndex);
	const names = await readAt(handle, offset, Math.min(length, 64 * 1024));
	for (let index = 0; index < count; index++) {
		const start = table.readUInt32LE(index * 64);
		if (names.toString('latin1', start, start + sectionName.length) === sectionName) {
			return place(index).offset;
		}
	}
	return undefined;
}

/** Walks the load commands (mach-o/loader.h) for the section; they stand right behind the header. */
function findInMachO(header: Buffer): number | undefined {
	if (header.length < 32 || header.readUInt32LE(0) !== 0xfeedfacf) {
		return undefined;
	}
	const at = header.indexOf('__go_buildinfo\0');
	// sectname 16, segname 16, addr 8, size 8, offset 4
	return at < 0 || at + 52 > header.length ? undefined : header.readUInt32LE(at + 48);
}

/** Version, then module information, each with its length before it (flag 2: strings are inline). */
function packagePath(section: Buffer): string | undefined {
	if (!section.subarray(0, magic.length).equals(magic) || ((section[15] ?? 0) & 2) === 0) {
		return undefined;
	}
	const version = inlineString(section, 32);
	const information = version === undefined ? undefined : inlineString(section, version.end);
	const path = /path\t(\S+)/.exec(information?.text ?? '')?.[1];
	// Built from files instead of a package; the module still has a name.
	return path === 'command-line-arguments' ? /\nmod\t(\S+)/.exec(information?.text ?? '')?.[1] : path;
}

function inlineString(
	section: Buffer,
	from: number,
): { readonly text: string; readonly end: number } | undefined {
	let length = 0;
	let at = from;
	for (let shift = 0; ; shift += 7, at++) {
		const byte = section[at];
		if (byte === undefined || shift > 28) {
			return undefined;
		}
		length += (byte & 0x7f) * 2 ** shift;
		if (byte < 0x80) {
			break;
		}
	}
	const start = at + 1;
	return { text: section.toString('latin1', start, start + length), end: start + length };
}
