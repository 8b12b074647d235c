import { workspace } from 'vscode';
import { compareActions } from '../core/action.ts';
import type { DecisionContext } from '../core/decision/context.ts';
import { type Decision, decide } from '../core/decision/decide.ts';
import { detectExtension } from '../core/detection/extensionDetector.ts';
import type { Finding } from '../core/detection/finding.ts';
import { detectModel } from '../core/detection/modelDetector.ts';
import type { ExtensionSignal } from '../core/detection/signal.ts';
import { allows, mergeAllowList } from '../core/enforcement/allowList.ts';
import { deniedExtensions } from '../core/enforcement/deniedExtensions.ts';
import type { Held } from '../core/enforcement/describeHold.ts';
import { heldSettings } from '../core/enforcement/heldSettings.ts';
import { allowListSetting } from '../core/enforcement/heldValue.ts';
import type { HoldState } from '../core/enforcement/hold.ts';
import { launcherNotices } from '../core/enforcement/launcherNotices.ts';
import type { CompiledPolicy } from '../core/policy/compile.ts';
import type { PolicyStatus } from '../core/policy/status.ts';
import type { Wants } from '../node/enforcement/windowWants.ts';
import type { PolicyClient } from '../node/policy/policyClient.ts';
import type { Holding } from './enforcement/holding.ts';
import type { TerminalLaunchers } from './enforcement/terminalLaunchers.ts';
import { guarded, type Log } from './log.ts';
import type { Elsewhere } from './sensors/elsewhere.ts';
import { installedExtensions } from './sensors/extensions.ts';
import { configuredServers, serverFindings } from './sensors/mcpServers.ts';
import type { Models } from './sensors/models.ts';
import type { State } from './state.ts';
import { editorReader } from './words.ts';

/** How things stand in this window. */
export interface Overview {
	readonly policy: PolicyStatus;
	/** What the policy says of what is installed, `inform` and stronger, strongest first. */
	readonly decisions: readonly Decision[];
	readonly allowList: HoldState;
	/** Settings and MCP servers that the policy wants held. */
	readonly held: readonly Held[];
	/** Names of blocked extensions whose code still runs, and goes on until the window is reloaded. */
	readonly stillRunning: readonly string[];
}

/** The parts of the editor that the policy is held through. */
export interface GuardParts {
	readonly ownId: string;
	readonly client: PolicyClient;
	readonly state: State;
	readonly holding: Holding;
	readonly elsewhere: Elsewhere;
	readonly models: Models;
	readonly launchers: TerminalLaunchers;
	readonly log: Log;
}

/** Decides on everything that is there, and brings the settings and the launchers in line with it. */
export async function look(parts: GuardParts, before: Overview, context: DecisionContext): Promise<Overview> {
	const { client, ownId, holding } = parts;
	const policy = client.policy();
	const found = await findingsNow(parts, policy);
	const decisions = decisionsOn(policy, found, context);
	const denied = deniedNow(parts, policy, decisions, context);
	// Without a policy because none could be had, what was enforced stays: a failed fetch frees nobody.
	const holds = policy !== undefined || client.status().state === 'unconfigured';
	if (holds) {
		await guarded(parts.log, 'launchers', async () => {
			const notices = policy === undefined ? [] : launcherNotices(policy, context, editorReader());
			await parts.launchers.hold(new Map(notices));
		});
	}
	let [allowList, held] = [before.allowList, before.held];
	if (holds) {
		const settings = policy === undefined ? [] : heldSettings(policy, context);
		const wants = holding.join({
			denied,
			settings: Object.fromEntries(settings.map(({ setting, value }) => [setting, value])),
		});
		allowList = await holdExtensions(parts, wants, policy);
		held = [...(await holding.settings(wants.settings)), ...(await holding.servers(policy, context))];
	}
	return { policy: client.status(), decisions, allowList, held, stillRunning: runningOn(ownId, denied) };
}

/** Of what is denied: what runs all the same. Where device policy decides, and allows it, no reload would end it. */
function runningOn(ownId: string, denied: readonly string[]): readonly string[] {
	const ids = new Set(denied);
	const inForce = workspace.getConfiguration().get(allowListSetting);
	return installedExtensions(ownId)
		.map(({ id, active }) => ({ id, active, publisher: id.toLowerCase().split('.')[0] ?? '' }))
		.filter(({ id, publisher }) => ids.has(id.toLowerCase()) || ids.has(publisher))
		.filter(({ id, active }) => active === true && !allows(inForce, id))
		.map(({ id }) => id);
}

