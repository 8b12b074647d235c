import type { PackageSource } from '../../../catalog/assistant.ts';

/** Words that say which packages something is about: a dev container's feature, a list of a playbook. */
const kinds: readonly (readonly [word: RegExp, source: PackageSource])[] = [
	[/npm|node/, 'npm'],
	[/pip|python/, 'pypi'],
	[/brew|cask/, 'brew'],
	[/nix/, 'nix'],
	[/mise|asdf/, 'mise'],
	[/cargo|rust/, 'cargo'],
	[/apt/, 'apt'],
];

/** The kind of packages that `name` speaks of. */
export function packagesOf(name: string): PackageSource | undefined {
	return kinds.find(([word]) => word.test(name))?.[1];
}
