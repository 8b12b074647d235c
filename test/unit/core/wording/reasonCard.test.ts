import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { decide } from '../../../../src/core/decision/decide.ts';
import type { Finding } from '../../../../src/core/detection/finding.ts';
import type { PolicyDocumentInput } from '../../../../src/core/policy/document.ts';
import { noticeKey, noticeText } from '../../../../src/core/wording/notice.ts';
import type { Reader } from '../../../../src/core/wording/reader.ts';
import { reasonCard } from '../../../../src/core/wording/reasonCard.ts';
import { cardLines, cardMarkdown } from '../../../../src/core/wording/renderCard.ts';
import { english, translateBy } from '../../../../src/core/wording/translate.ts';
import { policyWith } from '../../../support/policies.ts';

const reader: Reader = { language: 'en', translate: english, timeZone: 'UTC' };
const bundle = JSON.parse(readFileSync('media/l10n/bundle.l10n.zh-cn.json', 'utf8')) as Record<
	string,
	string
>;
const chinese: Reader = { language: 'zh-cn', translate: translateBy(bundle), timeZone: 'UTC' };
const finding: Finding = {
	signal: { kind: 'extension', id: 'Evil.banned', version: '1.2.3' },
	assistant: 'banned',
	use: 'install',
	certainty: 'certain',
	evidence: [],
};

describe('reason card', () => {
	it('says what, why, who, since when, what instead and whom to ask', () => {
		assert.deepEqual(lines('2026-07-12'), [
			'Banned has been blocked at Acme since July 10, 2026.',
			'It is high-risk software.',
			'',
			'Decided by: Security Office',
			'Since: July 10, 2026',
			'Use instead: Good',
			'Seen: extension Evil.banned 1.2.3',
			'Rule: no-banned, policy version 7',
			'Ask: help@acme.example',
		]);
	});

	it('counts down to what comes next', () => {
		assert.deepEqual(lines('2026-07-04').slice(0, 6), [
			'Banned will be blocked at Acme from July 10, 2026, in 6 days.',
			'It is high-risk software.',
			'',
			'Decided by: Security Office',
			'Since: July 4, 2026',
			'Next: blocked from July 10, 2026, in 6 days',
		]);
	});

	for (const [now, words] of [
		['2026-07-09T11:00Z', 'tomorrow'],
		['2026-07-09T13:00Z', 'in a few hours'],
		['2026-07-08T12:00Z', 'in 2 days'],
	] as const) {
		it(`says "${words}" at ${now}`, () => assert.ok(lines(now)[0]?.endsWith(`, ${words}.`)));
	}

	it('speaks Chinese, with the policy’s own words in Chinese', () => {
		const card = lines('2026-07-12', {}, chinese);
		assert.equal(card[1], '它是高风险软件。');
		assert.ok(
			card.every((line) => line === '' || /[\u4e00-\u9fff]/.test(line)),
			card.join('\n'),
		);
	});

	it('lets no text of a policy act as Markdown', () => {
		const rules = policyWith().document.rules.map((rule) => ({
			...rule,
			reason: 'Now [click](command:evil) <img src=x> **bold**\n\n# Head',
		}));
		const markdown = cardMarkdown(card('2026-07-12', { rules }));
		assert.ok(!/(?<!\\)(\[click|<img|\*\*bold|# Head)/.test(markdown), markdown);
		assert.ok(/click.*bold.*Head/.test(markdown), markdown);
	});

	it('tells of several findings in one message, the strongest first', () => {
		const policy = policyWith({ unlisted: 'inform' });
		const now = Date.parse('2026-07-12');
		const decisions = [{ ...finding, assistant: 'other' }, finding].map((found) =>
			decide(policy, found, { now }),
		);
		assert.equal(
			noticeText(policy, decisions, reader, now),
			'Banned has been blocked at Acme since July 10, 2026. It is high-risk software. Decided by Security Office. ' +
				'The policy is also about Other.',
		);
	});

	it('makes a notice new with the phase and with what the rule says, not with a version that changes neither', () => {
		const key = (now: string, version = 7, reason = 'It is high-risk software.'): string => {
			const rules = policyWith().document.rules.map((rule) => ({ ...rule, reason }));
			const policy = policyWith({ version, rules });
			return noticeKey(decide(policy, finding, { now: Date.parse(now) }));
		};
		assert.equal(key('2026-07-11'), key('2026-07-12'));
		assert.notEqual(key('2026-07-09'), key('2026-07-12'));
		assert.equal(key('2026-07-12', 8), key('2026-07-12'));
		assert.notEqual(key('2026-07-12', 8, 'It sends code abroad.'), key('2026-07-12'));
	});
});

function card(now: string, change: Partial<PolicyDocumentInput> = {}, forReader = reader) {
	const policy = policyWith(change);
	const instant = Date.parse(now);
	return reasonCard(policy, decide(policy, finding, { now: instant }), forReader, instant);
}

function lines(
	now: string,
	change: Partial<PolicyDocumentInput> = {},
	forReader = reader,
): readonly string[] {
	return cardLines(card(now, change, forReader));
}
