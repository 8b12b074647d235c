import assert from 'node:assert/strict';
import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { programs } from '../../esbuild.config.mjs';
import { packageExtension, stageExtension } from '../../src/dev/packageExtension.ts';

const largestSize = 1_000_000;

describe('the VSIX', function () {
	this.timeout(60_000);
	let file: string;
	let names: readonly string[];

	before(async () => {
		({ file } = await packageExtension());
		names = namesInZip(readFileSync(file));
	});

	it('is smaller than 1 MB', () => {
		assert.ok(statSync(file).size < largestSize, `${statSync(file).size} bytes`);
	});

	it('holds the extension and nothing that only development needs', () => {
		const entries = Object.keys(programs.extension.files).join('|');
		const shipped = [
			String.raw`package(\.nls(\.[a-z-]+)?)?\.json`,
			String.raw`(README|readme)\.md`,
			String.raw`LICENSE(\.txt)?`,
			String.raw`(${entries}|shared/[A-Z0-9]{8})\.cjs`,
			String.raw`media/[\w./-]+\.(png|svg|json|md|sh|ps1|cmd|css|js)`,
			String.raw`grammars/[\w-]+\.(wasm|cjs)`,
		].join('|');
		const allowed = new RegExp(
			String.raw`^(\[Content_Types\]\.xml|extension\.vsixmanifest|extension/(${shipped}))$`,
		);
		assert.deepEqual(
			names.filter((name) => !allowed.test(name)),
			[],
		);
		for (const needed of ['extension/package.json', 'extension/main.cjs', 'extension/package.nls.json']) {
			assert.ok(names.includes(needed), `${needed} is missing`);
		}
	});

	it('holds everything that was staged', async () => {
		const folder = await stageExtension();
		const staged = globSync('**/*.*', { cwd: folder }).filter((name) =>
			statSync(path.join(folder, name)).isFile(),
		);
		const held = new Set(names.map((name) => name.toLowerCase()));
		assert.ok(staged.length > 3);
		assert.deepEqual(
			staged.filter((name) => !held.has(`extension/${name.split(path.sep).join('/')}`.toLowerCase())),
			[],
		);
	});

	it('has a manifest without dependencies and without scripts of ours, whose files are there', async () => {
		const folder = await stageExtension();
		const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<
			string,
			unknown
		>;
		for (const field of ['dependencies', 'devDependencies', 'optionalDependencies', 'private', 'type']) {
			assert.equal(field in manifest, false, field);
		}
		assert.deepEqual(manifest['scripts'], { 'vscode:uninstall': 'node ./uninstall.cjs' });
		assert.ok(names.includes('extension/uninstall.cjs'));
		assert.ok(names.includes(path.posix.join('extension', String(manifest['main']))));
		assert.ok(names.includes(path.posix.join('extension', String(manifest['icon']))));
	});
});

/** The names in a zip's central directory (APPNOTE.TXT 4.3.12). */
function namesInZip(zip: Buffer): readonly string[] {
	const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
	assert.notEqual(end, -1, 'not a zip');
	const count = zip.readUInt16LE(end + 10);
	const names: string[] = [];
	for (let at = zip.readUInt32LE(end + 16); names.length < count;) {
		const [name, extra, comment] = [
			zip.readUInt16LE(at + 28),
			zip.readUInt16LE(at + 30),
			zip.readUInt16LE(at + 32),
		];
		names.push(zip.toString('utf8', at + 46, at + 46 + name));
		at += 46 + name + extra + comment;
	}
	return names;
}
