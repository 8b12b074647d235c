/** How often a value that somebody changes is set again within `period`. */
const most = 5;
/** In milliseconds. */
const period = 3_600_000;

/** Counts how often values that somebody changed were set again. */
export interface Repairs {
	/**
	 * Whether the value under `key` may be set again at `now` (epoch milliseconds), which is then counted: five times
	 * within an hour. Whoever changes it more often, a person or another program, is not fought; it is said instead.
	 */
	mayRepair(key: string, now: number): boolean;
}

export function countRepairs(): Repairs {
	const times = new Map<string, readonly number[]>();
	return {
		mayRepair: (key, now) => {
			const recent = (times.get(key) ?? []).filter((time) => time <= now && now - time < period);
			const may = recent.length < most;
			times.set(key, may ? [...recent, now] : recent);
			return may;
		},
	};
}
