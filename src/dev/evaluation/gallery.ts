import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../paths.ts';
import { runProgram } from '../testing/runProgram.ts';
import { programOf } from '../testing/steps.ts';

const longestRun = 30 * 60_000;
/** The pictures that the README and the docs show, and those of the gallery that they are. */
const shown: Readonly<Record<string, string>> = {
	'status-page-light.png': 'status-page.en.light.large.png',
	'status-page-dark.png': 'status-page.en.dark.large.png',
	'status-page-highContrast.png': 'status-page.en.highContrast.large.png',
	'status-page-zh-cn.png': 'status-page.zh-cn.light.large.png',
	'why-dark.png': 'why.en.dark.small.png',
	'carry-over-dark.png': 'what-comes-along.en.dark.large.png',
	'notice-zh-cn.png': 'notice.zh-cn.dark.small.png',
};

/**
 * Shows every surface in every theme, language and size, looks whether all is on the screen, and leaves a picture of each in
 * `folder`, with a page to look through them. Those that the README shows are renewed. Takes some minutes.
 */
export async function drawGallery(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	const { code } = await runProgram(
		programOf('mocha/bin/mocha.js'),
		['test/endToEnd/surfaces.test.ts', '--timeout=120000'],
		{ limit: longestRun, env: { GALLERY: folder }, onLine: (line) => console.log(line) },
	);
	const pictures = (await readdir(folder)).filter((name) => name.endsWith('.png')).toSorted();
	const page = path.join(folder, 'index.html');
	await writeFile(page, pageOf(pictures));
	for (const [name, picture] of Object.entries(shown)) {
		if (existsSync(path.join(folder, picture))) {
			await copyFile(path.join(folder, picture), path.join(root, 'media/screenshots', name));
		}
	}
	console.log(`${pictures.length} pictures: ${page}`);
	process.exitCode = code ?? 1;
}

function pageOf(pictures: readonly string[]): string {
	const figures = pictures.map(
		(name) =>
			`<figure><img src="${name}" alt="" loading="lazy" /><figcaption>${name}</figcaption></figure>`,
	);
	return `<!doctype html><meta charset="utf-8" /><title>Every surface</title>
<style>body { display: flex; flex-wrap: wrap } figure { width: 46%; margin: 1% } img { width: 100% }</style>
${figures.join('\n')}
`;
}
