import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './windowWants.ts';

/** How long a window counts as looked at that has said nothing since, in milliseconds: its person may be gone. */
const believed = 15 * 60_000;

/** Which of the open windows of an editor has the focus. */
export interface WindowFocus {
	/** Says whether this window has it. */
	tell(focused: boolean): void;
	/** Whether another window has said so of late; `now` in epoch milliseconds. */
	elsewhere(now: number): boolean;
	/** This window closes. */
	leave(): void;
}

/**
 * @param folder The windows' own.
 * @param pid The process of this window's extensions.
 */
export function openWindowFocus(folder: string, pid: number): WindowFocus {
	const own = join(folder, `${pid}.focus`);
	const leave = (): void => rmSync(own, { force: true });
	return {
		tell: (focused) => {
			if (focused) {
				mkdirSync(folder, { recursive: true });
				writeFileSync(own, '', { mode: 0o600 });
			} else {
				leave();
			}
		},
		elsewhere: (now) =>
			existsSync(folder) && readdirSync(folder).some((name) => isFocused(folder, name, { pid, now })),
		leave,
	};
}

function isFocused(
	folder: string,
	name: string,
	{ pid: ownPid, now }: { readonly pid: number; readonly now: number },
): boolean {
	const pid = Number(/^(\d+)\.focus$/.exec(name)?.[1]);
	if (!Number.isSafeInteger(pid) || pid === ownPid) {
		return false;
	}
	const file = join(folder, name);
	if (!isAlive(pid)) {
		rmSync(file, { force: true });
		return false;
	}
	const said = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
	return said !== undefined && now - said < believed;
}
