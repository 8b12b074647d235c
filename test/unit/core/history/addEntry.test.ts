import assert from 'node:assert/strict';
import { addEntry, historyLimits } from '../../../../src/core/history/addEntry.ts';
import { type History, type HistoryEntry, readHistory } from '../../../../src/core/history/historyEntry.ts';

const day = 24 * 3_600_000;
const noon = Date.parse('2026-07-12T12:00Z');

describe('the history', () => {
	it('counts a command that is started again, and begins anew each day', () => {
		const history = add([found(noon), found(noon + 1), found(noon + 2), found(noon + day)]);
		assert.deepEqual(
			history.map((entry) => entry.kind === 'found' && entry.times),
			[3, 1],
		);
	});

	it('has an installed extension once, until something else holds for it', () => {
		const extension = { seen: 'extension' } as const;
		const first = add([found(noon, extension)]);
		assert.equal(addEntry(first, found(noon + 3 * day, extension)), first);
		const blocked = addEntry(first, found(noon + day, { ...extension, action: 'block' }));
		assert.deepEqual(actionsOf(blocked), ['warn', 'block']);
		assert.deepEqual(actionsOf(addEntry(blocked, found(noon + 2 * day, extension))), [
			'warn',
			'block',
			'warn',
		]);
	});

	it('has a policy once, its confirmation once a day, and a problem until it is over', () => {
		const policy = { kind: 'policy', at: noon, epoch: 1, version: 7 } as const;
		const confirmed = (at: number): HistoryEntry => ({ kind: 'confirmed', at, version: 7 });
		const problem = (at: number): HistoryEntry => ({ kind: 'problem', at, code: 'offline' });
		const history = add([
			policy,
			policy,
			confirmed(noon + 1),
			confirmed(noon + 2),
			problem(noon + 3),
			problem(noon + 4),
			confirmed(noon + 5),
			problem(noon + 6),
		]);
		assert.deepEqual(
			history.map(({ kind, at }) => [kind, at - noon]),
			[
				['policy', 0],
				['problem', 3],
				['confirmed', 5],
				['problem', 6],
			],
		);
	});

	it('keeps so many days, and so many entries', () => {
		const told = (at: number): HistoryEntry => ({ kind: 'told', at, assistants: ['x'] });
		const old = add([told(noon - (historyLimits.days + 1) * day), told(noon)]);
		assert.equal(old.length, 1);
		const many = add(
			Array.from({ length: historyLimits.entries + 20 }, (_, index) => told(noon + index)),
		);
		assert.equal(many.length, historyLimits.entries);
		assert.equal(many[0]?.at, noon + 20);
	});

	it('leaves out what is no entry of ours, and keeps the others', () => {
		const good = found(noon);
		assert.deepEqual(readHistory([good, 7, { kind: 'found' }, { ...good, path: '/home/me/secret' }]), [
			good,
		]);
		assert.deepEqual(readHistory({ entries: [] }), []);
	});
});

function add(entries: readonly HistoryEntry[]): History {
	return entries.reduce<History>(addEntry, []);
}

function found(at: number, change: Partial<Extract<HistoryEntry, { kind: 'found' }>> = {}): HistoryEntry {
	return {
		kind: 'found',
		at,
		assistant: 'banned',
		seen: 'command',
		action: 'warn',
		rule: 'no-banned',
		version: 7,
		times: 1,
		...change,
	};
}

function actionsOf(history: History): readonly unknown[] {
	return history.map((entry) => entry.kind === 'found' && entry.action);
}
