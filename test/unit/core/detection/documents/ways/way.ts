/** How an assistant can be named; each is a member of the catalog's, or what follows from one. */
export type NameKind =
	| 'npm'
	| 'pypi'
	| 'brew'
	| 'cask'
	| 'winget'
	| 'scoop'
	| 'choco'
	| 'nix'
	| 'mise'
	| 'cargo'
	| 'go'
	| 'gem'
	| 'composer'
	| 'nuget'
	| 'command'
	| 'image'
	| 'action'
	| 'feature'
	| 'extension'
	| 'address'
	| 'variable'
	| 'homeFolder'
	| 'repository'
	| 'pythonModule'
	| 'rustCrate'
	| 'javaPackage';

/**
 * A place in a file where its format allows a reference: path, how it is named, and the text, in which `@@` is the name. The
 * name is the only one in it.
 */
export type Way = readonly [path: string, name: NameKind, text: string];
