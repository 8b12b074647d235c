import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { decide } from '../../../../src/core/decision/decide.ts';
import { detectExtension } from '../../../../src/core/detection/extensionDetector.ts';
import type { HistoryEntry } from '../../../../src/core/history/historyEntry.ts';
import type { PolicyDocumentInput } from '../../../../src/core/policy/document.ts';
import { helpDeskReport } from '../../../../src/core/statusPage/helpDeskReport.ts';
import { pageBody } from '../../../../src/core/statusPage/pageBody.ts';
import { pageDocument } from '../../../../src/core/statusPage/pageDocument.ts';
import { readPageMessage } from '../../../../src/core/statusPage/pageMessage.ts';
import { statusPage, type StatusPageFacts } from '../../../../src/core/statusPage/statusPage.ts';
import { timeLine } from '../../../../src/core/statusPage/timeLine.ts';
import type { Reader } from '../../../../src/core/wording/reader.ts';
import { english, translateBy } from '../../../../src/core/wording/translate.ts';
import { policyWith } from '../../../support/policies.ts';

const reader: Reader = { language: 'en', translate: english, timeZone: 'UTC' };
const now = Date.parse('2026-07-12T12:00Z');
const day = 24 * 3_600_000;
const hostile = `"><img src=x onerror=alert(1)>'<script>alert(2)</script>&amp;`;

