/** A JSON object's members; of anything else, none. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: {};
}

/** The text that a member is, if it is one. */
export function textIn(record: Readonly<Record<string, unknown>>, member: string): string | undefined {
	const value = record[member];
	return typeof value === 'string' ? value : undefined;
}
