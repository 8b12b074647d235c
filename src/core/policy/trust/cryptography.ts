import type { PublicKey } from './publicKey.ts';

/** What the verifier needs of its surroundings. Implemented over `node:crypto` outside the core. */
export interface Cryptography {
	/** SHA-256 as 64 lower-case hex digits. */
	sha256(bytes: Uint8Array): string;
	/** Whether `signature` (64 bytes: r‖s, or Ed25519's own form) is `key`'s over `message`. Never throws. */
	verify(key: PublicKey, message: Uint8Array, signature: Uint8Array): boolean;
	/** UTF-8 as text, a byte order mark kept; `undefined` where the bytes are not UTF-8. */
	decodeUtf8(bytes: Uint8Array): string | undefined;
	/** Text as UTF-8. */
	encodeUtf8(text: string): Uint8Array;
}
