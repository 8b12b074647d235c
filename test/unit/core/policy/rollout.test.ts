import assert from 'node:assert/strict';
import fc from 'fast-check';
import { policyDocumentSchema } from '../../../../src/core/policy/document.ts';
import { lintRollout } from '../../../../src/core/policy/lint/lintRollout.ts';
import { isRolledOut, nextStage, type Rollout, rolloutBucket } from '../../../../src/core/policy/rollout.ts';
import { nodeCryptography } from '../../../../src/node/signing/signature.ts';
import { documentOf, pack, signPolicy, testNow } from '../../../support/authority.ts';
import { accept, acme, refuse } from '../../../support/judging.ts';

const hour = 3_600_000;
const machines = Array.from({ length: 10_000 }, (_, index) => `machine-${index}`);
const bucket = (salt: string, machine: string): number => rolloutBucket(salt, machine, nodeCryptography);
const stages = (...list: readonly (readonly [hours: number, percent: number])[]): Rollout => ({
	salt: 's',
	stages: list.map(([hours, percent]) => ({
		from: new Date(testNow + hours * hour).toISOString(),
		percent,
	})),
});
const share = (rollout: Rollout, hours: number): number =>
	machines.filter((machine) => isRolledOut(rollout, machine, testNow + hours * hour, nodeCryptography))
		.length;

describe('rollout (row 30)', () => {
	it('deals machines as a twin in Python does', () => {
		// python3 -c "import hashlib; h=lambda s: int.from_bytes(hashlib.sha256(s.encode()).digest()[:4],'big')%10000; …"
		const known = { 's:machine-0': 5565, 's:machine-1': 5408, 'x:é😀': 3439, ':': 1014 };
		for (const [text, expected] of Object.entries(known)) {
			const at = text.indexOf(':');
			assert.equal(bucket(text.slice(0, at), text.slice(at + 1)), expected, text);
		}
	});

	it('is uniform, and independent of another salt (chi-squared over 100 salts)', () => {
		const some = machines.slice(0, 2000);
		const salts = ['s', ...Array.from({ length: 99 }, (_, index) => `salt-${index}`)];
		const tenths = salts.map((salt) => some.map((machine) => Math.floor(bucket(salt, machine) / 1000)));
		const chi = (values: readonly number[], cells: number): number => {
			const counts = Array.from({ length: cells }, () => 0);
			values.forEach((value) => (counts[value] = (counts[value] ?? 0) + 1));
			const mean = values.length / cells;
			return counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
		};
		const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);
		// One salt in a thousand looks uneven by chance, so they are judged together: 100 times 9 and 99 times 99 degrees
		// of freedom; the limits are the 99.9th percentiles.
		assert.ok(sum(tenths.map((values) => chi(values, 10))) < 1035);
		const pairs = tenths.slice(1).map((values, index) =>
			chi(
				values.map((value, machine) => value * 10 + (tenths[index]?.[machine] ?? 0)),
				100,
			),
		);
		assert.ok(sum(pairs) < 10_240);
	});

	it('0, 0.01 and 100 percent are nobody, about one in ten thousand, everybody', () => {
		assert.equal(share(stages([-1, 0]), 0), 0);
		assert.ok(share(stages([-1, 0.01]), 0) <= 6);
		assert.equal(share(stages([-1, 100]), 0), machines.length);
	});

	it('widens at its instants, offline too, and never sends anybody back', () => {
		const rollout = stages([0, 1], [4, 10], [5, 2], [5, 3], [48, 100]);
		const shares = [-1, 0, 3, 4, 6, 48].map((hours) => share(rollout, hours) / 100);
		assert.equal(shares[0], 0);
		assert.equal(shares[1], shares[2]);
		assert.equal(shares[3], shares[4]);
		assert.deepEqual(
			shares,
			shares.toSorted((a, b) => a - b),
		);
		assert.ok(Math.abs((shares[3] ?? 0) - 10) < 1.5, String(shares[3]));
		assert.equal(nextStage(rollout, testNow), testNow + 4 * hour);
		assert.equal(nextStage(rollout, testNow + 48 * hour), undefined);
	});

	it('whoever is in at some time stays in, whatever the stages', () => {
		const list = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 100 })), {
			minLength: 1,
			maxLength: 6,
		});
		fc.assert(
			fc.property(list, fc.string(), (given, machine) => {
				const rollout = stages(...given);
				const there = Array.from({ length: 52 }, (_, hours) =>
					isRolledOut(rollout, machine, testNow + hours * hour, nodeCryptography),
				);
				assert.deepEqual(
					there,
					there.toSorted((a, b) => Number(a) - Number(b)),
				);
			}),
			{ seed: 20_261_122 },
		);
	});

	it('one machine id is one machine, and none comes last', () => {
		assert.equal(bucket('s', 'm'), bucket('s', 'm'));
		const at = (percent: number): boolean =>
			isRolledOut(stages([-1, percent]), undefined, testNow, nodeCryptography);
		assert.deepEqual([at(99.99), at(100)], [false, true]);
	});
});

