/** Where a person's files lie on a machine. All paths are absolute, with `/` between their parts. */
export interface Machine {
	readonly os: 'linux' | 'darwin' | 'win32';
	readonly home: string;
	/** What programs keep for a person: `~/.config`, `~/Library/Application Support`, `%APPDATA%`. */
	readonly applicationData: string;
	/** `%LOCALAPPDATA%` on Windows, `~/.local/share` on Linux, as `applicationData` on macOS. */
	readonly localData: string;
	/** The folders that commands are looked up in, in order, beyond those known in every home. */
	readonly path: readonly string[];
}

/** A path as reports write it: the home as `~`. */
export function shownPath({ home, os }: Pick<Machine, 'home' | 'os'>, path: string): string {
	const unified = os === 'win32' ? path.replaceAll('\\', '/') : path;
	const same = os === 'win32' ? unified.toLowerCase() : unified;
	const root = os === 'win32' ? home.toLowerCase() : home;
	return same === root ? '~' : same.startsWith(`${root}/`) ? `~${unified.slice(home.length)}` : unified;
}
