import type { PolicyDocument } from '../document.ts';
import { instantOf } from '../instant.ts';
import type { LintFinding } from './lint.ts';

/** Stages that are out of order, that narrow, or that never come to everybody. */
export function lintRollout({ rollout }: PolicyDocument): readonly LintFinding[] {
	const stages = rollout?.stages ?? [];
	const findings = stages.flatMap((stage, index): readonly LintFinding[] => {
		const before = stages[index - 1];
		const path = ['rollout', 'stages', index];
		if (before === undefined) {
			return [];
		}
		if (instantOf(stage.from) <= instantOf(before.from)) {
			const message = 'The stages of the rollout are not in order of time; write the earliest first.';
			return [{ severity: 'warning', code: 'phaseOrder', path: [...path, 'from'], message }];
		}
		if (stage.percent < before.percent) {
			const message = `This stage is narrower than the one before (${before.percent} %); nobody is sent back, so it does nothing.`;
			return [{ severity: 'warning', code: 'badPeriod', path: [...path, 'percent'], message }];
		}
		return [];
	});
	if (stages.length > 0 && stages.every(({ percent }) => percent < 100)) {
		const path = ['rollout', 'stages', stages.length - 1, 'percent'];
		const message = 'No stage comes to 100 %: some machines would never take this policy.';
		findings.push({ severity: 'warning', code: 'badPeriod', path, message });
	}
	return findings;
}
