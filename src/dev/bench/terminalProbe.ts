/**
 * An extension that measures from inside the extension host, and answers over a socket: a line of JSON `{ what, argument }`
 * in, a line with the answer out. What it can be asked:
 *
 * - `start`: opens a terminal and runs commands that do nothing in it. `{ host, shell, prompts }`: milliseconds from the call
 *   to the event of its shell integration, from the call until the shell itself is about to print its first prompt, and of each
 *   command to the prompt after it.
 * - `stay`: opens a terminal that stays, with its prompt.
 * - `cpu`: what this process uses of a processor for so many milliseconds, in milliseconds per second.
 * - `sample`: how long the stack had a function below the folder BENCH_OURS on it in so many milliseconds, in milliseconds, by
 *   samples every 0.1 ms.
 * - `sampleStarts`: the same while so many terminals are opened as by `start`, one after another.
 * - `calls`: how often functions below that folder were called, by V8's counters, for so many milliseconds; by name.
 * - `polled`: the files that this process looks at by the clock.
 */
export const terminalProbe = `
const { window } = require('vscode');
const { Session } = require('node:inspector/promises');
const { connect } = require('node:net');
const { createInterface } = require('node:readline');
const { readFileSync } = require('node:fs');
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const isOurs = (url) => url.includes(process.env.BENCH_OURS);
const event = (register, wanted) => new Promise((resolve) => {
	const subscription = register((value) => {
		if (wanted(value)) {
			subscription.dispose();
			resolve(value);
		}
	});
});
let count = 0;
const opened = async (options) => {
	const terminal = window.createTerminal({ name: 'bench ' + count++, ...options });
	await event(window.onDidChangeTerminalShellIntegration, (change) => change.terminal === terminal);
	return terminal;
};
const inspecting = async (domain, act) => {
	const session = new Session();
	session.connect();
	try {
		await session.post(domain + '.enable');
		return await act((method, parameters) => session.post(domain + '.' + method, parameters));
	} finally {
		session.disconnect();
	}
};
const acts = {
	start: async () => {
		const file = process.env.BENCH_PROMPTS + '-' + count;
		const from = Date.now(), start = performance.now();
		const terminal = await opened({ env: { BENCH_PROMPT: file } });
		const host = performance.now() - start;
		await pause(300);
		const shell = Number(readFileSync(file, 'utf8')) * 1000 - from;
		const prompts = [];
		for (let line = 0; line < 6; line++) {
			const before = performance.now();
			const execution = terminal.shellIntegration.executeCommand('true');
			await event(window.onDidEndTerminalShellExecution, (end) => end.execution === execution);
			if (line > 0) prompts.push(performance.now() - before);
		}
		terminal.dispose();
		await pause(300);
		return { host, shell, prompts };
	},
	stay: async () => {
		await opened({});
	},
	cpu: async (milliseconds) => {
		const before = process.cpuUsage(), from = performance.now();
		await pause(milliseconds);
		const { user, system } = process.cpuUsage(before);
		return (user + system) / (performance.now() - from);
	},
	sample: async (milliseconds) => await sampled(async () => await pause(milliseconds)),
	sampleStarts: async (terminals) => await sampled(async () => {
		for (let terminal = 0; terminal < terminals; terminal++) await acts.start();
	}),
	calls: async (milliseconds) => await inspecting('Profiler', async (post) => {
		await post('startPreciseCoverage', { callCount: true, detailed: false });
		await post('takePreciseCoverage');
		await pause(milliseconds);
		const { result } = await post('takePreciseCoverage');
		const calls = {};
		for (const { url, functions } of result.filter((script) => isOurs(script.url))) {
			for (const { functionName, ranges } of functions) {
				if (ranges[0].count > 0) calls[functionName] = (calls[functionName] ?? 0) + ranges[0].count;
			}
		}
		await post('stopPreciseCoverage');
		return calls;
	}),
	polled: () => process.report.getReport().libuv
		.filter(({ type, is_active }) => type === 'fs_poll' && is_active)
		.map(({ filename }) => filename),
};
const sampled = async (act) => await inspecting('Profiler', async (post) => {
	await post('setSamplingInterval', { interval: 100 });
	await post('start');
	await act();
	const { nodes, samples, timeDeltas } = (await post('stop')).profile;
	const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const within = (id) => id !== undefined && (isOurs(byId.get(id).callFrame.url) || within(parents.get(id)));
	return samples.reduce((sum, id, index) => sum + (within(id) ? timeDeltas[index] : 0), 0) / 1000;
});
exports.activate = () => {
	const socket = connect(Number(process.env.BENCH_PORT), '127.0.0.1');
	createInterface({ input: socket }).on('line', (line) => void (async () => {
		const { what, argument } = JSON.parse(line);
		let answer;
		try {
			answer = { answer: await acts[what](argument) ?? null };
		} catch (error) {
			answer = { error: String(error?.stack ?? error) };
		}
		socket.write(JSON.stringify(answer) + '\\n');
	})());
};
`;
