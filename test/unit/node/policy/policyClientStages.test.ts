import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assistant } from '../../../../src/core/catalog/assistant.ts';
import { exercisePolicy } from '../../../../src/core/decision/exercisePolicy.ts';
import {
	bundleOf,
	createAuthority,
	documentOf,
	pack,
	signExemptions,
	signPolicy,
} from '../../../support/authority.ts';
import { serveBundle } from '../../../support/badServer.ts';
import { acme, clientFixture, summary } from '../../../support/clientFixture.ts';
import { catalog } from '../../../support/policies.ts';

describe('policy client: two policies in one bundle', () => {
	const fixture = clientFixture();

	it('one that fails its self-check is dropped for the one beside it, and that is said (row 31)', async () => {
		const policies = [41, 42].map((version) => signPolicy(acme, documentOf(acme, { version })));
		fixture.server.answer = serveBundle(pack({ roots: [...acme.roots], policies }));
		const { client } = fixture.open({ builtInCatalog: catalogThatFailsOneCheck() });
		await client.start();
		assert.equal(summary(client), '41');
		const current = client.status();
		assert.ok(current.state === 'active');
		assert.deepEqual(current.policy.passedOver, [
			{ code: 'unusable', version: 42, message: 'unforeseen' },
		]);
	});

	it('what else is wrong with that bundle is said as well', async () => {
		const policies = [41, 42].map((version) => signPolicy(acme, documentOf(acme, { version })));
		const exemptions = signExemptions(createAuthority({ roles: ['exemptions'] }), []);
		const bundle = pack({ roots: [...acme.roots], policies, exemptions });
		fixture.server.answer = serveBundle(bundle);
		const { client } = fixture.open({ builtInCatalog: catalogFailingAt(1) });
		await client.start();
		const current = client.status();
		assert.ok(current.state === 'active');
		assert.deepEqual(current.policy.passedOver.map(({ code }) => code).toSorted(), [
			'noSuchRole',
			'unusable',
		]);
	});

	it('two that cannot be used leave what was in force, and the newer one’s fault is said', async () => {
		const policies = [41, 42].map((version) => signPolicy(acme, documentOf(acme, { version })));
		fixture.server.answer = serveBundle(pack({ roots: [...acme.roots], policies }));
		const { client } = fixture.open({ builtInCatalog: catalogFailingAt(1, 2) });
		await client.start();
		assert.deepEqual(client.status(), {
			state: 'missing',
			problem: { code: 'unusable', version: 42, message: 'unforeseen' },
		});
	});
});

describe('policy client: a source that is a file (row 29)', () => {
	const fixture = clientFixture();

	it('a file that is written in pieces never takes the policy away, and is taken when it is whole', async () => {
		const path = join(fixture.folder, 'share.json');
		writeFileSync(path, bundleOf(acme, { version: 1 }));
		const { client } = fixture.open({ sources: [path] });
		await client.start();
		const whole = Buffer.from(bundleOf(acme, { version: 2 }));
		const inForce = new Set<string>();
		for (let length = 0; length < whole.length; length += 211) {
			writeFileSync(path, whole.subarray(0, length));
			await client.refresh();
			inForce.add(summary(client).split(' ')[0] ?? '');
		}
		assert.deepEqual([...inForce], ['1']);
		writeFileSync(path, whole);
		while (summary(client) !== '2') {
			// Nobody asks: the file is watched.
			await new Promise((resolve) => setImmediate(resolve));
		}
	});
});

/** A catalog that breaks the policies that are compiled with it then: it stands for what nobody foresaw. */
function catalogFailingAt(...times: readonly number[]): readonly Assistant[] {
	let compiled = 0;
	return new Proxy(catalog, {
		get: (target, key) => {
			if (key === Symbol.iterator && times.includes(++compiled)) {
				throw new Error('unforeseen');
			}
			return Reflect.get(target, key) as unknown;
		},
	});
}

/** A catalog with which policies compile, and with which the first self-check fails. */
function catalogThatFailsOneCheck(): readonly Assistant[] {
	const [first, ...rest] = catalog;
	assert.ok(first);
	const { id } = first;
	let checks = 0;
	return [
		{
			...first,
			get id() {
				if (new Error('').stack?.includes(exercisePolicy.name) === true && ++checks === 1) {
					throw new Error('unforeseen');
				}
				return id;
			},
		},
		...rest,
	];
}
