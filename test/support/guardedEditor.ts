import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DemoPolicy, startDemoPolicy } from '../../src/dev/demo/demoPolicy.ts';
import { packageExtension } from '../../src/dev/packageExtension.ts';
import { packageFixtures } from '../../src/dev/packageFixtures.ts';
import { writeStandIns } from '../../src/dev/standIns.ts';
import { type EditorDriver, openEditor } from './editorDriver.ts';

export interface GuardedSetup {
	/** The text of the user's settings.json. */
	readonly settings: string;
	/** Ids of the fixture extensions that are installed. */
	readonly extensions: readonly string[];
	/** Names of the stand-in commands on the PATH. */
	readonly tools: readonly string[];
	/** Changes the example policy before it is published. */
	readonly editPolicy?: (text: string) => string;
	/** Files of the opened folder, by relative path. */
	readonly files?: Readonly<Record<string, string>>;
	/** For the editor, on top of what every run of it has. */
	readonly env?: Readonly<Record<string, string>>;
	/** Has the editor restrict folders that were not trusted; every folder is trusted if absent. */
	readonly workspaceTrust?: boolean;
	/** A script for every window. */
	readonly script?: string;
}

/** An editor with our extension installed from its VSIX, under a policy that is signed and served for it. */
export interface GuardedEditor {
	readonly editor: EditorDriver;
	readonly policy: DemoPolicy;
	/** A folder of this run. */
	readonly scratch: string;
	/** Where fixtures and stand-ins leave a line when they run. */
	readonly log: string;
	/** Edits the policy file as an admin would, and publishes it. */
	readonly publish: (edit: (text: string) => string) => Promise<void>;
	readonly close: () => Promise<void>;
}

export async function openGuardedEditor(setup: GuardedSetup): Promise<GuardedEditor> {
	const scratch = await mkdtemp(path.join(tmpdir(), 'approved-assistants-guarded-'));
	const log = path.join(scratch, 'ran.log');
	const tools = path.join(scratch, 'bin');
	await writeStandIns(tools, setup.tools, log);
	const fixtures = await packageFixtures();
	const [extension, qoder] = [await packageExtension(), fixtures.get('qoder.qoder')];
	assert.ok(qoder);
	const policy = await startDemoPolicy(scratch, qoder, undefined);
	const publish = async (edit: (text: string) => string): Promise<void> => {
		await writeFile(policy.file, edit(await readFile(policy.file, 'utf8')));
		await policy.publish();
	};
	if (setup.editPolicy !== undefined) {
		await publish(setup.editPolicy);
	}
	const editor = await openEditor({
		extensions: setup.extensions.map((id) => fixtures.get(id)?.folder ?? id),
		vsix: [extension.file],
		settings: setup.settings,
		machineSettings: { 'approvedAssistants.trustAnchor': policy.anchor },
		env: { FIXTURE_LOG: log, PATH: [tools, process.env['PATH']].join(path.delimiter), ...setup.env },
		...(setup.files === undefined ? {} : { files: setup.files }),
		...(setup.script === undefined ? {} : { script: setup.script }),
		...(setup.workspaceTrust === undefined ? {} : { workspaceTrust: setup.workspaceTrust }),
	});
	const close = async (): Promise<void> => {
		await editor.close();
		await policy.host.close();
		await rm(scratch, { recursive: true, force: true });
	};
	return { editor, policy, scratch, log, publish, close };
}
