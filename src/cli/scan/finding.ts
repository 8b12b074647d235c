import type { JudgedReference } from '../../core/decision/judgeDocument.ts';
import { type Position, positionAt } from '../../core/json/position.ts';
import type { CompiledPolicy } from '../../core/policy/compile.ts';
import { textFor } from '../../core/text.ts';
import { assistantName } from '../../core/wording/reasonCard.ts';

/** A place in a file that the policy has something to say about, ready to be printed. */
export interface ScanFinding {
	/** With `/`, from where the program was started. */
	readonly path: string;
	readonly start: Position;
	readonly end: Position;
	readonly assistant: string;
	readonly name: string;
	readonly role: string;
	readonly certainty: string;
	readonly evidence: string;
	readonly action: 'inform' | 'warn' | 'block';
	readonly rule: string;
	readonly message: string;
	readonly learnMore?: string | undefined;
	/** The same for the same place after lines were added above it. */
	readonly key: string;
}

/** Makes a finding of what was judged in a file's text. */
export function findingOf(
	policy: CompiledPolicy,
	path: string,
	text: string,
	{ reference, decision }: JudgedReference,
): ScanFinding {
	const { assistant, role, certainty, range } = reference;
	const { rule, replacement } = decision;
	const evidence = text.slice(...range).slice(0, 80);
	const name = assistantName(policy, decision.finding);
	const reason = rule === undefined ? '' : ` ${textFor(rule.entry.reason, 'en')}`;
	const instead = replacement === undefined ? '' : ` Use ${replacement.name} instead.`;
	const action = decision.action === 'block' || decision.action === 'warn' ? decision.action : 'inform';
	return {
		path,
		start: positionAt(text, range[0]),
		end: positionAt(text, range[1]),
		assistant,
		name,
		role,
		certainty,
		evidence,
		action,
		rule: rule?.entry.id ?? 'unlisted',
		message: `${name} (${role}): ${verdicts[action]} at ${policy.document.organization.name}.${reason}${instead}`,
		learnMore: rule?.entry.learnMore ?? policy.document.organization.learnMore,
		key: [path, assistant, role, evidence].join('\t'),
	};
}

const verdicts = { block: 'not allowed', warn: 'discouraged', inform: 'announced' } as const;
