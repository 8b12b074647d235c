import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decide } from '../../../src/core/decision/decide.ts';
import type { Finding } from '../../../src/core/detection/finding.ts';
import type { PolicyDocumentInput } from '../../../src/core/policy/document.ts';
import { readNoticeMemory } from '../../../src/core/notices/noticeMemory.ts';
import { gatherFor, type Notice } from '../../../src/core/notices/planNotices.ts';
import { parseQuietHours, quietUntil } from '../../../src/core/notices/quietHours.ts';
import { noticeKey } from '../../../src/core/wording/notice.ts';
import { createNoticeQueue, type NoticeQueue } from '../../../src/node/noticeQueue.ts';
import { createSharedRecord } from '../../../src/node/files/sharedRecord.ts';
import { policyWith } from '../../support/policies.ts';
import { virtualClock, type VirtualClock } from '../../support/virtualClock.ts';

const minute = 60_000;
const morning = Date.parse('2026-07-12T09:00Z');

describe('notices of several windows', () => {
	let folder: string;
	let clock: VirtualClock;
	let shown: { window: string; keys: readonly string[]; at: number }[];

	beforeEach(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'approved-assistants-notices-'));
		clock = virtualClock(morning);
		shown = [];
	});

	afterEach(async () => {
		await rm(folder, { recursive: true, force: true });
	});

	function open(window: string, hours = ''): NoticeQueue<Notice> {
		const parsed = parseQuietHours(hours);
		assert.ok(parsed.ok);
		return createNoticeQueue<Notice>({
			memory: createSharedRecord(path.join(folder, 'notices.json'), readNoticeMemory),
			now: clock.now,
			quietUntil: (now) => quietUntil(parsed.value, now, 0),
			startTimer: clock.startTimer,
			holds: () => true,
			show: (notices) =>
				shown.push({ window, keys: notices.map(({ key }) => key), at: clock.now() - morning }),
		});
	}

	/** Lets everything due by `until` happen, in both windows. */
	async function letPass(until: number, windows: readonly NoticeQueue<Notice>[]): Promise<void> {
		for (;;) {
			const wait = clock.next();
			if (wait === undefined || clock.now() + wait > until) {
				break;
			}
			clock.step();
			await Promise.all(windows.map(async (window) => await window.plan()));
		}
		clock.set(until);
	}

	it('are told in one of them, even where both see the same at once', async () => {
		const windows = [open('a'), open('b')];
		await Promise.all(windows.map(async (window) => await window.add([notice('x', 'block')])));
		assert.equal(shown.length, 1);
	});

	it('are told again where something that was asked for does not happen', async () => {
		const window = open('a');
		await window.add([notice('x', 'block')]);
		await window.addAgain([notice('x', 'block')]);
		assert.deepEqual(
			shown.map(({ keys }) => keys),
			[['x'], ['x']],
		);
	});

	it('gather, and come as one from the window that waited', async () => {
		const [a, b] = [open('a'), open('b')];
		await a.add([notice('x', 'warn')]);
		clock.set(morning + minute);
		await b.add([notice('y', 'warn')]);
		await b.add([notice('z', 'inform')]);
		assert.equal(shown.length, 1);
		await letPass(morning + 2 * gatherFor, [a, b]);
		assert.deepEqual(shown[1], { window: 'b', keys: ['y', 'z'], at: gatherFor });
	});

	it('wait for the end of quiet hours, and are told in one message then', async () => {
		const window = open('a', '08:00-10:00');
		await window.add([notice('x', 'block')]);
		await window.add([notice('y', 'warn')]);
		assert.deepEqual(shown, []);
		await letPass(morning + 2 * 60 * minute, [window]);
		assert.deepEqual(shown, [{ window: 'a', keys: ['x', 'y'], at: 60 * minute }]);
	});

	it('come to no more than four on a scripted day, none of them twice', async () => {
		const windows = [open('a'), open('b')];
		let signals = 0;
		for (const { at, window, version, about, kind } of scriptedDay()) {
			await letPass(morning + at * minute, windows);
			const decision = decide(dayPolicy(version), finding(about, kind), { now: clock.now() });
			signals += 1;
			await windows[window]?.add([{ key: noticeKey(decision), about, action: decision.action }]);
		}
		await letPass(morning + 12 * 60 * minute, windows);
		const keys = shown.flatMap((one) => one.keys);
		assert.equal(signals, 40);
		assert.deepEqual(keys, [...new Set(keys)]);
		assert.ok(shown.length <= 4, JSON.stringify(shown, undefined, '\t'));
		// Everything that the policy has something to say about was told: quiet is no silence.
		assert.deepEqual(keys.map((key) => key.split('|').slice(0, 4).join(' ')).toSorted(), [
			'command banned no-banned block',
			'command other about-other inform',
			'command other about-other warn',
			'extension banned no-banned block',
			'extension good about-good inform',
		]);
	});
});

interface DaySignal {
	/** Minutes after nine. */
	readonly at: number;
	readonly window: 0 | 1;
	readonly version: 1 | 2 | 3;
	readonly about: string;
	readonly kind: 'extension' | 'command';
}

/**
 * Forty signals in two windows from nine to six. At one the second policy comes, which changes nothing that is said to
 * people here; at three the third, which makes a word of advice a warning.
 */
function scriptedDay(): readonly DaySignal[] {
	const versionAt = (at: number): 1 | 2 | 3 => (at < 240 ? 1 : at < 360 ? 2 : 3);
	const signal = (at: number, window: 0 | 1, about: string, kind: DaySignal['kind']): DaySignal => ({
		at,
		window,
		about,
		kind,
		version: versionAt(at),
	});
	// Each window looks at its extensions as it opens, when a policy comes, and when it is gone back to.
	const looks = [0, 1, 120, 240, 241, 300, 360, 361, 480].flatMap((at, index) => [
		signal(at, index % 2 === 0 ? 0 : 1, 'banned', 'extension'),
		signal(at, index % 2 === 0 ? 0 : 1, 'good', 'extension'),
	]);
	const commands = Array.from({ length: 22 }, (_, index) =>
		signal(15 + index * 24, index % 3 === 0 ? 1 : 0, index % 4 === 1 ? 'other' : 'banned', 'command'),
	);
	return [...looks, ...commands].toSorted((a, b) => a.at - b.at);
}

function dayPolicy(version: 1 | 2 | 3) {
	const rule = (id: string, about: string, action: 'inform' | 'warn' | 'block') => ({
		id,
		assistants: [about],
		phases: [{ from: '2026-07-04', action }],
		reason: `About ${about}.`,
	});
	const rules: PolicyDocumentInput['rules'] = [
		rule('no-banned', 'banned', 'block'),
		rule('about-other', 'other', version === 3 ? 'warn' : 'inform'),
		rule('about-good', 'good', 'inform'),
		...(version === 1 ? [] : [rule('no-shared', 'shared', 'block')]),
	];
	return policyWith({ version, rules });
}

function finding(assistant: string, kind: 'extension' | 'command'): Finding {
	return {
		signal:
			kind === 'extension'
				? { kind, id: `evil.${assistant}` }
				: { kind, shell: 'bash', text: `${assistant} --version` },
		assistant,
		use: kind === 'extension' ? 'install' : 'run',
		certainty: 'certain',
		evidence: [],
	};
}

function notice(key: string, action: Notice['action']): Notice {
	return { key, about: key, action };
}
