import { cp, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { installPinned } from './pinnedInstall.ts';

export interface InstalledEditor {
	/** Script to run with Node 24. */
	readonly serverMain: string;
	/** VS Code's version, like `1.139.1`. */
	readonly version: string;
}

/**
 * Built-in extensions that nothing here needs and that are large or talk to the network at start: the editor's own
 * AI assistant, a diagram renderer, account sign-in.
 */
const unneededExtensions = [
	'copilot',
	'mermaid-markdown-features',
	'microsoft-authentication',
	'ms-vscode.js-debug',
	'ms-vscode.js-debug-companion',
	'ms-vscode.vscode-js-profile-table',
	'tunnel-forwarding',
];

/** Packages that carry a program for every platform, and the folder with one sub-folder for each. */
const perPlatform = ['@vscode/ripgrep-universal/bin', 'node-pty/prebuilds'];

/**
 * VS Code's server with its web workbench, from the npm registry (code-server's `lib/vscode`, without code-server).
 * Its own install scripts build native modules and must not run; nothing used here needs them (seen with 1.139.1).
 * Two small modules of ours stand where it looks for a native one.
 */
export async function installEditor(say: (line: string) => void): Promise<InstalledEditor> {
	const folder = await installPinned(
		{
			name: 'server',
			arrangement: 3,
			arrange: async (scratch) => arrangeServer(scratch),
		},
		(line) => say(line),
	);
	const manifest: unknown = JSON.parse(await readFile(path.join(folder, 'vscode/package.json'), 'utf8'));
	return {
		serverMain: path.join(folder, 'vscode/out/server-main.js'),
		version: String((manifest as { version?: unknown }).version),
	};
}

async function arrangeServer(scratch: string): Promise<void> {
	const modules = path.join(scratch, 'node_modules');
	const editor = path.join(scratch, 'vscode');
	await rename(path.join(modules, 'code-server/lib/vscode'), editor);
	await rm(path.join(modules, 'code-server'), { recursive: true });
	await rename(modules, path.join(editor, 'node_modules'));
	for (const name of ['spdlog', 'native-watchdog']) {
		const replacement = path.join(import.meta.dirname, 'replacements', name);
		await cp(replacement, path.join(editor, 'node_modules/@vscode', name), { recursive: true });
	}
	const unneeded = unneededExtensions.map((name) => path.join(editor, 'extensions', name));
	for (const holder of perPlatform.map((name) => path.join(editor, 'node_modules', name))) {
		const platforms = await readdir(holder);
		unneeded.push(
			...platforms
				.filter((name) => !name.startsWith(`${process.platform}-${process.arch}`))
				.map((name) => path.join(holder, name)),
		);
	}
	await Promise.all(unneeded.map((place) => rm(place, { recursive: true, force: true })));
}
