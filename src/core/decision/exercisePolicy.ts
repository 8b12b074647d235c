import type { Finding } from '../detection/finding.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { decide, nextChange } from './decide.ts';

/**
 * The self-check of a policy before it comes into force: decides on every assistant that it knows, now (epoch
 * milliseconds) and at its next change. It throws what deciding throws, so that it is not thrown later, in use.
 */
export function exercisePolicy(policy: CompiledPolicy, now: number): void {
	for (const at of [now, nextChange(policy, now) ?? now]) {
		for (const { id } of policy.catalog.assistants) {
			const signal = { kind: 'extension', id } as const;
			const finding: Finding = {
				signal,
				assistant: id,
				use: 'run',
				certainty: 'certain',
				evidence: [],
			};
			decide(policy, finding, { now: at });
		}
	}
}
