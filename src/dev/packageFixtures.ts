import { cp, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { dist, root } from './paths.ts';
import { stageFolder } from './stageFolder.ts';
import { type PackedExtension, packVsix } from './vsix.ts';

export interface PackedFixture extends PackedExtension {
	/** `publisher.name`. */
	readonly id: string;
	readonly version: string;
	/** The unpacked extension, named as the editor names it: a copy of it in an extensions folder is an installed extension. */
	readonly folder: string;
}

const sources = path.join(root, 'test/fixtures/extensions');
const shared = ['fixtureMain.cjs', 'icon.svg'];

/** Packs every stand-in extension as `dist/fixtures/ID-VERSION.vsix`; by id. */
export async function packageFixtures(): Promise<ReadonlyMap<string, PackedFixture>> {
	const entries = await readdir(sources, { withFileTypes: true });
	const packed = new Map<string, PackedFixture>();
	for (const entry of entries.filter((one) => one.isDirectory())) {
		packed.set(entry.name, await packageFixture(entry.name));
	}
	return packed;
}

async function packageFixture(id: string): Promise<PackedFixture> {
	const source = path.join(sources, id);
	const { version } = JSON.parse(await readFile(path.join(source, 'package.json'), 'utf8')) as {
		readonly version: string;
	};
	const folder = await stageFolder(path.join(dist, 'fixtures', `${id}-${version}`), async (scratch) => {
		await cp(source, scratch, { recursive: true });
		for (const name of shared) {
			await cp(path.join(sources, name), path.join(scratch, name));
		}
	});
	const { file, sha256 } = await packVsix(folder, `${folder}.vsix`);
	return { id, version, folder, file, sha256 };
}

if (import.meta.main) {
	for (const { file, sha256 } of (await packageFixtures()).values()) {
		console.log(`${path.relative(root, file)}  sha256 ${sha256}`);
	}
}
