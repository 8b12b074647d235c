import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes files of a made-up home. All paths are relative to it. */
export interface Home {
	readonly root: string;
	readonly file: (place: string, content?: string | Uint8Array) => void;
	readonly json: (place: string, value: unknown) => void;
	readonly folder: (place: string) => void;
	readonly program: (place: string, content: string | Uint8Array) => void;
	/** `target` is relative to the home too, or absolute. */
	readonly link: (place: string, target: string) => void;
}

export function layOut(root: string): Home {
	const home: Home = {
		root,
		folder: (place) => mkdirSync(path.join(root, place), { recursive: true }),
		file: (place, content = '') => {
			home.folder(path.dirname(place));
			writeFileSync(path.join(root, place), content);
		},
		json: (place, value) => home.file(place, JSON.stringify(value, undefined, '\t')),
		program: (place, content) => {
			home.file(place, content);
			chmodSync(path.join(root, place), 0o755);
		},
		link: (place, target) => {
			home.folder(path.dirname(place));
			const from = path.dirname(path.join(root, place));
			symlinkSync(path.relative(from, path.resolve(root, target)), path.join(root, place));
		},
	};
	return home;
}

/** What any compiled program begins with. */
export const anyBinary = Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, ...Array<number>(512).fill(0)]);

/** An ELF file whose only section of note says which package it was built from with Go. */
export function goBinary(packagePath: string): Uint8Array {
	const information = `0123456789abcdef path\t${packagePath}\n`.replace(' ', '');
	const inline = (text: string): Buffer => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
	const section = Buffer.concat([
		Buffer.from('\xff Go buildinf:', 'latin1'),
		Buffer.from([8, 2]),
		Buffer.alloc(16),
		inline('go1.25.0'),
		inline(information),
	]);
	const names = Buffer.from('\0.shstrtab\0.go.buildinfo\0');
	const header = Buffer.alloc(64);
	Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]).copy(header);
	const [namesAt, sectionAt] = [64, 64 + names.length];
	const tableAt = sectionAt + section.length;
	header.writeBigUInt64LE(BigInt(tableAt), 0x28);
	header.writeUInt16LE(64, 0x3a);
	header.writeUInt16LE(3, 0x3c);
	header.writeUInt16LE(1, 0x3e);
	const entry = (name: number, offset: number, length: number): Buffer => {
		const bytes = Buffer.alloc(64);
		bytes.writeUInt32LE(name, 0);
		bytes.writeBigUInt64LE(BigInt(offset), 0x18);
		bytes.writeBigUInt64LE(BigInt(length), 0x20);
		return bytes;
	};
	const table = [Buffer.alloc(64), entry(1, namesAt, names.length), entry(11, sectionAt, section.length)];
	return Buffer.concat([header, names, section, ...table]);
}
