import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { decodeBase64 } from '../../../../../src/core/policy/trust/base64.ts';
import { readPublicKey } from '../../../../../src/core/policy/trust/publicKey.ts';

describe('base64', () => {
	it('is read as Node reads it, for every length', () => {
		for (let length = 0; length < 100; length++) {
			const bytes = randomBytes(length);
			assert.deepEqual(decodeBase64(bytes.toString('base64')), new Uint8Array(bytes));
		}
	});

	it('has one text for each content: everything else is refused', () => {
		for (const text of [
			'QQ',
			'QQ=',
			'Q===',
			'====',
			'QR==',
			'QUF=',
			'QUFB ',
			' QUF',
			'QU B',
			'QUF-',
			'QUF_',
			'QQ==QUFB',
			'Q=Q=',
			'QUÄB',
			'QU\u0000B',
			'A===',
		]) {
			assert.equal(decodeBase64(text), undefined, JSON.stringify(text));
		}
	});

	it('is taken only where Node writes the same text for the same bytes', () => {
		const text = fc.string({ unit: fc.constantFrom(...'ABQRUf+/=-_ é'.split('')), maxLength: 12 });
		fc.assert(
			fc.property(text, (given) => {
				const bytes = Buffer.from(given, 'base64');
				const expected = bytes.toString('base64') === given ? new Uint8Array(bytes) : undefined;
				assert.deepEqual(decodeBase64(given), expected);
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('public keys', () => {
	const spki = (key: ReturnType<typeof generateKeyPairSync>['publicKey']): string =>
		key.export({ type: 'spki', format: 'der' }).toString('base64');
	const p256 = spki(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey);
	const ed25519 = spki(generateKeyPairSync('ed25519').publicKey);

	it('are P-256 and Ed25519, in the one encoding of each', () => {
		for (const [text, algorithm] of [
			[p256, 'ES256'],
			[ed25519, 'Ed25519'],
		] as const) {
			const key = readPublicKey(text);
			assert.deepEqual([key?.algorithm, key?.text], [algorithm, text]);
			assert.deepEqual(key?.spki, new Uint8Array(Buffer.from(text, 'base64')));
		}
	});

	it('are none of other kinds, lengths and encodings', () => {
		const longer = (text: string): string =>
			Buffer.concat([Buffer.from(text, 'base64'), Buffer.alloc(1)]).toString('base64');
		const compressed = Buffer.concat([
			Buffer.from('3039301306072a8648ce3d020106082a8648ce3d03010703220002', 'hex'),
			Buffer.alloc(32, 1),
		]).toString('base64');
		for (const text of [
			'',
			'QUFB',
			`${p256} `,
			longer(p256),
			longer(ed25519),
			compressed,
			spki(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey),
			spki(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey),
			spki(generateKeyPairSync('x25519').publicKey),
			Buffer.alloc(91).toString('base64'),
			Buffer.alloc(44).toString('base64'),
		]) {
			assert.equal(readPublicKey(text), undefined, text);
		}
	});
});
