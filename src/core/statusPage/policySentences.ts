import type { CompiledPolicy, CompiledRule } from '../policy/compile.ts';
import { textFor } from '../text.ts';
import { actionWord } from '../wording/actionWords.ts';
import { type Reader, writeCountdown, writeInstant } from '../wording/reader.ts';
import { ruleNames } from '../wording/ruleNames.ts';
import { scopeWords } from '../wording/scopeWords.ts';

/** One thing that the policy says, in plain words. */
export interface PolicySentence {
	/** Whom it is about, and what holds now and next. */
	readonly title: string;
	/** The rule's own words, who decided, what to use instead, where it holds. */
	readonly details: readonly string[];
	readonly link: string | undefined;
}

/** The effective policy in plain words, one entry for each rule in their order, and one for what no rule names. */
export function policySentences(
	policy: CompiledPolicy,
	reader: Reader,
	now: number,
): readonly PolicySentence[] {
	const { translate } = reader;
	const unlisted = translate('Assistants that no rule names: {what}.', {
		what: actionWord(policy.document.unlisted, translate),
	});
	return [
		...policy.rules.map((rule) => sentence(policy, rule, reader, now)),
		{ title: unlisted, details: [], link: undefined },
	];
}

function sentence(policy: CompiledPolicy, rule: CompiledRule, reader: Reader, now: number): PolicySentence {
	const { translate } = reader;
	const { entry, replacement } = rule;
	const where = scopeWords(entry.when, reader);
	return {
		title: translate('{assistants}: {what}.', {
			assistants: ruleNames(policy, rule, reader),
			what: phaseWords(rule, reader, now),
		}),
		details: [
			textFor(entry.reason, reader.language),
			translate('Decided by {owner}.', { owner: entry.owner ?? policy.document.organization.name }),
			...(replacement === undefined
				? []
				: [translate('Use {assistant} instead.', { assistant: replacement.name })]),
			...(where === '' ? [] : [translate('Only for {where}.', { where })]),
		],
		link: entry.learnMore,
	};
}

function phaseWords({ phases }: CompiledRule, reader: Reader, now: number): string {
	const { translate } = reader;
	const words = phases
		.filter(
			({ from }, index) => (phases[index + 1]?.from ?? Number.POSITIVE_INFINITY) > now || from > now,
		)
		.map(({ from, action }) => {
			const values = { what: actionWord(action, translate), date: writeInstant(from, reader) };
			return from <= now
				? translate('{what} since {date}', values)
				: translate('{what} from {date}, {countdown}', {
						...values,
						countdown: writeCountdown(from, now, reader),
					});
		});
	return new Intl.ListFormat(reader.language, { type: 'conjunction' }).format(words);
}
