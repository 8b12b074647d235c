import { cp, mkdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { openWorkbench } from '../driver/workbench.ts';
import type { launchBrowser } from '../editor/browser.ts';
import { startEditor } from '../editor/editorServer.ts';
import { stageExtension } from '../packageExtension.ts';
import { terminalProbe } from './terminalProbe.ts';

/** A real editor with a probe in its extension host. */
export interface ProbedEditor {
	/** Has the probe do one of its acts; its answer. */
	ask(what: string, argument?: unknown): Promise<unknown>;
	close(): Promise<void>;
}

/** Tells when its shell is about to print its first prompt. */
const startUpFile = `PROMPT_COMMAND='if [ -n "$BENCH_PROMPT" ]; then echo "$EPOCHREALTIME" > "$BENCH_PROMPT"; unset BENCH_PROMPT; fi'\n`;

/**
 * Starts it below `home`, with nothing else installed.
 *
 * @param anchor The trust anchor for our extension; without one the editor has no extension of ours.
 */
export async function startProbedEditor(
	home: string,
	anchor: unknown,
	browser: Awaited<ReturnType<typeof launchBrowser>>,
): Promise<ProbedEditor> {
	const ours = path.join(home, 'extensions/approved-assistants.approved-assistants-0.1.0');
	await layOut(home, anchor, ours);
	const probe = await awaitProbe();
	const editor = await startEditor({
		userDataDir: path.join(home, 'user-data'),
		extensionsDir: path.join(home, 'extensions'),
		env: {
			BENCH_PORT: String(probe.port),
			BENCH_OURS: ours,
			BENCH_PROMPTS: path.join(home, 'prompt'),
			HOME: path.join(home, 'user-home'),
			SHELL: '/bin/bash',
		},
	});
	const close = async (): Promise<void> => {
		await editor.stop();
		probe.close();
	};
	try {
		const page = await browser.newPage();
		const folder = path.join(home, 'folder');
		await openWorkbench(page, `${editor.url}/?folder=${encodeURIComponent(folder)}`);
		const ask = await probe.connected;
		return {
			ask,
			close: async () => {
				await page.close();
				await close();
			},
		};
	} catch (error) {
		await close();
		throw error;
	}
}

interface AwaitedProbe {
	readonly port: number;
	readonly connected: Promise<ProbedEditor['ask']>;
	close(): void;
}

async function awaitProbe(): Promise<AwaitedProbe> {
	const server = createServer();
	const connected = new Promise<ProbedEditor['ask']>((resolve) => {
		server.once('connection', (socket) => resolve(asking(socket)));
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	return { port: (server.address() as AddressInfo).port, connected, close: () => void server.close() };
}

function asking(socket: Socket): ProbedEditor['ask'] {
	const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
	return async (what, argument) => {
		socket.write(`${JSON.stringify({ what, argument })}\n`);
		const line = await lines.next();
		if (line.done === true) {
			throw new Error(`The editor ended at ${what}.`);
		}
		const { answer, error } = JSON.parse(line.value) as {
			readonly answer?: unknown;
			readonly error?: string;
		};
		if (error !== undefined) {
			throw new Error(`The probe failed at ${what}. ${error}`);
		}
		return answer;
	};
}

async function layOut(home: string, anchor: unknown, ours: string): Promise<void> {
	const probe = path.join(home, 'extensions/bench.probe-1.0.0');
	for (const folder of [
		probe,
		...['user-data/Machine', 'folder', 'user-home'].map((name) => path.join(home, name)),
	]) {
		await mkdir(folder, { recursive: true });
	}
	await writeFile(path.join(home, 'folder/readme.txt'), 'A folder to open.\n');
	await writeFile(path.join(home, 'user-home/.bashrc'), startUpFile);
	await writeFile(
		path.join(home, 'user-data/Machine/settings.json'),
		JSON.stringify({
			'workbench.startupEditor': 'none',
			// The editor would read all processes' files every two seconds for it, in the extension host.
			'remote.autoForwardPorts': false,
			...(anchor === undefined ? {} : { 'approvedAssistants.trustAnchor': anchor }),
		}),
	);
	if (anchor !== undefined) {
		await cp(await stageExtension(), ours, { recursive: true });
	}
	const manifest = {
		name: 'probe',
		publisher: 'bench',
		version: '1.0.0',
		engines: { vscode: '^1.101.0' },
		main: './main.cjs',
		activationEvents: ['onStartupFinished'],
	};
	await writeFile(path.join(probe, 'package.json'), JSON.stringify(manifest));
	await writeFile(path.join(probe, 'main.cjs'), terminalProbe);
}
