import assert from 'node:assert/strict';
import { createPublicKey, ECDH, generateKeyPairSync } from 'node:crypto';
import { decodeBase64 } from '../../../../src/core/policy/trust/base64.ts';
import { encodeForSigning, signersOf } from '../../../../src/core/policy/trust/dsse.ts';
import { readPublicKey } from '../../../../src/core/policy/trust/publicKey.ts';
import { canVerify, nodeCryptography } from '../../../../src/node/signing/signature.ts';
import { sharedData } from '../../../support/sharedData.ts';
import { assertAgrees, ownCases, wycheproof, wycheproofFiles } from '../../../support/signatureCases.ts';
import {
	generateSigner,
	readSigner,
	signEnvelope,
	writeSigner,
} from '../../../../src/node/signing/signer.ts';

describe('signatures', () => {
	it('this runtime gives the known answers', () => {
		assert.equal(canVerify(), true);
	});

	it('the example of the DSSE protocol verifies, and its encoding is the one given there', () => {
		// Public key and signature of secure-systems-lab/dsse, protocol.md, "Test Vectors".
		const coordinate = (decimal: string): string =>
			Buffer.from(BigInt(decimal).toString(16).padStart(64, '0'), 'hex').toString('base64url');
		const x = coordinate('46950820868899156662930047687818585632848591499744589407958293238635476079160');
		const y = coordinate('5640078356564379163099075877009565129882514886557779369047442380624545832820');
		const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
		const spki = key.export({ type: 'spki', format: 'der' }).toString('base64');
		const envelope = {
			payloadType: 'http://example.com/HelloWorld',
			payload: 'aGVsbG8gd29ybGQ=',
			signatures: [
				{
					sig: 'A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==',
				},
			],
		};
		const payload = Buffer.from('hello world');
		const encoded = Buffer.from(encodeForSigning(envelope.payloadType, payload)).toString();
		assert.equal(encoded, 'DSSEv1 29 http://example.com/HelloWorld 11 hello world');
		const role = { keys: [spki], threshold: 1 };
		assert.equal(signersOf(envelope, payload, role, nodeCryptography).length, 1);
		assert.equal(signersOf(envelope, Buffer.from('hello World'), role, nodeCryptography).length, 0);
	});

	for (const algorithm of ['ES256', 'Ed25519'] as const) {
		it(`what ${algorithm} signs is verified, also after the key was written and read`, () => {
			const signer = readSigner(writeSigner(generateSigner(algorithm)));
			const payload = Buffer.from('{}');
			const envelope = signEnvelope('type', payload, [signer]);
			const found = signersOf(
				envelope,
				payload,
				{ keys: [signer.publicKey], threshold: 1 },
				nodeCryptography,
			);
			assert.deepEqual(
				found.map(({ text }) => text),
				[signer.publicKey],
			);
		});
	}

	it('takes one encoding of a key only, so that one key cannot stand for two', () => {
		const { publicKey } = generateSigner();
		const spki = Buffer.from(publicKey, 'base64');
		const compressedPoint = ECDH.convertKey(
			spki.subarray(26),
			'prime256v1',
			undefined,
			undefined,
			'compressed',
		);
		const header = Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex');
		const compressed = Buffer.concat([header, compressedPoint as Buffer]);
		// Node takes it for the same key; we do not.
		assert.ok(createPublicKey({ key: compressed, format: 'der', type: 'spki' }));
		assert.equal(readPublicKey(compressed.toString('base64')), undefined);
		assert.equal(readPublicKey(`${publicKey} `), undefined);
		assert.equal(readPublicKey(Buffer.concat([spki, Buffer.alloc(1)]).toString('base64')), undefined);
		const exchange = generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'der' });
		assert.equal(readPublicKey(exchange.toString('base64')), undefined);
		assert.equal(readPublicKey(publicKey)?.algorithm, 'ES256');
	});

	it('a point that is not on the curve verifies nothing and throws nothing', () => {
		const spki = Buffer.from(generateSigner().publicKey, 'base64');
		spki.fill(1, 27);
		const key = readPublicKey(spki.toString('base64'));
		assert.ok(key);
		assert.equal(nodeCryptography.verify(key, Buffer.from('x'), new Uint8Array(64)), false);
	});

	it(`agrees with our own vectors (${ownCases.length} cases)`, () => assertAgrees(ownCases));

	for (const file of wycheproofFiles) {
		const cases = wycheproof(sharedData, file);
		it(`agrees with Wycheproof: ${file} (${cases.length} cases here)`, () => assertAgrees(cases));
	}
});

describe('strict base64', () => {
	const check = (text: string, expected: string | undefined): void => {
		it(`${JSON.stringify(text)} is ${expected === undefined ? 'refused' : JSON.stringify(expected)}`, () => {
			const bytes = decodeBase64(text);
			assert.equal(bytes && Buffer.from(bytes).toString('latin1'), expected);
		});
	};
	check('', '');
	check('Zg==', 'f');
	check('Zm8=', 'fo');
	check('Zm9v', 'foo');
	check('+/+/', '\u00fb\u00ff\u00bf');
	check('Zh==', undefined);
	check('Zm9=', undefined);
	check('Zg', undefined);
	check('Zg=', undefined);
	check('Zg===', undefined);
	check('====', undefined);
	check('Z===', undefined);
	check('Zg==Zg==', undefined);
	check('Zm 9v', undefined);
	check('Zm9v\n', undefined);
	check('-_-_', undefined);
	check('Zm9\u0141', undefined);

	it('reads every byte that Buffer writes', () => {
		for (let length = 0; length < 300; length++) {
			const bytes = Buffer.from(Array.from({ length }, (_, index) => (index * 37 + length) % 256));
			assert.deepEqual(Buffer.from(decodeBase64(bytes.toString('base64')) ?? []), bytes);
		}
	});
});
