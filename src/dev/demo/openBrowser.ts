import { spawn } from 'node:child_process';

/** Opens `address` in the person's browser, where there is one; says whether it tried. */
export function openBrowser(address: string): boolean {
	const opener = openers[process.platform];
	if (
		opener === undefined ||
		(process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'])
	) {
		return false;
	}
	const [program, ...args] = opener;
	const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true });
	// Without such a program the address that was printed has to do.
	child.on('error', () => undefined);
	child.unref();
	return true;
}

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
	darwin: ['open'],
	linux: ['xdg-open'],
	win32: ['cmd', '/c', 'start', ''],
};
