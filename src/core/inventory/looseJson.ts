/** Reads JSON that other programs wrote; `undefined` when it is none. */
export function readLooseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
