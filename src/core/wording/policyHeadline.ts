import type { PolicyProblemCode } from '../policy/policyProblem.ts';
import type { PolicyStatus } from '../policy/status.ts';
import type { Translate } from './translate.ts';

/** How the policy stands, in one word for the program and a few for people. */
export interface PolicyHeadline {
	readonly standing: 'fine' | 'unconfigured' | 'missing' | 'refused' | 'unreachable' | 'stale' | 'expired';
	readonly text: string;
}

/**
 * The headline of `status`. That a policy was refused comes before all else: somebody may be tampering. That one could
 * not be reached is worth a word only when there is none in force, or it has grown old.
 */
export function policyHeadline(status: PolicyStatus, translate: Translate): PolicyHeadline {
	if (status.state === 'unconfigured') {
		return { standing: 'unconfigured', text: translate('No policy is configured') };
	}
	if (status.problem !== undefined && isRefusalCode(status.problem.code)) {
		return { standing: 'refused', text: translate('A policy was refused') };
	}
	if (status.state === 'missing') {
		return status.problem === undefined
			? { standing: 'missing', text: translate('Waiting for the policy') }
			: { standing: 'unreachable', text: translate('The policy cannot be reached') };
	}
	switch (status.policy.freshness) {
		case 'expired':
			return { standing: 'expired', text: translate('The policy has expired') };
		case 'stale':
			return { standing: 'stale', text: translate('The policy is not up to date') };
		case 'fresh':
			return {
				standing: 'fine',
				text: status.policy.withdrawn
					? translate('The policy was withdrawn: everything is allowed')
					: translate('The policy is up to date'),
			};
	}
}

const wayCodes: ReadonlySet<string> = new Set<PolicyProblemCode>([
	'badAddress',
	'insecure',
	'redirects',
	'status',
	'notABundle',
	'offline',
	'timedOut',
	'unreadableFile',
	'notSaved',
	'notRolledOut',
	'otherStore',
]);

/** Whether something arrived and was turned down, as against nothing arriving; `code` is that of a `PolicyProblem`. */
export function isRefusalCode(code: string): boolean {
	return !wayCodes.has(code);
}
