import type { Decision } from '../core/decision/decide.ts';
import type { PolicyClient } from '../node/policy/policyClient.ts';
import type { LocalHistory } from './localHistory.ts';
import type { Log } from './log.ts';
import { showReasons } from './prompts/reasonDialog.ts';
import type { Switcher } from './switching/switcher.ts';

/** What a person can do about a decision. */
export function waysForward({
	client,
	switcher,
	history,
	log,
}: {
	readonly client: PolicyClient;
	readonly switcher: Switcher;
	readonly history: LocalHistory;
	readonly log: Log;
}) {
	const switchFrom = async (decision: Decision): Promise<void> => {
		const policy = client.policy();
		await (policy && switcher.switchFrom(policy, decision));
	};
	const askForExemption = async (decision: Decision): Promise<void> => {
		const exemptions = await import('./exemptions.ts');
		await exemptions.askForExemption({ client, history, log }, decision);
	};
	const why = async (decisions: readonly Decision[]): Promise<void> => {
		const policy = client.policy();
		await (policy && showReasons(policy, decisions, { switchFrom, askForExemption }));
	};
	return { switchFrom, askForExemption, why };
}
