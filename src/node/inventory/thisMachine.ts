import { homedir } from 'node:os';
import { delimiter } from 'node:path';
import type { Machine } from '../../core/inventory/machine.ts';

/**
 * The machine as this process sees it. With `home`, another home: then only what lies in it is looked at, as the folders
 * of this process's PATH and variables belong to somebody else.
 */
export function thisMachine(
	home?: string,
	environment: Readonly<Record<string, string | undefined>> = process.env,
): Machine {
	const os = process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
	const root = unified(home ?? homedir());
	const own = home === undefined ? environment : {};
	return {
		os,
		home: root,
		applicationData: unified(own[applicationVariable[os]] ?? `${root}/${applicationFolder[os]}`),
		localData: unified(own[localVariable[os]] ?? `${root}/${localFolder[os]}`),
		path: (own['PATH'] ?? '')
			.split(delimiter)
			.filter((folder) => folder !== '')
			.map(unified),
	};
}

const applicationVariable = { linux: 'XDG_CONFIG_HOME', darwin: '', win32: 'APPDATA' } as const;
const applicationFolder = {
	linux: '.config',
	darwin: 'Library/Application Support',
	win32: 'AppData/Roaming',
} as const;
const localVariable = { linux: 'XDG_DATA_HOME', darwin: '', win32: 'LOCALAPPDATA' } as const;
const localFolder = {
	linux: '.local/share',
	darwin: 'Library/Application Support',
	win32: 'AppData/Local',
} as const;

function unified(path: string): string {
	const slashes = process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
	return slashes.length > 1 ? slashes.replace(/\/+$/, '') : slashes;
}
