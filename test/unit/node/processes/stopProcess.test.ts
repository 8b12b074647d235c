import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { runningProcesses } from '../../../../src/node/processes/processes.ts';
import { stopProcess } from '../../../../src/node/processes/stopProcess.ts';
import { stopRuns } from '../../../../src/dev/stopRuns.ts';

describe('stopping a process', function () {
	this.timeout(60_000);

	before(function () {
		if (process.platform !== 'linux') {
			this.skip();
		}
	});

	it('ends the banned tool in every run, and nothing else', async () => {
		const { runs, stopped, bystanders, wrong } = await stopRuns(20);
		assert.deepEqual({ runs, stopped, wrong }, { runs: 20, stopped: 20, wrong: [] });
		assert.equal(bystanders, 20 * 6 + 15);
	});

	it('leaves alone what was given its number anew, though it has the same arguments', async () => {
		const child = spawn('sleep', ['60'], { stdio: 'ignore' });
		const running = (await runningProcesses()).find(({ pid }) => pid === child.pid);
		assert.ok(running?.started !== undefined);
		await stopProcess({ ...running, started: String(Number(running.started) - 1) });
		assert.equal(child.exitCode ?? child.signalCode, null);
		const ended = once(child, 'exit');
		assert.ok(await stopProcess(running));
		assert.deepEqual(await ended, [null, 'SIGINT']);
	});

	it('says so when it does not end', async () => {
		const child = spawn('sh', ['-c', `trap '' INT TERM; echo ready; while :; do sleep 0.2; done`], {
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		await once(child.stdout, 'data');
		const running = (await runningProcesses()).find(({ pid }) => pid === child.pid);
		assert.ok(running);
		assert.equal(await stopProcess(running), false);
		child.kill('SIGKILL');
		await once(child, 'exit');
	});
});
