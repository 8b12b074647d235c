import type { ShellKind } from '../../signal.ts';
import { readCmd } from './cmd/cmdReader.ts';
import { readPowershell } from './pwsh/pwshReader.ts';
import type { Reading } from './reading.ts';
import { readShell } from './sh/shReader.ts';

/** Reads `text` by the rules of `shell`. */
export function readText(text: string, shell: ShellKind): Reading {
	switch (shell) {
		case 'cmd':
			return readCmd(text);
		case 'pwsh':
			return readPowershell(text);
		case 'fish':
		case 'zsh':
			return readShell(text, shell);
		default:
			return readShell(text, 'sh');
	}
}
