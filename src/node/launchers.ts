import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from './atomicFile.ts';

/** What a launcher reads when its command is called: the action, then the lines to show. */
export interface LauncherFile {
	readonly action: 'warn' | 'block';
	readonly lines: readonly string[];
}

/** The folders that launchers live in. */
export interface LauncherFolders {
	/** Comes first on the PATH of terminals. */
	readonly bin: string;
	readonly notices: string;
}

export function launcherFolders(root: string): LauncherFolders {
	return { bin: join(root, 'bin'), notices: join(root, 'notices') };
}

/**
 * Brings the launchers under `root` in line with `wanted`, by command name. A terminal that is open already follows at
 * once, as launchers read their notice at each call. A launcher that is no longer wanted loses its notice but stays: a
 * shell that remembers its path must still find it, and it then runs the real command.
 */
export async function writeLaunchers(root: string, wanted: ReadonlyMap<string, LauncherFile>): Promise<void> {
	const { bin, notices } = launcherFolders(root);
	await Promise.all([mkdir(bin, { recursive: true }), mkdir(notices, { recursive: true })]);
	const present = new Set(await readdir(notices));
	await writeWhenChanged(join(bin, launcherMarker), '', 0o644);
	for (const [command, { action, lines }] of wanted) {
		await writeWhenChanged(join(notices, command), `${[action, ...lines].join('\n')}\n`, 0o644);
		await writeWhenChanged(join(bin, command), launcherScript, 0o755);
		present.delete(command);
	}
	await Promise.all([...present].map((command) => rm(join(notices, command), { force: true })));
}

/** Names the file by which launchers know each other's folders, so that those of two editors never call one another. */
export const launcherMarker = '.approved-assistants-launchers';

/** Whether a folder holds launchers, of this editor or another. */
export function isLauncherFolder(folder: string): boolean {
	return existsSync(join(folder, launcherMarker));
}

/** The variable that names the file to which launchers append a line `action command` per call. */
export const launcherEventsVariable = 'APPROVED_ASSISTANTS_EVENTS';

/**
 * One script serves every command: it goes by the name it is called by. Only what POSIX shells have built in, so that
 * no other process is started before the real command. Exit code 126 is the shell's own for "found, but not run".
 */
const launcherScript = `#!/bin/sh
# Says what the organisation's policy says of this command, then stops it or runs the real one.
bin=\${0%/*}
name=\${0##*/}
action=allow
if [ -r "$bin/../notices/$name" ]; then
	bold= plain=
	if [ -t 2 ] && [ -z "\${NO_COLOR-}" ]; then
		bold='\u001b[1;33m' plain='\u001b[0m'
	fi
	{
		IFS= read -r action
		while IFS= read -r line; do
			printf '%s%s%s\\n' "$bold" "$line" "$plain" >&2
			bold= plain=
		done
	} <"$bin/../notices/$name"
	if [ -w "\${${launcherEventsVariable}-}" ]; then
		printf '%s %s\\n' "$action" "$name" >>"$${launcherEventsVariable}"
	fi
fi
if [ "$action" = block ]; then
	exit 126
fi
set -f
IFS=:
for folder in $PATH; do
	folder=\${folder:-.}
	if [ -x "$folder/$name" ] && [ ! -d "$folder/$name" ] && [ ! -e "$folder/${launcherMarker}" ]; then
		exec "$folder/$name" "$@"
	fi
done
printf '%s: command not found\\n' "$name" >&2
exit 127
`;

async function writeWhenChanged(path: string, content: string, mode: number): Promise<void> {
	const current = await readFile(path, 'utf8').catch(() => undefined);
	if (current !== content) {
		await writeFileAtomic(path, content, { mode });
	}
}
