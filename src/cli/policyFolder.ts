import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { bundleName } from '../node/policy/policyHost.ts';

/** The places of a policy folder. */
export interface PolicyFolder {
	readonly folder: string;
	readonly policy: string;
	readonly exemptions: string;
	readonly keys: string;
	readonly publicFolder: string;
	readonly bundle: string;
	readonly anchor: string;
}

export interface FolderOptions {
	readonly dir?: string;
}

/** Adds the option that says which policy folder to work in. */
export function addFolderOption(command: Command): Command {
	return command.option(
		'--dir <folder>',
		'policy folder (default: $ASSISTANT_POLICY_DIR, else the current folder)',
	);
}

/** The policy folder that the options, the environment or the current folder name. */
export function policyFolder({ dir }: FolderOptions): PolicyFolder {
	const folder = resolve(dir ?? (process.env['ASSISTANT_POLICY_DIR'] || '.'));
	return {
		folder,
		policy: join(folder, 'policy.json'),
		exemptions: join(folder, 'exemptions.json'),
		keys: join(folder, 'keys'),
		publicFolder: join(folder, 'public'),
		bundle: join(folder, 'public', bundleName),
		anchor: join(folder, 'anchor.json'),
	};
}

/** What to say when the folder has no policy. */
export function noPolicyHint({ folder }: PolicyFolder): string {
	return existsSync(folder)
		? 'Go to your policy folder, name it with --dir or ASSISTANT_POLICY_DIR, or make one: assistant-policy init'
		: `There is no folder ${folder}. Make it with: assistant-policy init --dir ${shown(folder)}`;
}

/** A path as short as it can be read from here. */
export function shown(path: string): string {
	const near = relative('.', path);
	return near === '' ? '.' : near.startsWith('..') ? path : near;
}
