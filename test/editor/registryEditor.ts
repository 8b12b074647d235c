/**
 * Stands where `runTests` of @vscode/test-electron expects the program of a desktop VS Code: takes the same
 * arguments, runs the tests in the extension host of the editor from the npm registry, prints what they print and
 * ends with their exit code.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../../src/dev/editor/browser.ts';
import { startEditor } from '../../src/dev/editor/editorServer.ts';

const longestRun = 5 * 60_000;

const { values, positionals } = parseArgs({
	strict: false,
	options: {
		extensionDevelopmentPath: { type: 'string', multiple: true },
		extensionTestsPath: { type: 'string' },
		'extensions-dir': { type: 'string' },
		'user-data-dir': { type: 'string' },
	},
});
process.exitCode = await runInRegistryEditor({
	extensions: (values.extensionDevelopmentPath ?? []).map(String),
	tests: String(values.extensionTestsPath),
	extensionsDir: typeof values['extensions-dir'] === 'string' ? values['extensions-dir'] : undefined,
	userDataDir: typeof values['user-data-dir'] === 'string' ? values['user-data-dir'] : undefined,
	folder: positionals[0],
});

interface Run {
	readonly extensions: readonly string[];
	readonly tests: string;
	readonly extensionsDir: string | undefined;
	readonly userDataDir: string | undefined;
	readonly folder: string | undefined;
}

async function runInRegistryEditor(run: Run): Promise<number> {
	const home = await mkdtemp(path.join(tmpdir(), 'approved-assistants-tests-'));
	const editor = await startEditor({
		userDataDir: run.userDataDir ?? path.join(home, 'user-data'),
		extensionsDir: run.extensionsDir ?? path.join(home, 'extensions'),
		smokeTestDriver: true,
		say: (line) => console.log(line),
	});
	try {
		const browser = await launchBrowser((line) => console.log(line));
		try {
			return await exitCodeOf(await browser.newPage(), address(editor.url, run));
		} finally {
			await browser.close();
		}
	} finally {
		await editor.stop();
		await rm(home, { recursive: true, force: true });
	}
}

async function exitCodeOf(page: Page, url: string): Promise<number> {
	const { promise, resolve, reject } = Promise.withResolvers<number>();
	await page.exposeFunction('codeAutomationLog', (type: string, values: unknown[]) => print(type, values));
	await page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
	page.on('crash', () => reject(new Error('The browser page crashed.')));
	const limit = setTimeout(
		() => reject(new Error(`The tests did not end within ${longestRun / 60_000} minutes.`)),
		longestRun,
	);
	try {
		await page.goto(url);
		return await promise;
	} finally {
		clearTimeout(limit);
	}
}

function address(url: string, run: Run): string {
	const remote = (place: string): string => `vscode-remote://${new URL(url).host}${place}`;
	const payload = [
		...run.extensions.map((place) => ['extensionDevelopmentPath', remote(place)]),
		['extensionTestsPath', remote(run.tests)],
		['skipWelcome', 'true'],
	];
	const query = new URLSearchParams({ payload: JSON.stringify(payload) });
	if (run.folder !== undefined) {
		query.set('folder', run.folder);
	}
	return `${url}/?${query.toString()}`;
}

/** Only what the tests say, out of all that a workbench logs; everything with TEST_VERBOSE. */
function print(type: string, values: readonly unknown[]): void {
	const text = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' ');
	if (text.includes('[test] ') || process.env['TEST_VERBOSE']) {
		(type === 'error' ? console.error : console.log)(text);
	}
}
