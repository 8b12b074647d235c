import { compareActions } from '../core/action.ts';
import type { DecisionContext } from '../core/decision/context.ts';
import { type Decision, decide } from '../core/decision/decide.ts';
import { detectExtension } from '../core/detection/extensionDetector.ts';
import { deniedExtensions } from '../core/enforcement/deniedExtensions.ts';
import { launcherNotices } from '../core/enforcement/launcherNotices.ts';
import type { CompiledPolicy } from '../core/policy/compile.ts';
import type { PolicyStatus } from '../core/policy/status.ts';
import type { PolicyClient } from '../node/policyClient.ts';
import type { AllowListEnforcer, AllowListState } from './enforcement/allowListEnforcer.ts';
import type { TerminalLaunchers } from './enforcement/terminalLaunchers.ts';
import { guarded, type Log } from './log.ts';
import { installedExtensions } from './sensors/extensions.ts';
import type { State } from './state.ts';
import { editorReader } from './words.ts';

/** How things stand in this window. */
export interface Overview {
	readonly policy: PolicyStatus;
	/** What the policy says of the installed extensions, `inform` and stronger, strongest first. */
	readonly decisions: readonly Decision[];
	readonly allowList: AllowListState;
	/** Names of blocked extensions whose code still runs, and goes on until the window is reloaded. */
	readonly stillRunning: readonly string[];
}

/** The parts of the editor that the policy is held through. */
export interface GuardParts {
	readonly ownId: string;
	readonly client: PolicyClient;
	readonly state: State;
	readonly allowList: AllowListEnforcer;
	readonly launchers: TerminalLaunchers;
	readonly log: Log;
}

/** Decides on everything that is there, and brings the allow-list and the launchers in line with it. */
export async function look(parts: GuardParts, before: Overview, context: DecisionContext): Promise<Overview> {
	const { client, ownId } = parts;
	const policy = client.policy();
	const decisions = extensionDecisions(ownId, policy, context);
	const denied = deniedNow(parts, policy, decisions, context);
	// Without a policy because none could be had, what was enforced stays: a failed fetch frees nobody.
	const holds = policy !== undefined || client.status().state === 'unconfigured';
	if (holds) {
		await guarded(parts.log, 'launchers', async () => {
			const notices = policy === undefined ? [] : launcherNotices(policy, context, editorReader());
			await parts.launchers.hold(new Map(notices));
		});
	}
	const allowList = holds
		? await parts.allowList.enforce(denied, neededIds(ownId, policy))
		: before.allowList;
	const deniedIds = new Set(denied);
	const stillRunning = installedExtensions(ownId)
		.filter(({ id, active }) => active === true && deniedIds.has(id.toLowerCase()))
		.map(({ id }) => id);
	return { policy: client.status(), decisions, allowList, stillRunning };
}

function extensionDecisions(
	ownId: string,
	policy: CompiledPolicy | undefined,
	context: DecisionContext,
): readonly Decision[] {
	if (policy === undefined) {
		return [];
	}
	return installedExtensions(ownId)
		.flatMap((signal) => detectExtension(policy.catalog, signal))
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
