import type { PackageSource } from '../catalog/assistant.ts';
import type { Machine } from './machine.ts';

/** A folder whose sub-folders are packages; `*` stands for one folder. */
export interface PackageFolder {
	readonly source: PackageSource;
	readonly folder: string;
}

const inHome: readonly (readonly [source: PackageSource, folder: string])[] = [
	['npm', '.npm-global/lib/node_modules'],
	['npm', '.npm-packages/lib/node_modules'],
	['npm', '.local/lib/node_modules'],
	['npm', '.nvm/versions/node/*/lib/node_modules'],
	['npm', '.fnm/node-versions/*/installation/lib/node_modules'],
	['npm', '.local/share/fnm/node-versions/*/installation/lib/node_modules'],
	['npm', '.nodenv/versions/*/lib/node_modules'],
	['npm', '.asdf/installs/nodejs/*/lib/node_modules'],
	['npm', '.local/share/mise/installs/node/*/lib/node_modules'],
	['npm', '.n/lib/node_modules'],
	['npm', 'n/lib/node_modules'],
	['npm', '.volta/tools/image/packages'],
	['npm', '.bun/install/global/node_modules'],
	['npm', '.config/yarn/global/node_modules'],
	['npm', '.local/share/pnpm/global/*/node_modules'],
	['npm', 'Library/pnpm/global/*/node_modules'],
	['npm', 'AppData/Local/pnpm/global/*/node_modules'],
	['npm', 'AppData/Roaming/npm/node_modules'],
	['pypi', '.local/pipx/venvs'],
	['pypi', '.local/share/pipx/venvs'],
	['pypi', '.local/share/uv/tools'],
	['pypi', 'AppData/Roaming/uv/tools'],
	['brew', '.linuxbrew/Cellar'],
	['brew', 'homebrew/Cellar'],
	['scoop', 'scoop/apps'],
	['gh', '.local/share/gh/extensions'],
];
const onMachine: readonly (readonly [source: PackageSource, folder: string])[] = [
	['npm', '/usr/local/lib/node_modules'],
	['npm', '/usr/lib/node_modules'],
	['npm', '/opt/homebrew/lib/node_modules'],
	['brew', '/home/linuxbrew/.linuxbrew/Cellar'],
	['brew', '/opt/homebrew/Cellar'],
	['cask', '/opt/homebrew/Caskroom'],
	['brew', '/usr/local/Cellar'],
	['cask', '/usr/local/Caskroom'],
	['snap', '/snap'],
];

/** The folders of packages that are installed for a person or, where `machine` has a PATH, for everybody. */
export function packageFolders({ home, path }: Machine): readonly PackageFolder[] {
	return [
		...inHome.map(([source, folder]) => ({ source, folder: `${home}/${folder}` })),
		...(path.length === 0 ? [] : onMachine.map(([source, folder]) => ({ source, folder }))),
	];
}
