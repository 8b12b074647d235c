import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { until } from '../../../../src/dev/driver/until.ts';
import { environmentNames, programFileOf } from '../../../../src/node/processes/processes.ts';
import { createProcessWatch, type SeenProcess } from '../../../../src/node/processes/processWatch.ts';
import { createMachineFolder, type MachineFolder } from '../../../support/machineFolder.ts';

const stays = { program: '#!/bin/sh\nwhile :; do sleep 0.2; done\n' };

describe('the process watch', () => {
	it('reads what is not ours twice, and again when it was long away or looks below something new', async () => {
		const all = [
			{ pid: 10, parent: 1, argv: ['bash'] },
			{ pid: 11, parent: 10, argv: ['server'] },
			{ pid: 20, parent: 1, argv: ['stranger'] },
		];
		const settled: (readonly number[])[] = [];
		let clock = 0;
		const watch = createProcessWatch(
			{ mark: undefined, signs: () => new Set() },
			{
				list: async (known) => {
					settled.push([...known.keys()]);
					return await Promise.resolve(all);
				},
				now: () => clock,
			},
		);
		for (const [roots, later] of [
			[[10], 0],
			[[10], 500],
			[[10], 500],
			[[10], 6000],
			[[10], 500],
			[[10, 20], 500],
		] as const) {
			clock += later;
			await watch.look(roots);
		}
		assert.deepEqual(settled, [[], [], [20], [], [20], []]);
	});
});

describe('the process watch of this system', function () {
	this.timeout(30_000);
	let folder: MachineFolder;
	let children: ChildProcess[];

	before(function () {
		if (process.platform !== 'linux') {
			this.skip();
		}
	});

	beforeEach(async () => {
		folder = await createMachineFolder();
		children = [];
	});

	afterEach(async () => {
		for (const child of children) {
			const ended =
				child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
			// Each has a process group of its own, which may outlive it.
			process.kill(-(child.pid ?? Number.NaN), 'SIGKILL');
			await ended;
		}
		await folder.remove();
	});

	function shell(script: string, env: Readonly<Record<string, string>> = {}): number {
		const child = spawn('/bin/sh', ['-c', script], {
			cwd: folder.project,
			detached: true,
			env: { ...process.env, ...env },
			stdio: 'ignore',
		});
		children.push(child);
		return child.pid ?? Number.NaN;
	}

	/** Looks until a process with `word` among its arguments is new. */
	async function seen(
		watch: ReturnType<typeof createProcessWatch>,
		root: number,
		word: string,
	): Promise<SeenProcess> {
		return await until(`${word} is seen`, async () =>
			(await watch.look([root])).find(({ argv }) => argv.includes(word)),
		);
	}

	const plain = () => createProcessWatch({ mark: undefined, signs: () => new Set<string>() });

	it('sees what nested shells start, once each', async () => {
		await folder.write({ 'bin/tool': stays });
		const watch = plain();
		const root = shell(`sh -c 'sh -c "${folder.place('bin/tool')} first; :"; :'; :`);
		const found = await seen(watch, root, folder.place('bin/tool'));
		assert.equal(await programFileOf(found), folder.place('bin/tool'));
		const again = await watch.look([root]);
		assert.ok(!again.some(({ pid }) => pid === found.pid));
	});

	it('sees the script behind a relative path, and nothing outside of its roots', async () => {
		await folder.write({ './tool': stays });
		const watch = plain();
		const outside = shell('./tool outside; :');
		const root = shell('./tool inside; :');
		const found = await seen(watch, root, 'inside');
		assert.equal(await programFileOf(found), path.join(folder.project, 'tool'));
		assert.ok(!(await watch.look([root])).some(({ argv }) => argv.includes('outside')));
		assert.ok((await watch.look([outside])).some(({ argv }) => argv.includes('outside')));
	});

	it('knows a process that left everything by the mark of its terminal', async () => {
		await folder.write({ 'bin/tool': stays });
		const mark = { name: 'TEST_TERMINAL', value: folder.root };
		const watch = createProcessWatch({ mark, signs: () => new Set() });
		const root = shell('while :; do sleep 0.2; done');
		const leaver = shell(`(${folder.place('bin/tool')} left &) ; exit`, { TEST_TERMINAL: folder.root });
		const stranger = shell(`(${folder.place('bin/tool')} stranger &) ; exit`, { TEST_TERMINAL: 'other' });
		const found = await seen(watch, root, 'left');
		assert.notEqual(found.parent, leaver);
		assert.ok(stranger > 0);
		assert.ok(!(await watch.look([root])).some(({ argv }) => argv.includes('stranger')));
	});

	it('names the signs that a program, no shell, put into its child’s environment', async () => {
		await folder.write({
			'bin/agent.cjs': `require('node:child_process').spawn('sleep', ['41'], { env: { ...process.env, SIGN_B: 'secret' } });`,
		});
		const watch = createProcessWatch({ mark: undefined, signs: () => new Set(['SIGN_A', 'SIGN_B']) });
		const root = shell(
			`export SIGN_A=own; sleep 42 & '${process.execPath}' '${folder.place('bin/agent.cjs')}'; :`,
		);
		const looked: SeenProcess[] = [];
		await until('both are there', async () => {
			looked.push(...(await watch.look([root])));
			return ['41', '42'].every((time) => looked.some(({ argv }) => argv.includes(time)));
		});
		const signsOf = (time: string) =>
			looked.find(({ argv }) => argv[0] === 'sleep' && argv.includes(time))?.environment;
		assert.deepEqual(signsOf('42'), []);
		assert.deepEqual(signsOf('41'), ['SIGN_B']);
		assert.ok(!JSON.stringify(looked).includes('secret'));
		assert.ok((await environmentNames(root)).has('PATH'));
	});
});
