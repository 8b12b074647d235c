import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeBase32, encodeBase32 } from '../../../../../src/core/policy/exemptions/base32.ts';
import {
	type BreakGlass,
	type BreakGlassProblem,
	readBreakGlassCode,
} from '../../../../../src/core/policy/exemptions/breakGlass.ts';
import { exemptionRequestLink } from '../../../../../src/core/policy/exemptions/exemptionRequest.ts';
import { nodeCryptography } from '../../../../../src/node/signing/signature.ts';
import { breakGlassCode, createAuthority, testNow } from '../../../../support/authority.ts';

const authority = createAuthority({ roles: ['breakGlass'] });
const hour = 3_600_000;
const until = testNow + 2 * hour;
const place = { organization: 'acme', machine: 'm1', rules: ['no-other', 'no-banned'] };
const code = breakGlassCode(authority, 'm1', 'no-banned', until);

describe('a break-glass code', () => {
	const read = (
		text: string,
		change: Partial<typeof place> = {},
		now: number | undefined = testNow,
		root = authority.root,
	): BreakGlass | BreakGlassProblem =>
		readBreakGlassCode(text, { ...place, ...change, root }, now, nodeCryptography);

	it('opens its rule on its machine until its end', () => {
		assert.deepEqual(read(code), { organization: 'acme', machine: 'm1', rule: 'no-banned', until });
		assert.equal(read(code, {}, until), 'ended');
		assert.equal(read(code, {}, until - 1) === 'ended', false);
	});

	it('may be typed in any case, with blanks, and with the letters that look alike', () => {
		const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
		assert.deepEqual(read(typed), read(code));
	});

	it('opens nothing elsewhere: another machine, organisation, rule', () => {
		assert.equal(read(code, { machine: 'm2' }), 'notForHere');
		assert.equal(read(code, { organization: 'globex' }), 'notForHere');
		assert.equal(read(code, { rules: ['no-other'] }), 'notForHere');
	});

	it('lasts a day at most, whoever signed it', () => {
		const long = breakGlassCode(authority, 'm1', 'no-banned', testNow + 25 * hour);
		assert.equal(read(long), 'tooLong');
		assert.equal(
			typeof read(breakGlassCode(authority, 'm1', 'no-banned', testNow + 24 * hour)),
			'object',
		);
	});

	it('needs a key of its own role, one of them', () => {
		const { root } = createAuthority({ roles: ['exemptions'] });
		assert.equal(read(code, {}, testNow, root), 'notForHere');
		const { roles } = authority.root;
		const two = { ...authority.root, roles: { ...roles, breakGlass: { ...roles.policy, threshold: 2 } } };
		assert.equal(read(code, {}, testNow, two), 'notForHere');
	});

	it('no change of a letter makes it another code', () => {
		for (let at = 0; at < code.length; at++) {
			const other = code[at] === 'A' ? 'B' : 'A';
			const changed = code.slice(0, at) + other + code.slice(at + 1);
			const outcome = read(changed);
			assert.equal(typeof outcome, 'string', `${at}: ${JSON.stringify(outcome)}`);
		}
		for (const bad of ['', 'U', code.slice(1), `${code}0`, '🔑', code.repeat(2)]) {
			assert.equal(read(bad), 'unreadable', bad);
		}
	});
});

describe('base32', () => {
	it('gives back every byte, and has one text for each', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
				assert.deepEqual(decodeBase32(encodeBase32(bytes)), bytes);
			}),
			{ seed: 20_261_122 },
		);
		// Known answers of the alphabet's author's page (crockford.com/base32): 5 bits a letter, most significant first.
		assert.equal(encodeBase32(Uint8Array.from([255, 0])), 'ZW00');
		assert.equal(decodeBase32('ZW01'), undefined);
	});
});

describe('the link that asks for an exemption', () => {
	const request = {
		rule: 'no-banned',
		assistant: 'Banned',
		machine: 'm 1',
		reason: 'a&b=c\n#%\ud800',
		version: 7,
	};

	it('carries what the request says, encoded, whatever people write', () => {
		const link = exemptionRequestLink(
			'https://help.acme.example/new?rule={rule}&why={reason}&on={machine}',
			request,
		);
		const { searchParams } = new URL(link);
		assert.equal(searchParams.get('why'), 'a&b=c\n#%\ufffd');
		assert.equal(searchParams.get('on'), 'm 1');
		assert.equal(searchParams.get('rule'), 'no-banned');
	});

	it('leaves what it does not know, and things that every object has', () => {
		assert.equal(
			exemptionRequestLink('mailto:a@b?x={other}{constructor}', request),
			'mailto:a@b?x={other}{constructor}',
		);
	});
});
