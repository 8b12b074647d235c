/** An instant (epoch milliseconds) as `2026-07-12T10:00:00Z`. */
export function isoText(instant: number): string {
	const format = new Intl.DateTimeFormat('sv-SE', {
		dateStyle: 'short',
		timeStyle: 'medium',
		timeZone: 'UTC',
	});
	return `${format.format(instant).replace(' ', 'T')}Z`;
}
