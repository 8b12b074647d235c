import type { ShellKind } from '../../../../../src/core/detection/signal.ts';
import type { Change } from './change.ts';
import { cmdChanges, fishChanges, powershellChanges } from './otherChanges.ts';
import { bashChanges, posixChanges, zshChanges } from './posixChanges.ts';

/** What may be done with the lines of each shell without changing what they do. */
export const changesOf: Readonly<Record<ShellKind, readonly Change[]>> = {
	sh: posixChanges,
	bash: bashChanges,
	zsh: zshChanges,
	fish: fishChanges,
	pwsh: powershellChanges,
	cmd: cmdChanges,
};
