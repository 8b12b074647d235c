import { EventEmitter, type Disposable, type Event } from 'vscode';
import { compareActions } from '../core/action.ts';
import type { DecisionContext } from '../core/decision/context.ts';
import { type Decision, decide, nextChange } from '../core/decision/decide.ts';
import { detectExtension } from '../core/detection/extensionDetector.ts';
import { deniedExtensions } from '../core/enforcement/deniedExtensions.ts';
import { launcherNotices } from '../core/enforcement/launcherNotices.ts';
import type { CompiledPolicy } from '../core/policy/compile.ts';
import type { PolicyStatus } from '../core/policy/status.ts';
import type { PolicyClient } from '../node/policyClient.ts';
import { windowContext } from './context.ts';
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

/** Holds the policy in force in this window, and says how that stands. */
export interface Guard extends Disposable {
	overview(): Overview;
	readonly onDidChange: Event<Overview>;
	/** Looks at everything again. Calls do not overlap; those made meanwhile become one more look. */
	look(): Promise<void>;
}

/** The parts of the editor that a guard acts through. */
export interface GuardParts {
	readonly ownId: string;
	readonly client: PolicyClient;
	readonly state: State;
	readonly allowList: AllowListEnforcer;
	readonly launchers: TerminalLaunchers;
	readonly log: Log;
}

/** The longest delay that timers take (they fire at once beyond 2^31-1 ms); a phase further off is looked at again. */
const longestDelay = 12 * 3_600_000;

export function createGuard(parts: GuardParts): Guard {
	const { client, log } = parts;
	const changed = new EventEmitter<Overview>();
	let overview: Overview = {
		policy: client.status(),
		decisions: [],
		allowList: { state: 'idle' },
		stillRunning: [],
	};
	let running: Promise<void> | undefined;
	let wanted = false;
	let timer: NodeJS.Timeout | undefined;
	let disposed = false;

	const look = async (): Promise<void> => {
		wanted = true;
		running ??= (async () => {
			while (wanted && !disposed) {
				wanted = false;
				await guarded(log, 'look', lookOnce);
			}
		})().finally(() => {
			running = undefined;
		});
		await running;
	};

	async function lookOnce(): Promise<void> {
		const policy = client.policy();
		const context = windowContext();
		const decisions = extensionDecisions(parts.ownId, policy, context);
		const denied = deniedNow(parts, policy, decisions, context);
		let allowList = overview.allowList;
		// Without a policy because none could be had, what was enforced stays: a failed fetch frees nobody.
		if (policy !== undefined || client.status().state === 'unconfigured') {
			allowList = await parts.allowList.enforce(denied, neededIds(parts.ownId, policy));
			await guarded(log, 'launchers', async () => {
				await parts.launchers.hold(
					policy ? launcherNotices(policy, context, editorReader()) : new Map(),
				);
			});
		}
		const deniedIds = new Set(denied);
		overview = {
			policy: client.status(),
			decisions,
			allowList,
			stillRunning: installedExtensions(parts.ownId)
				.filter(({ id, active }) => active === true && deniedIds.has(id.toLowerCase()))
				.map(({ id }) => id),
		};
		schedule(policy, context.now);
		changed.fire(overview);
	}

	/** A phase begins at its instant, also offline. */
	function schedule(policy: CompiledPolicy | undefined, now: number): void {
		clearTimeout(timer);
		const next = policy && nextChange(policy, now);
		if (next !== undefined && !disposed) {
			timer = setTimeout(() => void look(), Math.min(next - now, longestDelay));
		}
	}

	return {
		overview: () => overview,
		onDidChange: changed.event,
		look,
		dispose: () => {
			disposed = true;
			clearTimeout(timer);
			changed.dispose();
		},
	};
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
