import assert from 'node:assert/strict';
import path from 'node:path';
import type { ShellKind } from '../../../../src/core/detection/signal.ts';
import { createMachineReader } from '../../../../src/node/commands/commandReader.ts';
import { createMachineFolder, type MachineFolder } from '../../../support/machineFolder.ts';
import { contextCases } from '../../core/detection/contextCases.ts';
import { describeFindings, shippedCatalog } from '../../core/detection/describeFindings.ts';

const grammars = {
	folder: path.resolve('node_modules/@vscode/tree-sitter-wasm/wasm'),
	program: path.resolve('src/node/commands/grammarProgram.ts'),
};

describe('a command line on a machine', () => {
	let folder: MachineFolder;

	beforeEach(async () => {
		folder = await createMachineFolder();
	});

	afterEach(async () => {
		await folder.remove();
	});

	async function found(
		text: string,
		shell: ShellKind,
		reader = createMachineReader(folder.machine, grammars),
	) {
		const signal = { kind: 'command', shell, text } as const;
		const findings = await reader.read(shippedCatalog, signal, folder.project);
		const used = findings.filter(({ use }) => use === 'run' || use === 'install');
		return describeFindings(used);
	}

	for (const { title, shell, files, cases } of contextCases) {
		describe(title, () => {
			for (const [line, expected] of cases) {
				it(`${shell}: ${JSON.stringify(line)} is ${expected}`, async () => {
					await folder.write(files);
					assert.equal(await found(line, shell), expected);
				});
			}
		});
	}

	it('follows a change at once: a new link, another target, a new alias, another script', async () => {
		const reader = createMachineReader(folder.machine, grammars);
		const now = async (line: string) => await found(line, 'bash', reader);
		await folder.write({ 'bin/claude': { program: '#!/bin/sh\n:\n' }, './Makefile': 'x:\n\ttrue\n' });
		assert.deepEqual([await now('cc'), await now('ask'), await now('make x')], Array(3).fill('nothing'));
		await folder.write({
			'bin/cc': { link: 'bin/claude' },
			'~/.bashrc': 'alias ask=claude\n',
			'./Makefile': 'x:\n\tclaude -p hi\n',
		});
		assert.deepEqual(
			[await now('cc'), await now('ask'), await now('make x')],
			['run claude-code', 'run claude-code', 'run claude-code via Makefile:2'],
		);
		await folder.write({
			'bin/plain': { program: '#!/bin/sh\ntrue\n' },
			'bin/cc': { link: 'bin/plain' },
		});
		assert.equal(await now('cc'), 'nothing');
	});

	it('passes over the folder of our own launchers', async () => {
		await folder.write({
			'own/goose': { program: '#!/bin/sh\n' },
			'bin/goose': { link: 'lib/node_modules/other-goose/cli.js' },
			'lib/node_modules/other-goose/cli.js': { program: '#!/usr/bin/env node\n' },
		});
		assert.equal(await found('goose', 'bash'), 'nothing');
	});

	it('takes no shim for a copy, as those of all programs are the same file', async () => {
		const shim = { program: '#!/bin/sh\nexec some-version-manager run "$NAME" "$@"\n' };
		const byName = { program: '#!/bin/sh\nexec real/$(basename "$0") "$@"\n' };
		await folder.write({
			'bin/.keep': '',
			'bin/claude': shim,
			'bin/npx-like': shim,
			'bin/tool': shim,
			'bin/codex': byName,
			'bin/build': byName,
			'bin/aider': { link: 'lib/manager' },
			'bin/other': { link: 'lib/manager' },
			'lib/manager': { program: 'ELF manager' },
		});
		assert.deepEqual(
			[await found('tool', 'bash'), await found('build', 'bash'), await found('other', 'bash')],
			['nothing', 'nothing', 'nothing'],
		);
	});

	it('runs nothing of what it looks at', async () => {
		const trace = folder.place('ran');
		await folder.write({
			'bin/claude': { program: `#!/bin/sh\ntouch ${trace}\n` },
			'bin/cc': { link: 'bin/claude' },
			'./Makefile': `$(shell touch ${trace})\nx:\n\tcc\n`,
		});
		assert.equal(await found('make x', 'bash'), 'run claude-code via Makefile:3');
		await assert.rejects(async () => await import('node:fs/promises').then(({ stat }) => stat(trace)));
	});

	it('says of a machine where nothing lies what the line alone says', async () => {
		assert.equal(await found('llm "say hi"', 'bash'), 'run llm likely');
		assert.equal(await found('ls -la', 'bash'), 'nothing');
	});
});