describe('mistakes in a rollout', () => {
	it('stages out of order, narrower ones, and no end are named', () => {
		const policy = (rollout: Rollout) => policyDocumentSchema.parse({ ...documentOf(acme), rollout });
		const messages = (rollout: Rollout): readonly string[] =>
			lintRollout(policy(rollout)).map(
				({ path, message }) => `${path.join('.')}: ${message.split(/[.;:(]/)[0]}`,
			);
		assert.deepEqual(messages(stages([0, 1], [4, 100])), []);
		assert.deepEqual(messages(stages([4, 1], [0, 50], [5, 20])), [
			'rollout.stages.1.from: The stages of the rollout are not in order of time',
			'rollout.stages.2.percent: This stage is narrower than the one before ',
			'rollout.stages.2.percent: No stage comes to 100 %',
		]);
	});
});

describe('two policies in one bundle', () => {
	const rollout = stages([0, 50]);
	const both = pack({
		roots: [...acme.roots],
		policies: [
			signPolicy(acme, documentOf(acme, { version: 41 })),
			signPolicy(acme, documentOf(acme, { version: 42, rollout })),
		],
	});
	const inside = machines.find((machine) => bucket('s', machine) < 5000) ?? '';
	const outside = machines.find((machine) => bucket('s', machine) >= 5000) ?? '';

	it('each machine takes the one that is its own', () => {
		assert.equal(accept(both, { machine: inside }).document.version, 42);
		assert.equal(accept(both, { machine: outside }).document.version, 41);
		assert.equal(accept(both, { machine: inside, now: testNow - 1 }).document.version, 41);
		assert.equal(accept(both, { machine: inside, now: testNow - 1 }).nextStage, testNow);
	});

	it('who has the newer one keeps it, and the older one alone is a rollback to them', () => {
		const { floor } = accept(both, { machine: inside });
		assert.equal(accept(both, { machine: inside, floor, now: testNow - hour }).document.version, 42);
		assert.equal(accept(both, { machine: inside, floor, now: undefined }).document.version, 42);
		const older = pack({
			roots: [...acme.roots],
			policies: [signPolicy(acme, documentOf(acme, { version: 41 }))],
		});
		refuse(older, 'rollback', { floor });
	});

	it('a newer one that is forged, expired or unusable is passed over for the other, and said', () => {
		const stable = signPolicy(acme, documentOf(acme, { version: 41 }));
		const candidate = signPolicy(acme, documentOf(acme, { version: 42 }));
		const with_ = (newer: typeof stable): Uint8Array =>
			pack({ roots: [...acme.roots], policies: [stable, newer] });
		const outcome = (bytes: Uint8Array, unusable?: ReadonlySet<string>): string => {
			const { document, passedOver } = accept(bytes, unusable && { unusable });
			return [document.version, ...passedOver.map(({ code }) => code)].join(' ');
		};
		assert.equal(
			outcome(with_({ ...candidate, payload: stable.payload, signatures: candidate.signatures })),
			'41 signatures',
		);
		assert.equal(
			outcome(with_(signPolicy(acme, documentOf(acme, { version: 42, expires: '2026-07-31' })))),
			'41 documentExpired',
		);
		const { sha256 } = accept(with_(candidate));
		assert.equal(outcome(with_(candidate), new Set([sha256])), '41 unusable');
	});

	it('stripped of the older one, it is not taken before its time', () => {
		const alone = pack({
			roots: [...acme.roots],
			policies: [signPolicy(acme, documentOf(acme, { version: 42, rollout }))],
		});
		refuse(alone, 'notRolledOut', { machine: outside });
		assert.equal(accept(alone, { machine: inside }).document.version, 42);
	});
});
