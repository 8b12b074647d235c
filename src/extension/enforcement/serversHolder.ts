import { workspace } from 'vscode';
import type { DecisionContext } from '../../core/decision/context.ts';
import { decide } from '../../core/decision/decide.ts';
import type { Held } from '../../core/enforcement/describeHold.ts';
import type { HeldValue } from '../../core/enforcement/heldValue.ts';
import type { HoldProblem, HoldState } from '../../core/enforcement/hold.ts';
import { countRepairs, type Repairs } from '../../core/enforcement/repairs.ts';
import type { CompiledPolicy } from '../../core/policy/compile.ts';
import { writeFileAtomic } from '../../node/files/atomicFile.ts';
import type { HeldRecords } from '../../node/enforcement/heldRecords.ts';
import { dropRecord, fileObstacle, giveFileBack, readUserFile } from '../../node/enforcement/userFile.ts';
import { withValueInText } from '../../node/files/settingsText.ts';
import type { Log } from '../log.ts';
import { configuredServers, type ServerEntry, serverFindings, serversMember } from '../sensors/mcpServers.ts';

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

export function createServersHolder(parts: Parts): ServersHolder {
	const { records, userData } = parts;
	const repairs = countRepairs();
	return {
		hold: async (policy, context) => {
			const states = new Map<string, Held>();
			const blocks = (server: ServerEntry): boolean =>
				policy !== undefined &&
				serverFindings(policy.catalog, server).some(
					(finding) => decide(policy, finding, context).action === 'block',
				);
			for (const { key, held } of await records.all()) {
				const [first, name, ...others] = held.place;
				if (first === serversMember && name !== undefined && others.length === 0) {
					const hold: HoldState = blocks({ file: held.file ?? '', name, entry: held.before })
						? { state: 'enforced', items: [name] }
						: await putBack(parts, key, held);
					states.set(key, { name, hold });
				}
			}
			for (const server of await configuredServers(userData)) {
				const { file, name } = server;
				if (blocks(server)) {
					states.set(keyOf(file, name), {
						name,
						hold: await takeOut(parts, repairs, server),
					});
				}
			}
			return [...states.values()].filter(({ hold }) => hold.state !== 'idle');
		},
	};
}

async function takeOut(
	{ records, log, now }: Parts,
	repairs: Repairs,
	{ file, name, entry }: ServerEntry,
): Promise<HoldState> {
	const place = [serversMember, name];
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
