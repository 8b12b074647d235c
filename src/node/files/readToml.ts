import { parse } from 'smol-toml';

/** What a TOML text says; `undefined` where it is none. */
export function readToml(text: string): unknown {
	try {
		return parse(text);
	} catch {
		return undefined;
	}
}