describe('the status page', () => {
	it('says what holds, what was found and why, what comes next, and whom to ask', () => {
		const text = textOf(body(facts()));
		for (const said of [
			'AI assistants at Acme',
			'The policy is up to date',
			'Banned has been blocked at Acme since July 10, 2026.',
			'Decided by Security Office',
			'Ask help@acme.example',
			'Extension evil.banned',
			'Certainty certain',
			'Rule no-banned decided',
			'Banned: blocked since July 10, 2026. It is high-risk software.',
			'Other: announced from July 20, 2026, in 8 days. Soon. Decided by Acme. Use Good instead. Only for operating system: linux.',
			'Assistants that no rule names: allowed.',
			'in 8 days Other announced, Jul 20, 2026',
			'Held by the policy some.setting held',
		]) {
			assert.ok(text.includes(said), `${said}\n\n${text}`);
		}
	});

	it('says what happened here, the newest first, and for how long that is kept', () => {
		const [, text = ''] = textOf(body(facts({ history }))).split('What happened here');
		const places = [
			'Switched to Good',
			'You were told of Banned',
			'Banned was started 3 times: blocked',
			'Policy version 7 came into force',
		].map((said) => text.indexOf(said));
		assert.ok(!places.includes(-1), text);
		assert.deepEqual(
			places,
			places.toSorted((a, b) => a - b),
		);
		assert.match(text, /Kept on this machine for 90 days and sent nowhere/);
	});

	it('shows what is sent letter for letter, and says so when that is nothing', () => {
		const sent = [
			{ purpose: 'To look for a new policy', text: 'GET https://x.example/<p>\naccept: a/b' },
		];
		assert.match(
			body(facts({ sent })),
			/<pre[^>]*>GET https:\/\/x\.example\/&lt;p&gt;\naccept: a\/b<\/pre>/,
		);
		assert.match(textOf(body(facts())), /This window has sent nothing to your organisation\./);
	});

	it('lists what was put off, with the way back', () => {
		const snoozes = [{ key: 'k', about: 'Banned', until: Date.parse('2026-07-13') }];
		const html = body(facts({ snoozes, quietHours: '18:00-09:00' }));
		assert.match(textOf(html), /Banned: put off until July 13, 2026/);
		assert.match(textOf(html), /Notices wait in the quiet hours, 18:00-09:00\./);
		assert.match(html, /data-act="undoSnooze"/);
		assert.doesNotMatch(body(facts()), /data-act="undoSnooze"/);
	});

	it('lets nothing of a policy or a history act as HTML', () => {
		const rules: PolicyDocumentInput['rules'] = [
			{
				id: 'no-banned',
				assistants: ['banned'],
				phases: [{ from: '2026-07-10', action: 'block' }],
				reason: hostile,
				owner: hostile,
			},
		];
		const entries: HistoryEntry[] = [{ kind: 'switched', at: now - day, replacement: hostile }];
		const html = body(facts({ history: entries, quietHours: hostile }, { rules }));
		assert.doesNotMatch(html, /<img|<script|onerror=alert\(1\)>/);
		assert.ok(html.includes('&lt;img src=x onerror=alert(1)&gt;'));
	});

	it('allows its own style and script by their nonce, and nothing else', () => {
		const page = pageDocument(bodyHtml(facts()), { title: 'T', language: 'en', nonce: 'n0nce' });
		assert.match(
			page,
			/content="default-src (&#39;|')none\1; style-src \1nonce-n0nce\1; script-src \1nonce-n0nce\1"/,
		);
		assert.doesNotMatch(page, /\sstyle="|\son[a-z]+="|src=|@import|url\(/);
		assert.equal(page.match(/nonce="n0nce"/g)?.length, 2);
	});

	it('has one heading for each part, in order, and a name for each landmark', () => {
		const html = body(facts({ history }));
		const levels = [...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
		assert.equal(levels[0], 1);
		levels.slice(1).forEach((level, index) => assert.ok(level >= 2 && level <= (levels[index] ?? 0) + 1));
		for (const [, id] of html.matchAll(/aria-labelledby="([^" ]+)"/g)) {
			assert.ok(html.includes(`id="${id ?? ''}"`), id);
		}
	});

	it('is there without a policy', () => {
		const empty: StatusPageFacts = {
			...facts(),
			status: { state: 'unconfigured' },
			policy: undefined,
			decisions: [],
		};
		assert.match(textOf(body(empty)), /Your organisation has not set a policy/);
	});

	it('speaks Chinese throughout', () => {
		const bundle = JSON.parse(readFileSync('media/l10n/bundle.l10n.zh-cn.json', 'utf8')) as Record<
			string,
			string
		>;
		const chinese: Reader = { ...reader, language: 'zh-cn', translate: translateBy(bundle) };
		const text = textOf(pageBody(statusPage(facts({ history }), chinese, now), chinese).text);
		const english = text.match(/\b(the|policy|was|since|blocked|and|of|you|is)\b/gi);
		assert.deepEqual(english, null, text);
	});

	it('asks for what its buttons are for, and nothing else is understood', () => {
		assert.deepEqual(readPageMessage({ act: 'switch', index: 1 }), { act: 'switch', index: 1 });
		for (const message of [undefined, null, 'switch', { act: 7 }, { act: 'x', index: 'y' }]) {
			assert.equal(readPageMessage(message), undefined);
		}
	});
});

describe('the time line', () => {
	it('has a lane for each rule, with what holds when, and marks what happened', () => {
		const { policy } = facts();
		const happenings = [
			{ at: now - 2 * day, kind: 'finding' as const, text: 'one' },
			{ at: now - 2 * day + 1000, kind: 'finding' as const, text: 'two' },
			{ at: now - 400 * day, kind: 'switch' as const, text: 'long ago' },
		];
		const line = timeLine(policy, happenings, reader, now);
		assert.deepEqual(
			line.lanes.map(({ label, stretches }) => [label, ...stretches.map(({ word }) => word)]),
			[
				['Banned', 'discouraged', 'blocked'],
				['Other', 'announced'],
			],
		);
		const [banned, other] = line.lanes;
		assert.equal(banned?.stretches[0]?.end, banned?.stretches[1]?.start);
		assert.equal(banned?.stretches[1]?.end, 100);
		assert.ok((other?.stretches[0]?.start ?? 0) > line.now);
		assert.deepEqual(
			line.happenings.map(({ kind, marks }) => [kind, marks.map(({ count }) => count)]),
			[['finding', [2]]],
		);
	});

	it('keeps everything on the line, in order, whatever the dates', () => {
		for (const dates of [
			['1999-01-01', '2026-07-12'],
			['2026-07-12T11:59Z', '2099-01-01'],
			['2026-07-13', '2026-07-14'],
		]) {
			const phases = dates.map((from) => ({ from, action: 'warn' as const }));
			const rules = [{ id: 'r', assistants: ['banned'], phases, reason: 'Because.' }];
			const line = timeLine(policyWith({ rules }), [], reader, now);
			const places = line.lanes.flatMap(({ stretches }) =>
				stretches.flatMap(({ start, end }) => [start, end]),
			);
			assert.ok(
				places.every((place, index) => place >= (places[index - 1] ?? 0) && place <= 100),
				String(places),
			);
			assert.ok(line.now > 0 && line.now < 100);
			assert.ok(line.ticks.length >= 3 && line.ticks.length <= 6, String(line.ticks.length));
		}
	});
});

describe('the report for the help desk', () => {
	const machine = {
		extension: 'us 1.0.0',
		editor: 'Code 1.139',
		os: 'linux x64',
		remote: 'local',
		language: 'en',
	};

	it('is readable, and carries the same as JSON', () => {
		const report = helpDeskReport(facts({ history }), machine, reader, now);
		assert.match(report, /^# Approved Assistants: report for the help desk/);
		assert.match(report, /^- Banned: blocked$/m);
		const json = JSON.parse(/```json\n([^]*)\n```/.exec(report)?.[1] ?? '') as {
			readonly found: readonly unknown[];
			readonly history: readonly unknown[];
			readonly policy: { readonly version: number; readonly checkedAt: string };
		};
		assert.equal(json.policy.version, 7);
		assert.equal(json.policy.checkedAt, '2026-07-12T12:00:00Z');
		assert.equal(json.history.length, history.length);
		assert.deepEqual(json.found, [
			{
				assistant: 'banned',
				seen: 'extension',
				use: 'install',
				certainty: 'certain',
				marks: ['extension'],
				action: 'block',
				because: 'rule',
				rule: 'no-banned',
				trace: [{ rule: 'no-banned', outcome: 'decided' }],
			},
		]);
	});

	it('leaves out addresses’ secrets, paths, and command lines', () => {
		const base = facts();
		assert.ok(base.status.state === 'active' && base.policy !== undefined);
		const finding = {
			signal: { kind: 'command' as const, shell: 'bash' as const, text: 'banned --key CANARY-1' },
			assistant: 'banned',
			use: 'run' as const,
			certainty: 'certain' as const,
			evidence: [{ fingerprint: 'path' as const, value: '/home/me/CANARY-2' }],
			via: [{ name: 'x', file: 'CANARY-3/package.json', line: 1 }],
		};
		const leaky: StatusPageFacts = {
			...base,
			decisions: [decide(base.policy, finding, { now })],
			sent: [{ purpose: 'p', text: 'GET https://h.example/?token=CANARY-4' }],
			status: {
				...base.status,
				policy: {
					...base.status.policy,
					source: 'https://me:CANARY-5@h.example/bundle.json?sig=CANARY-6#CANARY-7',
					passedOver: [{ code: 'offline', source: 'CANARY-10', message: 'CANARY-11' }],
				},
				problem: { code: 'unreadableFile', source: '/etc/CANARY-8', message: 'CANARY-9' },
			},
		};
		const report = helpDeskReport(leaky, machine, reader, now);
		assert.doesNotMatch(report, /CANARY/);
		assert.match(report, /https:\/\/h\.example\/bundle\.json/);
		const file = { ...base.status.policy, source: '/etc/CANARY/policy.bundle.json' };
		const fromFile = { ...leaky, status: { ...base.status, policy: file } };
		assert.doesNotMatch(helpDeskReport(fromFile, machine, reader, now), /CANARY/);
	});
});

const history: readonly HistoryEntry[] = [
	{ kind: 'policy', at: now - 9 * day, epoch: 1, version: 7 },
	{
		kind: 'found',
		at: now - 2 * day,
		assistant: 'banned',
		seen: 'command',
		action: 'block',
		rule: 'no-banned',
		version: 7,
		times: 3,
	},
	{ kind: 'told', at: now - day, assistants: ['Banned'] },
	{ kind: 'switched', at: now - 1000, replacement: 'Good' },
];

function facts(
	change: Partial<StatusPageFacts> = {},
	document: Partial<PolicyDocumentInput> = {},
): StatusPageFacts {
	const rules: PolicyDocumentInput['rules'] = [
		...policyWith().document.rules,
		{
			id: 'about-other',
			assistants: ['other'],
			when: { os: ['linux'] },
			phases: [{ from: '2026-07-20', action: 'inform' }],
			reason: 'Soon.',
			replacement: 'good',
		},
	];
	const policy = policyWith({ rules, ...document });
	const decisions = detectExtension(policy.catalog, { kind: 'extension', id: 'evil.banned' }).map(
		(finding) => decide(policy, finding, { now }),
	);
	return {
		status: {
			state: 'active',
			problem: undefined,
			policy: {
				organization: 'Acme',
				epoch: 1,
				version: 7,
				sha256: 'ab',
				rootVersion: 1,
				source: 'https://policy.example/policy.bundle.json',
				signers: ['0123456789abcdef'],
				acceptedAt: now - 9 * day,
				checkedAt: now,
				freshness: 'fresh',
				passedOver: [],
				withdrawn: false,
				machine: undefined,
			},
		},
		policy,
		decisions,
		installed: new Set(['evil.banned']),
		held: [{ label: 'some.setting', description: 'held' }],
		history: [],
		snoozes: [],
		sent: [],
		quietHours: '',
		...change,
	};
}

function bodyHtml(known: StatusPageFacts) {
	return pageBody(statusPage(known, reader, now), reader);
}

function body(known: StatusPageFacts): string {
	return bodyHtml(known).text;
}

/** What can be read, as one line. */
function textOf(html: string): string {
	const text = html
		.replace(/<[^>]*>/g, ' ')
		.replaceAll('&#39;', "'")
		.replaceAll('&quot;', '"');
	return text.replace(/\s+/g, ' ');
}
