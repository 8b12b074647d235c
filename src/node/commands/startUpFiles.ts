import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { noFacts } from '../../core/detection/commandFacts.ts';
import { joinProfiles, type Profile, readProfile } from '../../core/detection/profile.ts';
import type { ShellKind } from '../../core/detection/signal.ts';

/** What the start-up files of shells define, each read once per change. */
export interface StartUpFiles {
	profileOf(shell: ShellKind): Promise<Profile>;
}

/** By shell, in the order in which they are read; a name that ends in `/` stands for the files in that folder. */
const places: Readonly<Record<ShellKind, readonly string[]>> = {
	sh: ['.profile'],
	bash: ['.profile', '.bash_profile', '.bashrc', '.bash_aliases'],
	zsh: ['.zshenv', '.zprofile', '.zshrc', '.zsh_aliases', '.aliases'],
	fish: ['.config/fish/conf.d/', '.config/fish/config.fish', '.config/fish/functions/'],
	pwsh: [
		'.config/powershell/profile.ps1',
		'.config/powershell/Microsoft.PowerShell_profile.ps1',
		'Documents/PowerShell/profile.ps1',
		'Documents/PowerShell/Microsoft.PowerShell_profile.ps1',
		'Documents/WindowsPowerShell/Microsoft.PowerShell_profile.ps1',
	],
	cmd: [],
};
/** Files that start-up files read in, at most. */
const mostSources = 16;

interface Kept {
	readonly stamp: string;
	readonly profile: Profile;
}

export function createStartUpFiles({ home }: { readonly home: string }): StartUpFiles {
	const kept = new Map<string, Kept>();

	async function read(file: string, shell: ShellKind): Promise<Profile | undefined> {
		try {
			const { mtimeMs, size } = await stat(file);
			const stamp = `${shell}|${mtimeMs}|${size}`;
			const before = kept.get(file);
			if (before?.stamp === stamp) {
				return before.profile;
			}
			const profile = readProfile(await readFile(file, 'utf8'), shell, home);
			kept.set(file, { stamp, profile });
			return profile;
		} catch {
			return undefined; // There is none.
		}
	}

	return {
		profileOf: async (shell) => {
			const files = (
				await Promise.all(places[shell].map((place) => filesAt(path.join(home, place))))
			).flat();
			const profiles: Profile[] = [];
			const seen = new Set(files);
			for (const file of files) {
				const profile = await read(file, shell);
				for (const source of profile?.sources ?? []) {
					const sourced = path.resolve(path.dirname(file), source);
					if (!seen.has(sourced) && seen.size < files.length + mostSources) {
						seen.add(sourced);
						profiles.push((await read(sourced, shell)) ?? noFacts.profile);
					}
				}
				if (profile !== undefined) {
					profiles.push(profile);
				}
			}
			return profiles.length === 0 ? noFacts.profile : joinProfiles(profiles);
		},
	};
}

async function filesAt(place: string): Promise<readonly string[]> {
	if (!place.endsWith(path.sep)) {
		return [place];
	}
	const names = await readdir(place).catch(() => []);
	return names.filter((name) => name.endsWith('.fish')).map((name) => path.join(place, name));
}
