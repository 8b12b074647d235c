import type { ShellKind } from '../signal.ts';
import { readCmd } from './cmdReader.ts';
import { readPowershell } from './pwshReader.ts';
import type { Reading } from './reading.ts';
import { readShell } from './shReader.ts';

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
