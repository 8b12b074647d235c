import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commands } from 'vscode';
import { compilePolicy } from '../../../src/core/policy/compile.ts';
import { type PolicyDocumentInput, policyDocumentSchema } from '../../../src/core/policy/document.ts';
import { until } from '../../../src/dev/driver/until.ts';
import { createLog } from '../../../src/extension/log.ts';
import {
	openAssistant,
	startSignIn,
	type WindowPlace,
} from '../../../src/extension/switching/openAssistant.ts';
import { builtInCatalog } from '../../../src/node/builtInCatalog.ts';

describe('opening a sanctioned assistant, in a real editor', () => {
	const log = createLog();
	const search = process.env['PATH'];
	let folder: string;
	let record: string;

	before(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'approved-assistants-opening-'));
		record = path.join(folder, 'opened');
		const program = path.join(folder, 'cursor');
		const lines = [`env | grep -c '^VSCODE_\\|^ELECTRON_'`, `printf '%s\\n' "$@"`];
		await writeFile(
			program,
			`#!/bin/sh\n{ ${lines.join('; ')}; } > '${record}.part'\nmv '${record}.part' '${record}'\n`,
		);
		await chmod(program, 0o755);
	});

	afterEach(async () => {
		process.env['PATH'] = search;
		await rm(record, { force: true });
	});

	after(async () => {
		log.dispose();
		await rm(folder, { recursive: true });
	});

	it('opens its own editor on the same folders, with nothing of this editor’s in the way', async () => {
		process.env['PATH'] = [folder, search].join(path.delimiter);
		process.env['VSCODE_OF_THIS'] = 'yes';
		const place = { from: 'extension', isLocal: true, folders: ['/a b', '/c'] } as const;
		assert.deepEqual(await open({}, place), { kind: 'openedEditor', name: 'Cursor' });
		const opened = await until('it has started', async () => await readFile(record, 'utf8'));
		assert.equal(opened, '0\n/a b\n/c\n');
	});

	it('does not where it is not installed, nor where nobody would see it', async () => {
		const local = { from: 'extension', isLocal: true, folders: [] } as const;
		assert.equal(await open({}, local), undefined);
		process.env['PATH'] = [folder, search].join(path.delimiter);
		assert.equal(await open({}, { ...local, isLocal: false }), undefined);
	});

	it('starts the sign-in by the command of the policy, and none that is not there', async () => {
		let asked = 0;
		const command = commands.registerCommand('opening.test.signIn', () => {
			asked++;
			// A person takes their time with it: nobody waits for them.
			return new Promise(() => {});
		});
		try {
			const signIn = 'opening.test.signIn';
			assert.deepEqual(await start({ signIn }), { kind: 'startedSignIn', command: signIn });
			await until('it was asked for', () => asked === 1);
			assert.equal(await start({ signIn: 'opening.test.none' }), undefined);
			assert.equal(await start({}), undefined);
		} finally {
			command.dispose();
		}
	});

	async function open(entry: Partial<Entry>, place: WindowPlace) {
		const { policy, sanctioned } = compiled(entry);
		return await openAssistant(policy, sanctioned, place, log);
	}

	async function start(entry: Partial<Entry>) {
		const { policy, sanctioned } = compiled(entry);
		return await startSignIn(policy, sanctioned, log);
	}
});

type Entry = PolicyDocumentInput['sanctioned'][number];

function compiled(entry: Partial<Entry>) {
	const document: PolicyDocumentInput = {
		organization: { id: 'acme', name: 'Acme' },
		version: 1,
		issuedAt: '2026-07-01',
		expires: '2030-01-01',
		sanctioned: [{ id: 'cursor', name: 'Cursor', assistants: ['cursor'], ...entry }],
		rules: [],
	};
	const policy = compilePolicy(policyDocumentSchema.parse(document), builtInCatalog);
	const [sanctioned] = policy.sanctioned;
	assert.ok(sanctioned);
	return { policy, sanctioned };
}
