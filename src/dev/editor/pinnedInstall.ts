import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { lockFolder } from '../lockFolder.ts';
import { editorHome, root } from '../paths.ts';

export interface PinnedPackage {
	/** The folder beside this file with package.json and package-lock.json. */
	readonly name: 'server' | 'chromium' | 'qodercli' | 'stryker';
	/**
	 * `install` keeps to the lock file too, but gets along without optional packages for other platforms that a
	 * registry does not have, where `ci` stops.
	 */
	readonly command?: 'ci' | 'install';
	/** Raised when `arrange` changes, so that an older arrangement is not taken for a current one. */
	readonly arrangement: number;
	/** Turns the folder that npm filled into the one that is kept. */
	readonly arrange: (folder: string) => Promise<void>;
}

/**
 * Installs what the lock file of `wanted` names into a folder of `.editor` and returns that folder.
 * The folder appears by one rename when it is complete, so a broken install leaves nothing that looks finished, and
 * a second process that comes meanwhile waits for the first.
 */
export async function installPinned(wanted: PinnedPackage, say: (line: string) => void): Promise<string> {
	const source = path.join(import.meta.dirname, wanted.name);
	const lock = await readFile(path.join(source, 'package-lock.json'));
	const hash = createHash('sha256')
		.update(lock)
		.update(String(wanted.arrangement))
		.digest('hex')
		.slice(0, 12);
	const target = path.join(editorHome, `${wanted.name}-${hash}`);
	if (existsSync(target)) {
		return target;
	}
	await mkdir(editorHome, { recursive: true });
	const release = await lockFolder(path.join(editorHome, `${wanted.name}.lock`), () => {
		say('Another process is installing the same; waiting for it.');
	});
	try {
		if (!existsSync(target)) {
			await removeOthers(wanted.name);
			const scratch = path.join(editorHome, `${wanted.name}-unfinished`);
			await mkdir(scratch);
			await cp(source, scratch, { recursive: true });
			await cp(path.join(root, '.npmrc'), path.join(scratch, '.npmrc'));
			await npmInstall(scratch, wanted, say);
			await wanted.arrange(scratch);
			await rename(scratch, target);
		}
	} finally {
		await release();
	}
	return target;
}

/** Earlier versions and what a broken install left; the caller holds the lock. */
async function removeOthers(name: string): Promise<void> {
	const entries = await readdir(editorHome);
	const old = entries.filter((entry) => entry.startsWith(`${name}-`));
	await Promise.all(old.map((entry) => rm(path.join(editorHome, entry), { recursive: true, force: true })));
}

async function npmInstall(
	folder: string,
	{ name, command = 'ci' }: PinnedPackage,
	say: (line: string) => void,
): Promise<void> {
	const started = Date.now();
	const progress = setInterval(() => say(`  still installing, ${seconds(started)} s`), 5000);
	const cli = process.env['npm_execpath'];
	const throughNode = cli !== undefined && /\.c?js$/.test(cli);
	const child = spawn(
		throughNode ? process.execPath : 'npm',
		[...(throughNode ? [cli] : []), command, '--ignore-scripts', '--prefer-offline', '--loglevel=error'],
		{
			cwd: folder,
			stdio: ['ignore', 'ignore', 'pipe'],
			shell: !throughNode && process.platform === 'win32',
		},
	);
	let errors = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
	const code = await new Promise<number | null>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', resolve);
	}).finally(() => clearInterval(progress));
	if (code !== 0) {
		throw new Error(
			`The development ${name} could not be installed from the npm registry. Run this again when it can be reached.\n${errors.trim()}`,
		);
	}
	say(`  installed in ${seconds(started)} s`);
}

function seconds(since: number): number {
	return Math.round((Date.now() - since) / 1000);
}
