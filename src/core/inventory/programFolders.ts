import type { Assistant } from '../catalog/assistant.ts';
import type { Machine } from './machine.ts';

/** Where people's programs lie in a home whether or not the PATH says so; `*` stands for one folder. */
const inHome = [
	'.local/bin',
	'bin',
	'.bin',
	'.npm-global/bin',
	'.npm-packages/bin',
	'.npm/bin',
	'.node_modules/bin',
	'.nvm/versions/node/*/bin',
	'.local/share/nvm/*/bin',
	'.fnm/node-versions/*/installation/bin',
	'.local/share/fnm/node-versions/*/installation/bin',
	'.nodenv/versions/*/bin',
	'.volta/bin',
	'.asdf/shims',
	'.asdf/installs/nodejs/*/bin',
	'.local/share/mise/shims',
	'.local/share/mise/installs/*/*/bin',
	'.proto/bin',
	'.n/bin',
	'n/bin',
	'.bun/bin',
	'.deno/bin',
	'.yarn/bin',
	'.config/yarn/global/node_modules/.bin',
	'.local/share/pnpm',
	'.local/share/pnpm/bin',
	'Library/pnpm',
	'.cargo/bin',
	'go/bin',
	'.go/bin',
	'.pyenv/versions/*/bin',
	'.local/pipx/venvs/*/bin',
	'.local/share/pipx/venvs/*/bin',
	'.local/share/uv/tools/*/bin',
	'.virtualenvs/*/bin',
	'miniconda3/bin',
	'anaconda3/bin',
	'Library/Python/*/bin',
	'.rbenv/versions/*/bin',
	'.gem/bin',
	'.linuxbrew/bin',
	'homebrew/bin',
	'.nix-profile/bin',
	'.local/state/nix/profile/bin',
	'.dotnet/tools',
	'.composer/vendor/bin',
	'snap/bin',
	'scoop/shims',
	'AppData/Roaming/npm',
	'AppData/Local/Microsoft/WinGet/Links',
	'AppData/Local/pnpm',
	'AppData/Local/Microsoft/WindowsApps',
	'AppData/Local/Programs/*/bin',
];

/** The folders to look for programs in: those of the PATH, then those known in every home. May hold `*`. */
export function programFolders({ path, home }: Machine): readonly string[] {
	return [
		...new Set([
			...path.filter((folder) => !isOurs(folder)),
			...inHome.map((folder) => `${home}/${folder}`),
		]),
	];
}

/** Paths in the home at which the catalog expects `assistant`'s programs. */
export function listedPrograms(assistant: Assistant, { home }: Machine): readonly string[] {
	return (assistant.binaryPaths ?? [])
		.map((path) => path.replaceAll('\\', '/').replace(/^%userprofile%/i, '~'))
		.filter((path) => path.startsWith('~/') && !path.includes('*'))
		.map((path) => home + path.slice(1));
}

/** What extensions put ahead on the PATH of terminals stands for a program, and is none. */
function isOurs(folder: string): boolean {
	return folder.includes('/globalStorage/');
}
