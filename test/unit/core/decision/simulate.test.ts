import assert from 'node:assert/strict';
import { actions } from '../../../../src/core/action.ts';
import { type Fleet, type FleetPolicies, simulate } from '../../../../src/core/decision/simulate.ts';
import type { DecisionContext } from '../../../../src/core/decision/context.ts';
import { detect } from '../../../../src/core/detection/detect.ts';
import type { CompiledPolicy } from '../../../../src/core/policy/compile.ts';
import { policyWith } from '../../../support/policies.ts';

const dated = policyWith();
const range = { from: Date.parse('2026-07-02T15:00:00Z'), to: Date.parse('2026-07-12') };

describe('a simulated fleet', () => {
	it('follows the phases day by day, and says who is newly blocked when', () => {
		assert.deepEqual(tell(fleetOf({ ada: ['evil.banned'], ben: ['a.theme'] }), { after: dated }), [
			'2026-07-02 allow 2',
			'2026-07-04 allow 1 warn 1: ada banned allow>warn',
			'2026-07-10 allow 1 block 1: ada banned warn>block',
		]);
	});

	it('counts a machine once, by its strongest action, and tells of each assistant', () => {
		const fleet = fleetOf({ ada: ['evil.banned', 'good.good', 'evil.banned-nightly'] });
		assert.deepEqual(tell(fleet, { after: dated }).at(-1), '2026-07-10 block 1: ada banned warn>block');
	});

	it('counts what begins in the course of a day for that day', () => {
		const after = policyWith({
			rules: [
				{
					id: 'no-banned',
					assistants: ['banned'],
					phases: [{ from: '2026-07-05T23:30:00+02:00', action: 'block' }],
					reason: 'No.',
				},
			],
		});
		assert.deepEqual(tell(fleetOf({ ada: ['evil.banned'] }), { after }), [
			'2026-07-02 allow 1',
			'2026-07-05 block 1: ada banned allow>block',
		]);
	});

	it('frees who is exempted, until the exemption ends', () => {
		const exemptions = [
			{
				id: 'x',
				rules: ['no-banned'],
				from: '2026-07-10',
				until: '2026-07-12',
				when: { groups: ['lab'] },
			},
		];
		const fleet = fleetOf({ ada: ['evil.banned'], ben: ['evil.banned'] }, { ada: { groups: ['lab'] } });
		assert.deepEqual(tell(fleet, { after: policyWith({ exemptions }) }).slice(2), [
			'2026-07-10 allow 1 block 1: ada banned warn>allow, ben banned warn>block',
			'2026-07-12 block 2: ada banned allow>block',
		]);
	});

	it('goes by the policy before where the new one has not come yet', () => {
		const before = policyWith({ rules: [] });
		const arrives = Date.parse('2026-07-11');
		const policies = {
			after: dated,
			before,
			reached: (machine: string, now: number) => machine === 'ada' || now >= arrives,
			stages: [arrives],
		};
		const fleet = fleetOf({ ada: ['evil.banned'], ben: ['evil.banned'] });
		assert.deepEqual(tell(fleet, policies).slice(2), [
			'2026-07-10 allow 1 block 1: ada banned warn>block',
			'2026-07-11 block 2: ben banned allow>block',
		]);
	});

	it('decides anew only on days on which something may change', () => {
		const days = simulate(fleetOf({ ada: ['evil.banned'] }), policies({ after: dated }), {
			from: range.from,
			to: range.from + 365 * 86_400_000,
		});
		assert.equal(days.length, 366);
		assert.equal(new Set(days.map(({ machines }) => machines)).size, 3);
	});
});

function policies({
	after,
	before,
	reached = () => true,
	stages = [],
}: Partial<FleetPolicies>): FleetPolicies {
	return { after: after ?? dated, before, reached, stages };
}

/** The days on which something is otherwise than the day before. */
function tell(fleet: Fleet, given: Partial<FleetPolicies>): readonly string[] {
	const days = simulate(fleet, policies(given), range);
	assert.equal(days.length, 11);
	return days.flatMap(({ start, machines, changes }, index) => {
		const counts = actions
			.filter((action) => machines[action] > 0)
			.map((each) => `${each} ${machines[each]}`);
		const told = changes.map(
			({ machine, assistant, from, to }) => `${machine} ${assistant} ${from}>${to}`,
		);
		const line = `${new Date(start).toISOString().slice(0, 10)} ${counts.join(' ')}`;
		return index > 0 && told.length === 0
			? []
			: [told.length === 0 ? line : `${line}: ${told.join(', ')}`];
	});
}

/** Machines with the extensions that are installed on them. */
function fleetOf(
	machines: Readonly<Record<string, readonly string[]>>,
	places: Readonly<Record<string, Omit<DecisionContext, 'now'>>> = {},
	{ catalog }: CompiledPolicy = dated,
): Fleet {
	const signals: Fleet['signals'][number][] = [];
	const indices = new Map<string, number[]>();
	for (const [machine, ids] of Object.entries(machines)) {
		for (const id of ids) {
			const findings = detect(catalog, { kind: 'extension', id });
			indices.set(machine, [...(indices.get(machine) ?? []), signals.length]);
			signals.push({ findings: { after: findings, before: findings }, place: places[machine] ?? {} });
		}
	}
	return { signals, machines: indices };
}
