import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one window wants held. */
export interface Wants {
	/** Extension ids and publishers, lower case. */
	readonly denied: readonly string[];
	readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * What the open windows of an editor want held. Settings of the user are one for all windows: without this, a window in
 * which a rule holds and one in which it does not would undo each other's work.
 */
export interface WindowWants {
	/** Says what this window wants; gives that together with what the others do. */
	join(wants: Wants): Wants;
	/** This window wants nothing any more: it closes. */
	leave(): void;
}

/** @param pid The process of this window's extensions. */
export function openWindowWants(folder: string, pid: number): WindowWants {
	const own = join(folder, `${pid}.json`);
	return {
		join: (wants) => {
			if (wants.denied.length === 0 && Object.keys(wants.settings).length === 0) {
				rmSync(own, { force: true });
			} else {
				mkdirSync(folder, { recursive: true });
				writeFileSync(own, JSON.stringify(wants), { mode: 0o600 });
			}
			const names = existsSync(folder) ? readdirSync(folder) : [];
			const others = names.flatMap((name) => readOther(join(folder, name), name, pid));
			return {
				denied: [...new Set([wants, ...others].flatMap(({ denied }) => denied))].toSorted(),
				settings: Object.assign(
					{},
					...others.map(({ settings }) => settings),
					wants.settings,
				) as Record<string, unknown>,
			};
		},
		leave: () => rmSync(own, { force: true }),
	};
}

function readOther(file: string, name: string, ownPid: number): readonly Wants[] {
	const pid = Number(/^(\d+)\.json$/.exec(name)?.[1]);
	if (!Number.isSafeInteger(pid) || pid === ownPid) {
		return [];
	}
	if (!isAlive(pid)) {
		rmSync(file, { force: true });
		return [];
	}
	try {
		const { denied, settings } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Wants>;
		return [
			{
				denied: Array.isArray(denied) ? denied.filter((id) => typeof id === 'string') : [],
				settings: typeof settings === 'object' && settings !== null ? settings : {},
			},
		];
	} catch {
		return []; // Being written; it says what it wants with its next look.
	}
}

/** Whether there is a process of this id. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// A process of another person's is there all the same.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
