import { detect } from '../core/detection/detect.ts';
import type { Finding } from '../core/detection/finding.ts';
import type { Signal } from '../core/detection/signal.ts';
import type { CompiledPolicy } from '../core/policy/compile.ts';
import { readCommandLine } from '../node/commands/commandReader.ts';
import { grammarsFolder } from './grammarsFolder.ts';

/** Everything that `signal` gives away. */
export async function findingsOf({ catalog }: CompiledPolicy, signal: Signal): Promise<readonly Finding[]> {
	return signal.kind === 'command'
		? await readCommandLine(catalog, signal, grammars)
		: detect(catalog, signal);
}

const grammars = grammarsFolder();
