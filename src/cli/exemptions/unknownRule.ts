import type { PolicyDocument } from '../../core/policy/document.ts';
import { nearestName } from '../../core/policy/nearestName.ts';

/** Why no exemption from `rule` can be granted; `undefined` when it can. */
export function unknownRule({ rules }: PolicyDocument, rule: string): string | undefined {
	const found = rules.find(({ id }) => id === rule);
	if (found === undefined) {
		const near = nearestName(
			rule,
			rules.map(({ id }) => id),
		);
		return `The published policy has no rule "${rule}"${near === undefined ? '.' : `; did you mean "${near}"?`}`;
	}
	return found.exemptable
		? undefined
		: `Rule "${rule}" allows no exemptions: write "exemptable": true into it, and publish.`;
}
