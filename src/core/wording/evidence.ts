import type { Decision, TraceStep } from '../decision/decide.ts';
import type { Evidence } from '../detection/finding.ts';
import type { Reader } from './reader.ts';

/** A reason for a decision, as a label and what was seen. */
export interface EvidenceLine {
	readonly label: string;
	readonly value: string;
}

/** What a decision rests on: the marks that gave the assistant away, how sure that is, and which rules were looked at. */
export function evidenceLines({ finding, trace }: Decision, reader: Reader): readonly EvidenceLine[] {
	const { translate } = reader;
	const certainty = {
		certain: translate('certain'),
		likely: translate('likely'),
		possible: translate('possible'),
	};
	return [
		...finding.evidence.map(({ fingerprint, value }) => ({
			label: markWord(fingerprint, reader),
			value,
		})),
		{ label: translate('Certainty'), value: certainty[finding.certainty] },
		...trace.map((step) => ({
			label: translate('Rule {rule}', { rule: step.rule }),
			value: outcomeWord(step, reader),
		})),
	];
}

function markWord(fingerprint: Evidence['fingerprint'], { translate }: Reader): string {
	const words: { readonly [Fingerprint in Evidence['fingerprint']]?: string } = {
		extension: translate('Extension'),
		command: translate('Command'),
		package: translate('Package'),
		contribution: translate('What it contributes'),
	};
	return words[fingerprint] ?? translate('Mark ({kind})', { kind: fingerprint });
}

function outcomeWord({ outcome, detail = '' }: TraceStep, { translate }: Reader): string {
	switch (outcome) {
		case 'decided':
			return translate('decided');
		case 'outOfScope':
			return translate('does not hold here ({condition})', { condition: detail });
		case 'scopeUnknown':
			return translate('asks for what is not known here ({condition})', { condition: detail });
		case 'notYet':
			return translate('begins later ({date})', { date: detail });
		case 'exempted':
			return translate('lifted by the exemption {exemption}', { exemption: detail });
	}
}
