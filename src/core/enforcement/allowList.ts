/** A value of the editor's `extensions.allowed` setting that is an object; others mean "no restriction" or are invalid. */
type AllowList = Readonly<Record<string, unknown>>;

/**
 * The value of `extensions.allowed` that is the user's own plus our denials. Entries of the user's for a denied id are
 * replaced, whatever their case (the editor compares ids in lower case); everything else stays as it stands. The
 * deny-list form needs `"*": true`, without which the editor takes a list for all that is allowed (VS Code 1.139,
 * allowedExtensionsService).
 *
 * @param own The user's value; `undefined` when not set.
 * @param denied Extension ids and publishers to deny.
 * @param needed Extension ids that must stay installable: the sanctioned assistants and this extension.
 */
export function mergeAllowList(
	own: unknown,
	denied: readonly string[],
	needed: readonly string[],
): AllowList {
	const deniedIds = new Set(denied.map((id) => id.toLowerCase()));
	const merged: Record<string, unknown> = {};
	for (const [id, value] of Object.entries(isAllowList(own) ? own : { '*': true })) {
		if (!deniedIds.has(id.toLowerCase()) && !deniedIds.has(publisherOf(id))) {
			merged[id] = value;
		}
	}
	for (const id of deniedIds) {
		merged[id] = false;
	}
	for (const id of needed) {
		if (!deniedIds.has(id.toLowerCase()) && !allows(merged, id)) {
			merged[id.toLowerCase()] = true;
		}
	}
	return merged;
}

/** In lower case; the editor's list knows publishers by this name. */
function publisherOf(id: string): string {
	return id.toLowerCase().split('.')[0] ?? '';
}

/**
 * Takes our entries out of a value that somebody may have edited since: what stays is the user's. An entry counts as
 * ours only while it still says what we wrote, and gives way to what the user had in its place.
 *
 * @returns The user's value; what it was before when nothing but ours was added to it.
 */
export function withoutOurs(current: unknown, written: AllowList, before: unknown): unknown {
	if (!isAllowList(current)) {
		return sameSetting(current, written) ? before : current;
	}
	const user = entriesWithoutOurs(current, written, isAllowList(before) ? before : {});
	if (isAllowList(before)) {
		return user;
	}
	// Without "*" what the user added would be all that is allowed, which nobody asked for.
	return Object.keys(user).length === 0 ? before : { '*': true, ...user };
}

function entriesWithoutOurs(current: AllowList, written: AllowList, had: AllowList): AllowList {
	const user: Record<string, unknown> = {};
	for (const [id, value] of Object.entries(current)) {
		if (!Object.hasOwn(written, id) || !sameSetting(written[id], value)) {
			user[id] = value;
		} else if (Object.hasOwn(had, id)) {
			user[id] = had[id];
		}
	}
	// Entries that we had to take away, and that nobody set anew.
	for (const [id, value] of Object.entries(had)) {
		if (!Object.hasOwn(written, id)) {
			user[id] ??= value;
		}
	}
	return user;
}

/** Whether two setting values are the same; the order of keys does not count. */
export function sameSetting(a: unknown, b: unknown): boolean {
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
		return a === b;
	}
	const keys = Object.keys(a);
	return (
		Array.isArray(a) === Array.isArray(b) &&
		keys.length === Object.keys(b).length &&
		keys.every((key) => Object.hasOwn(b, key) && sameSetting(Reflect.get(a, key), Reflect.get(b, key)))
	);
}

/** Whether the editor lets extension `id` run under `value`: the id decides, then its publisher, then `*`. */
export function allows(value: unknown, id: string): boolean {
	if (!isAllowList(value)) {
		return true;
	}
	const entries = new Map(Object.entries(value).map(([key, entry]) => [key.toLowerCase(), entry]));
	const wanted = id.toLowerCase();
	const entry = entries.get(wanted) ?? entries.get(publisherOf(id)) ?? entries.get('*');
	return entry !== undefined && entry !== false;
}

function isAllowList(value: unknown): value is AllowList {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
