const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Decodes PowerShell's `-EncodedCommand`: base64 (RFC 4648, 4) of UTF-16LE. `undefined` where it is none. */
export function decodeBase64(text: string): string | undefined {
	const body = text.replace(/=+$/, '');
	if (body === '' || body.length > 65_536) {
		return undefined;
	}
	const bytes: number[] = [];
	let bits = 0;
	let value = 0;
	for (const digit of body) {
		const index = digits.indexOf(digit);
		if (index < 0) {
			return undefined;
		}
		value = ((value << 6) | index) & 0xff_ff;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			bytes.push((value >> bits) & 0xff);
		}
	}
	let decoded = '';
	for (let at = 0; at + 1 < bytes.length; at += 2) {
		decoded += String.fromCharCode((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
	}
	return decoded;
}
