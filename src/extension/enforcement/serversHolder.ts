import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { workspace } from 'vscode';
import type { DecisionContext } from '../../core/decision/context.ts';
import type { Held } from '../../core/enforcement/describeHold.ts';
import type { HeldValue } from '../../core/enforcement/heldValue.ts';
import type { HoldProblem, HoldState } from '../../core/enforcement/hold.ts';
import { countRepairs, type Repairs } from '../../core/enforcement/repairs.ts';
import type { CompiledPolicy } from '../../core/policy/compile.ts';
import { writeFileAtomic } from '../../node/atomicFile.ts';
import type { HeldRecords } from '../../node/enforcement/heldRecords.ts';
import { dropRecord, fileObstacle, giveFileBack, readUserFile } from '../../node/enforcement/userFile.ts';
import { valueInText, withValueInText } from '../../node/settingsText.ts';
import type { Log } from '../log.ts';
import { serverDecision } from './serverDecision.ts';

/** Keeps MCP servers of blocked assistants out of the user's `mcp.json`, of every profile. */
export interface ServersHolder {
	hold(policy: CompiledPolicy | undefined, context: DecisionContext): Promise<readonly Held[]>;
}

interface Parts {
	readonly records: HeldRecords;
	/** The editor's `User` folder. */
	readonly userData: string;
	readonly log: Log;
	readonly now: () => number;
}

/** The member of `mcp.json` that holds the servers by name (VS Code 1.139). */
const member = 'servers';

export function createServersHolder(parts: Parts): ServersHolder {
	const { records, userData } = parts;
	const repairs = countRepairs();
	return {
		hold: async (policy, context) => {
			const states = new Map<string, Held>();
			const blocks = (name: string, entry: unknown): boolean =>
				policy !== undefined && serverDecision(policy, context, name, entry)?.action === 'block';
			for (const { key, held } of await records.all()) {
				const [first, name, ...others] = held.place;
				if (first === member && name !== undefined && others.length === 0) {
					const hold: HoldState = blocks(name, held.before)
						? { state: 'enforced', items: [name] }
						: await putBack(parts, key, held);
					states.set(key, { name, hold });
				}
			}
			for (const { file, name, entry } of await entriesIn(userData)) {
				if (blocks(name, entry)) {
					states.set(keyOf(file, name), {
						name,
						hold: await takeOut(parts, repairs, { file, name, entry }),
					});
				}
			}
			return [...states.values()].filter(({ hold }) => hold.state !== 'idle');
		},
	};
}

interface Entry {
	readonly file: string;
	readonly name: string;
	readonly entry: unknown;
}

async function entriesIn(userData: string): Promise<readonly Entry[]> {
	const texts = await Promise.all(
		mcpFilesIn(userData).map(async (file) => ({ file, text: await readUserFile(file) })),
	);
	return texts.flatMap(({ file, text }) => {
		const servers: unknown = typeof text === 'string' ? valueInText(text, [member]) : undefined;
		return Object.entries(servers ?? {}).map(([name, entry]: [string, unknown]) => ({
			file,
			name,
			entry,
		}));
	});
}

async function takeOut(
	{ records, log, now }: Parts,
	repairs: Repairs,
	{ file, name, entry }: Entry,
): Promise<HoldState> {
	const place = [member, name];
	const obstacle = await obstacleTo(file, place);
	if (obstacle !== undefined) {
		return { state: 'failed', problem: obstacle };
	}
	const key = keyOf(file, name);
	if ((await records.get(key)) !== undefined && !repairs.mayRepair(key, now())) {
		return { state: 'failed', problem: { code: 'contested', name } };
	}
	const text = await readUserFile(file);
	if (typeof text !== 'string') {
		return { state: 'failed', problem: { code: 'invalidFile', file } };
	}
	const textAfter = withValueInText(text, place, undefined);
	await records.set(key, { place, before: entry, file, textBefore: text, textAfter });
	await writeFileAtomic(file, textAfter);
	log.info(`${file}: the MCP server ${name} is taken out`);
	return { state: 'enforced', items: [name] };
}

async function putBack({ records, log }: Parts, key: string, held: HeldValue): Promise<HoldState> {
	const { file = '', place } = held;
	const obstacle = await obstacleTo(file, place);
	if (obstacle !== undefined) {
		return { state: 'failed', problem: obstacle };
	}
	if (!(await giveFileBack([held], file))) {
		return { state: 'failed', problem: { code: 'invalidFile', file } };
	}
	await dropRecord(records, key, held);
	log.info(`${file}: the MCP server ${place.at(-1) ?? ''} is back`);
	return { state: 'idle' };
}

function mcpFilesIn(userData: string): readonly string[] {
	const profiles = join(userData, 'profiles');
	const names = existsSync(profiles) ? readdirSync(profiles) : [];
	return [join(userData, 'mcp.json'), ...names.map((name) => join(profiles, name, 'mcp.json'))].filter(
		(file) => existsSync(file),
	);
}

async function obstacleTo(file: string, place: readonly string[]): Promise<HoldProblem | undefined> {
	if (workspace.textDocuments.some(({ isDirty, uri }) => isDirty && uri.path.endsWith('/mcp.json'))) {
		return { code: 'unsaved', file };
	}
	switch (await fileObstacle(file, place)) {
		case 'invalid':
			return { code: 'invalidFile', file };
		case 'twice':
			return { code: 'writtenTwice', file, name: place[0] ?? '' };
		case 'readOnly':
			return { code: 'readOnly', file };
		case undefined:
			return undefined;
	}
}

function keyOf(file: string, name: string): string {
	return `mcp:${name}@${file}`;
}
