import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type Catalog, indexCatalog } from '../../core/catalog/catalog.ts';
import { decide } from '../../core/decision/decide.ts';
import { editors } from '../../core/inventory/editors.ts';
import type { Inventory, InventoryFinding } from '../../core/inventory/inventory.ts';
import { type CompiledPolicy, compilePolicy } from '../../core/policy/compile.ts';
import { builtInCatalog } from '../../node/builtInCatalog.ts';
import { takeInventory } from '../../node/inventory/takeInventory.ts';
import { thisMachine } from '../../node/inventory/thisMachine.ts';
import { type DecisionOf, inventoryLines } from '../inventoryLines.ts';
import { refuse, say, sayJson } from '../output.ts';
import { shown } from '../policyFolder.ts';
import { readAnyPolicy } from '../readPolicy.ts';
import { decisionRecord } from '../../core/decision/decisionRecord.ts';
import { instant } from './decide.ts';

interface InventoryOptions {
	readonly home?: string;
	readonly policy?: string;
	readonly now?: number;
	readonly json?: boolean;
	readonly signals?: boolean;
}

const examples = `
Examples:
  $ assistant-policy inventory
  $ assistant-policy inventory --policy policy.json --json
  $ assistant-policy inventory --signals >> fleet.jsonl     lines as decide, explain and diff read them

Reads only and runs nothing: a program is told by the package and the folder it belongs to. With --home only that
folder is looked at; without, also the PATH and what is installed for everybody.`;

/** `inventory`: says what of the catalog is on this machine. */
export function addInventory(program: Command): void {
	program
		.command('inventory')
		.summary('say which assistants are on this machine')
		.description(
			'Finds the assistants of the catalog: editors, extensions, programs, packages, MCP servers, left-overs.',
		)
		.option('--home <folder>', 'look in another home')
		.option(
			'--policy <file>',
			'say what this policy.json or bundle says of each (signatures are not looked at)',
		)
		.option('--now <instant>', 'decide as of this day or moment', instant)
		.option('--json', 'print as JSON')
		.option('--signals', 'print one signal per line, as JSON')
		.addHelpText('after', examples)
		.action(inventory);
}

async function inventory(options: InventoryOptions): Promise<void> {
	const { home, policy: policyFile, now = Date.now() } = options;
	if (home !== undefined && !(await isFolder(home))) {
		refuse(`There is no folder ${shown(home)}.`, 'Name the home folder of a person: --home /home/ada');
		return;
	}
	const document = policyFile === undefined ? undefined : await readAnyPolicy(policyFile);
	if (policyFile !== undefined && document === undefined) {
		return;
	}
	const policy = document && compilePolicy(document, builtInCatalog);
	const catalog = policy?.catalog ?? indexCatalog(builtInCatalog);
	const machine = thisMachine(home === undefined ? undefined : resolve(home));
	const found = await takeInventory(catalog, machine);
	print({ catalog, home: machine.home }, found, decider(policy, machine.os, now), options);
}

function print(
	{ catalog, home }: { readonly catalog: Catalog; readonly home: string },
	found: Inventory,
	decisionOf: DecisionOf,
	options: InventoryOptions,
): void {
	if (options.signals === true) {
		for (const { finding } of [...found.findings, ...found.unidentified]) {
			say(JSON.stringify(finding.signal));
		}
	} else if (options.json === true) {
		sayJson(asJson(home, found, decisionOf));
	} else {
		for (const line of inventoryLines(catalog, found, decisionOf)) {
			say(line);
		}
	}
}

function decider(
	policy: CompiledPolicy | undefined,
	os: 'linux' | 'darwin' | 'win32',
	now: number,
): DecisionOf {
	return ({ finding, edition }) => {
		const editor = editors.find(({ id }) => id === edition)?.name;
		return policy && decisionRecord(decide(policy, finding, { now, os, editor }));
	};
}

function asJson(
	home: string,
	{ editors: places, findings, unidentified, servers }: Inventory,
	decisionOf: DecisionOf,
): unknown {
	return {
		home,
		editors: places,
		findings: findings.map((found) => findingAsJson(found, decisionOf)),
		unidentified: unidentified.map((found) => findingAsJson(found, decisionOf)),
		mcpServers: servers.map(({ signal: { name, path, command, packages }, client, host }) => ({
			name,
			client,
			path,
			command,
			host,
			packages,
		})),
	};
}

function findingAsJson(found: InventoryFinding, decisionOf: DecisionOf): unknown {
	const { finding, path, edition, host, profiles, state } = found;
	const { signal, assistant, use, certainty, evidence } = finding;
	const decision = decisionOf(found);
	return {
		assistant,
		use,
		certainty,
		what: signal.kind === 'installed' ? signal.what : signal.kind,
		name: signal.kind === 'extension' ? signal.id : signal.kind === 'installed' ? signal.name : undefined,
		version: 'version' in signal ? signal.version : undefined,
		path,
		editor: edition,
		host,
		profiles,
		state,
		packages: signal.kind === 'installed' ? signal.packages : undefined,
		evidence,
		decision: decision && members(decision, ['action', 'rule', 'because', 'replacement']),
	};
}

function members(value: Readonly<Record<string, unknown>>, names: readonly string[]): unknown {
	return Object.fromEntries(names.map((name) => [name, value[name]]));
}

async function isFolder(path: string): Promise<boolean> {
	return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}
