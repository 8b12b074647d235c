import assert from 'node:assert/strict';
import { decide } from '../../../../src/core/decision/decide.ts';
import { detectExtension } from '../../../../src/core/detection/extensionDetector.ts';
import { launcherNotices } from '../../../../src/core/enforcement/launcherNotices.ts';
import type { PolicyDocumentInput } from '../../../../src/core/policy/document.ts';
import { pageBody } from '../../../../src/core/statusPage/pageBody.ts';
import { statusPage } from '../../../../src/core/statusPage/statusPage.ts';
import { noticeText } from '../../../../src/core/wording/notice.ts';
import { outline } from '../../../../src/core/wording/outline.ts';
import type { Reader } from '../../../../src/core/wording/reader.ts';
import { reasonCard } from '../../../../src/core/wording/reasonCard.ts';
import { cardLines, cardMarkdown } from '../../../../src/core/wording/renderCard.ts';
import { english } from '../../../../src/core/wording/translate.ts';
import { policyWith } from '../../../support/policies.ts';

const now = Date.parse('2026-07-12');
const link = 'https://intranet.acme.example/banned';
const texts = { en: 'Ask Sam before you use it', 'zh-cn': '使用前请先问 Sam' };
const rules: PolicyDocumentInput['rules'] = [
	{
		id: 'no-banned',
		assistants: ['banned'],
		phases: [{ from: '2026-07-10', action: 'block' }],
		reason: texts,
		learnMore: link,
	},
];

/** Every surface, with what it shows of a rule. */
const surfaces: Readonly<Record<string, (reader: Reader) => string>> = {
	notice: (reader) => noticeText(policy, decisions, reader, now),
	'dialog and command output': (reader) => card(reader, (one) => cardLines(one).join('\n')),
	'status bar and hover': (reader) => card(reader, cardMarkdown),
	terminal: (reader) => (launcherNotices(policy, { now }, reader).get('banned')?.lines ?? []).join('\n'),
	view: (reader) => {
		const found = outline(facts, reader, now).find(({ id }) => id === 'found')?.children?.[0];
		return found?.details ?? '';
	},
	'status page': (reader) => pageBody(statusPage(facts, reader, now), reader).text,
};

const policy = policyWith({ rules });
const decisions = detectExtension(policy.catalog, { kind: 'extension', id: 'evil.banned' }).map((finding) =>
	decide(policy, finding, { now }),
);
const facts = {
	status: { state: 'missing', problem: undefined } as const,
	policy,
	decisions,
	installed: new Set<string>(),
	held: [],
	history: [],
	snoozes: [],
	sent: [],
	quietHours: '',
};

describe('the text and the link of a rule', () => {
	for (const [surface, render] of Object.entries(surfaces)) {
		for (const language of ['en', 'zh-cn'] as const) {
			it(`are on this surface: ${surface}, ${language}`, () => {
				const shown = render({ language, translate: english, timeZone: 'UTC' });
				assert.ok(shown.includes(texts[language]), shown);
				// A notice is a line of text: its Why leads to the dialog, which has the link.
				assert.equal(shown.includes(link), surface !== 'notice', shown);
			});
		}
	}
});

function card(reader: Reader, write: (card: ReturnType<typeof reasonCard>) => string): string {
	return decisions.map((decision) => write(reasonCard(policy, decision, reader, now))).join('\n');
}
