import { decodeBase64 } from '../../core/policy/trust/base64.ts';

/**
 * The forms in which signing tools give a signature, as the 64 bytes that envelopes carry: r‖s (PKCS #11, Azure), DER
 * (OpenSSL, AWS, Google), either one also as base64 or base64url text. Empty when it is none of them.
 */
export function readSignatureForms(content: Uint8Array): readonly Uint8Array[] {
	const text = Buffer.from(content)
		.toString('latin1')
		.replace(/[\s=]/g, '')
		.replaceAll('-', '+')
		.replaceAll('_', '/');
	const decoded = decodeBase64(text.padEnd(Math.ceil(text.length / 4) * 4, '='));
	return [content, ...(decoded === undefined ? [] : [decoded])].flatMap((bytes) => {
		const raw = bytes.length === 64 ? bytes : fromDer(bytes);
		return raw === undefined ? [] : [raw];
	});
}

/** r‖s of an ECDSA-Sig-Value (RFC 3279 section 2.2.3) over P-256: SEQUENCE { INTEGER r, INTEGER s }. */
function fromDer(bytes: Uint8Array): Uint8Array | undefined {
	if (bytes[0] !== 0x30 || bytes[1] !== bytes.length - 2) {
		return undefined;
	}
	const r = readInteger(bytes, 2);
	const s = r && readInteger(bytes, r.end);
	if (r === undefined || s === undefined || s.end !== bytes.length) {
		return undefined;
	}
	return Buffer.concat([r.value, s.value]);
}

/** A DER INTEGER as 32 bytes. */
function readInteger(
	bytes: Uint8Array,
	at: number,
): { readonly value: Uint8Array; readonly end: number } | undefined {
	const length = bytes[at + 1] ?? 0;
	const end = at + 2 + length;
	const digits = bytes.subarray(at + 2, end);
	const leading = digits[0] === 0 ? 1 : 0;
	const value = digits.subarray(leading);
	if (bytes[at] !== 0x02 || length === 0 || end > bytes.length || value.length > 32) {
		return undefined;
	}
	return { value: Buffer.concat([Buffer.alloc(32 - value.length), value]), end };
}
