import type { PackageReference } from './installedSignal.ts';

/** Where package managers keep what they install; the package's name is the first group. */
const folders: readonly (readonly [source: PackageReference['source'], pattern: RegExp])[] = [
	// The innermost counts: pnpm and others keep packages within packages.
	['npm', /.*node_modules[\\/](?!\.)(@[\w.-]+[\\/][\w.-]+|[\w.-]+)/s],
	['npm', /volta[\\/]tools[\\/]image[\\/]packages[\\/](@[\w.-]+[\\/][\w.-]+|[\w.-]+)/],
	['pypi', /(?:pipx[\\/]venvs|uv[\\/]tools)[\\/]([\w.-]+)/],
	['brew', /[\\/](?:Cellar|Caskroom)[\\/]([\w.@+-]+)[\\/]/],
	['nix', /\/nix\/store\/[a-z0-9]{32}-([\w.+-]+?)-\d[\w.]*(?:\/|$)/],
	['scoop', /[\\/]scoop[\\/]apps[\\/]([\w.-]+)[\\/]/i],
	['winget', /WinGet[\\/]Packages[\\/]([\w.+-]+?)_/i],
	['choco', /chocolatey[\\/]lib[\\/]([\w.-]+)[\\/]/i],
	['mise', /mise[\\/]installs[\\/]([\w.-]+)[\\/]/],
	['mise', /\.asdf[\\/]installs[\\/]([\w.-]+)[\\/]/],
	['mise', /^# asdf-plugin: ([\w.-]+)/m],
	['snap', /\/snap\/([\w-]+)\/\d/],
	['gh', /gh[\\/]extensions[\\/]([\w.-]+)/],
];

/** The packages in whose folders a path, or the paths of a script, lie. */
export function packagesInPath(text: string): readonly PackageReference[] {
	for (const [source, pattern] of folders) {
		const name = pattern.exec(text)?.[1]?.replaceAll('\\', '/');
		if (name !== undefined) {
			// mise keeps what comes from another source under a prefix.
			const inner = source === 'mise' ? /^pipx-(.+)$/.exec(name)?.[1] : undefined;
			return [inner === undefined ? { source, name } : { source: 'pypi', name: inner }];
		}
	}
	return [];
}
