// Apart from the schema of the catalog, which takes long to make: threads that only look at files do without it.

/** Where packages come from; each key is the name people use for that source. */
export const packageSources = [
	'npm',
	'pypi',
	'brew',
	'cask',
	'winget',
	'scoop',
	'choco',
	'apt',
	'snap',
	'nix',
	'macports',
	'cargo',
	'go',
	'gem',
	'nuget',
	'composer',
	'gh',
	'mise',
] as const;

/** Languages in which the name of a module need not be that of its package. */
export const moduleLanguages = ['python', 'java', 'php', 'csharp', 'rust'] as const;
