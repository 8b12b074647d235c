import { sameSetting, withoutOurs } from './allowList.ts';

/** The setting through which the editor is told which extensions may run. */
export const allowListSetting = 'extensions.allowed';

/** Something in a file of the user's that we hold, and what it was before: the ownership record. */
export interface HeldValue {
	/** Where it stands in the file: the name of a setting, or the members that lead to an entry. */
	readonly place: readonly string[];
	/** The user's own value; absent when there was none. */
	readonly before?: unknown;
	/** What we made of it; absent where we took the entry out. */
	readonly written?: unknown;
	/** The file that it stands in, absolute; absent where it cannot be seen from here, as in a remote window. */
	readonly file?: string | undefined;
	/** The file's text before our first write; `null` when there was no file. Absent where it could not be read. */
	readonly textBefore?: string | null | undefined;
	/** The file's text after our write, where we wrote it ourselves. */
	readonly textAfter?: string | undefined;
}

/**
 * The user's value when somebody may have changed what we wrote: what is ours goes, what is theirs stays.
 *
 * @param current The value that stands there now; `undefined` when there is none.
 */
export function ownValue({ place, before, written }: HeldValue, current: unknown): unknown {
	if (place[0] === allowListSetting && typeof written === 'object' && written !== null) {
		return withoutOurs(current, { ...written }, before);
	}
	return sameSetting(current, written) ? before : current;
}