/**
 * Whether there is something left to do about a decision: an extension that is blocked, and does not run here because
 * it is switched off, is done with.
 */
export function needsAttention({ allowList }: Overview, { action, finding: { signal } }: Decision): boolean {
	return !(
		action === 'block' &&
		signal.kind === 'extension' &&
		signal.where?.loaded === false &&
		(allowList.state === 'enforced' || allowList.state === 'managed')
	);
}

async function holdExtensions(
	{ holding, ownId }: GuardParts,
	{ denied }: Wants,
	policy: CompiledPolicy | undefined,
): Promise<HoldState> {
	const needed = neededIds(ownId, policy);
	return await holding.setting(
		allowListSetting,
		denied,
		denied.length === 0 ? undefined : (own) => mergeAllowList(own, denied, needed),
	);
}

/** What is here: extensions, wherever they are installed, the models they have registered, and MCP servers. */
async function findingsNow(
	{ ownId, elsewhere, models, holding }: GuardParts,
	policy: CompiledPolicy | undefined,
): Promise<readonly Finding[]> {
	if (policy === undefined) {
		return [];
	}
	const { catalog } = policy;
	const all = joined(installedExtensions(ownId), elsewhere.signals(catalog), ownId).flatMap((signal) =>
		detectExtension(catalog, signal),
	);
	// Who is here already need not be told of as brought by a pack.
	const sure = new Set(
		all.flatMap(({ certainty, assistant }) => (certainty === 'possible' ? [] : [assistant])),
	);
	const extensions = all.filter(
		({ certainty, assistant }) => certainty !== 'possible' || assistant === null || !sure.has(assistant),
	);
	const registered = models.signals().flatMap((signal) => detectModel(catalog, signal));
	const configured = await configuredServers(holding.userData);
	return [
		...extensions,
		...configured.flatMap((server) => serverFindings(catalog, server)),
		...registered.filter(({ assistant }) => assistant !== null && !sure.has(assistant)),
	];
}

/** One signal for each extension: as this host has it, with what only its folder tells. */
function joined(
	here: readonly ExtensionSignal[],
	onDisk: readonly ExtensionSignal[],
	ownId: string,
): readonly ExtensionSignal[] {
	const there = new Map(onDisk.map((signal) => [signal.id.toLowerCase(), signal]));
	const seen = new Set([ownId, ...here.map(({ id }) => id)].map((id) => id.toLowerCase()));
	return [
		...here.map((signal) => ({ ...signal, programs: there.get(signal.id.toLowerCase())?.programs })),
		...[...there].flatMap(([id, signal]) => (seen.has(id) ? [] : [signal])),
	];
}

function decisionsOn(
	policy: CompiledPolicy | undefined,
	findings: readonly Finding[],
	context: DecisionContext,
): readonly Decision[] {
	return findings
		.map((finding) => decide(policy, finding, context))
		.filter(({ action }) => compareActions(action, 'inform') >= 0)
		.toSorted((a, b) => compareActions(b.action, a.action));
}

/** Everything that must not run: what the policy blocks, and what the user switched off. */
function deniedNow(
	{ state }: GuardParts,
	policy: CompiledPolicy | undefined,
	decisions: readonly Decision[],
	context: DecisionContext,
): readonly string[] {
	if (policy === undefined) {
		return [];
	}
	const seen = decisions.flatMap(({ action, finding: { signal } }) =>
		action === 'block' && signal.kind === 'extension' ? [signal.id.toLowerCase()] : [],
	);
	// What a person switched off comes back when the policy has nothing to say of it any more.
	const chosen = (state.switchedOff.get() ?? []).filter((id) => isSpokenOf(policy, id, context));
	return [...new Set([...deniedExtensions(policy, context).keys(), ...seen, ...chosen])].sort();
}

function isSpokenOf(policy: CompiledPolicy, id: string, context: DecisionContext): boolean {
	const findings = detectExtension(policy.catalog, { kind: 'extension', id });
	return findings.some((finding) => compareActions(decide(policy, finding, context).action, 'inform') >= 0);
}

function neededIds(ownId: string, policy: CompiledPolicy | undefined): readonly string[] {
	const sanctioned =
		policy?.sanctioned.flatMap(({ entry }) => (entry.extension ? [entry.extension.id] : [])) ?? [];
	return [ownId, ...sanctioned];
}
