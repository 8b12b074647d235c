import { decodeBase32, encodeBase32 } from './base32.ts';
import type { Cryptography } from '../trust/cryptography.ts';
import { encodeForSigning } from '../trust/dsse.ts';
import { readPublicKey } from '../trust/publicKey.ts';
import type { Root } from '../trust/root.ts';

const breakGlassPayloadType = 'application/vnd.approved-assistants.break-glass.v1+json';

/** The longest time that a code may open a rule for, in milliseconds. */
export const longestBreakGlass = 24 * 3_600_000;

const minute = 60_000;
const formatByte = 1;

/** What a code says; all of it is signed, and only `until` stands in the code. */
export interface BreakGlass {
	readonly organization: string;
	readonly machine: string;
	/** The id of the rule that it sets aside. */
	readonly rule: string;
	/** Epoch milliseconds, in whole minutes. */
	readonly until: number;
}

/** The bytes that a code's signature covers (already in DSSE's pre-authentication encoding). */
export function breakGlassMessage(code: BreakGlass, cryptography: Cryptography): Uint8Array {
	const { organization, machine, rule, until } = code;
	const text = JSON.stringify({ kind: 'breakGlass', organization, machine, rule, until });
	return encodeForSigning(breakGlassPayloadType, cryptography.encodeUtf8(text));
}

/** The code as people pass it on: base32 in groups of five letters. `signature` is 64 bytes over the message. */
export function writeBreakGlassCode(until: number, signature: Uint8Array): string {
	const minutes = Math.floor(until / minute);
	const head = [formatByte, minutes >>> 24, minutes >>> 16, minutes >>> 8, minutes].map(
		(byte) => byte & 255,
	);
	return (encodeBase32(Uint8Array.from([...head, ...signature])).match(/.{1,5}/g) ?? []).join('-');
}

/** Where a code is to open something. */
export interface BreakGlassPlace extends Pick<BreakGlass, 'organization' | 'machine'> {
	/** The rules that may be opened. */
	readonly rules: readonly string[];
	readonly root: Root;
}

/** Why a code opens nothing. */
export type BreakGlassProblem = 'unreadable' | 'notForHere' | 'ended' | 'tooLong';

/**
 * Which of `rules` a code opens on this machine, and until when. It must be signed by a key of the root's `breakGlass`
 * role for this organisation and machine and one of the rules, must not have ended at `now`, and not last longer than a
 * day from then; `now` is `undefined` for a code that was taken before and is only read again.
 */
export function readBreakGlassCode(
	text: string,
	place: BreakGlassPlace,
	now: number | undefined,
	cryptography: Cryptography,
): BreakGlass | BreakGlassProblem {
	const { roles } = place.root;
	const bytes = decodeBase32(text);
	if (bytes?.length !== 69 || bytes[0] !== formatByte) {
		return 'unreadable';
	}
	const minutes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1);
	const until = minutes * minute;
	const signature = bytes.subarray(5);
	const keys =
		roles.breakGlass?.threshold === 1
			? roles.breakGlass.keys.flatMap((key) => readPublicKey(key) ?? [])
			: [];
	for (const rule of place.rules) {
		const code = { organization: place.organization, machine: place.machine, rule, until };
		const message = breakGlassMessage(code, cryptography);
		if (keys.some((key) => cryptography.verify(key, message, signature))) {
			if (now !== undefined && until <= now) {
				return 'ended';
			}
			return now !== undefined && until > now + longestBreakGlass ? 'tooLong' : code;
		}
	}
	return 'notForHere';
}
