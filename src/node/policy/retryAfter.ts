/** Milliseconds that a `Retry-After` header asks for at `now`: seconds or a date; `undefined` for anything else. */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
	if (header === null) {
		return undefined;
	}
	if (/^\s*\d+\s*$/.test(header)) {
		return Number(header) * 1000;
	}
	const date = /[a-z]/i.test(header) ? Date.parse(header) : Number.NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
