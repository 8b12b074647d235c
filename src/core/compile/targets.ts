import { claudeCode } from './claudeCode.ts';
import { codex } from './codex.ts';
import { copilot } from './copilot.ts';
import { fleet } from './fleet.ts';
import { geminiCli } from './geminiCli.ts';
import { vscodeAdml, vscodeAdmx } from './groupPolicy.ts';
import { osquery } from './osquery.ts';
import { santa } from './santa.ts';
import type { CompileTarget } from './target.ts';
import { vscodeLinux } from './vscodeLinux.ts';
import { vscodeMacos } from './vscodeMacos.ts';
import { vscodeWindows } from './vscodeWindows.ts';

/** Every format that policies are compiled to. A new one is a new file and a line here. */
export const targets: readonly CompileTarget[] = [
	vscodeLinux,
	vscodeMacos,
	vscodeWindows,
	vscodeAdmx,
	vscodeAdml,
	claudeCode,
	codex,
	copilot,
	geminiCli,
	osquery,
	fleet,
	santa,
];
