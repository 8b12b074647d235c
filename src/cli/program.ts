import { Command, CommanderError } from 'commander';
import packageFile from './package.json' with { type: 'json' };
import { addAttach } from './commands/attach.ts';
import { addBreakGlass } from './commands/breakGlass.ts';
import { addCompile } from './commands/compile.ts';
import { addCompletion } from './commands/completion.ts';
import { addDecide } from './commands/decide.ts';
import { addDiff } from './commands/diff.ts';
import { addExemption } from './commands/exemption.ts';
import { addExplain } from './commands/explain.ts';
import { addFreshness } from './commands/freshness.ts';
import { addInit } from './commands/init.ts';
import { addInspect } from './commands/inspect.ts';
import { addInventory } from './commands/inventory.ts';
import { addKeygen } from './commands/keygen.ts';
import { addPrepare } from './commands/prepare.ts';
import { addPublish } from './commands/publish.ts';
import { addRollback } from './commands/rollback.ts';
import { addRotate } from './commands/rotate.ts';
import { addScan } from './commands/scan.ts';
import { addSimulate } from './commands/simulate.ts';
import { addSchema } from './commands/schema.ts';
import { addServe } from './commands/serve.ts';
import { addTest } from './commands/test.ts';
import { addTrust } from './commands/trust.ts';
import { addValidate } from './commands/validate.ts';
import { addVerify } from './commands/verify.ts';
import { addExitCodes } from './exitCodeTexts.ts';
import { type Io, io, useIo } from './io.ts';
import { addWithdraw } from './commands/withdraw.ts';
import { exitCodes } from './output.ts';

const description = `Writes, checks, signs and publishes the policy of Approved Assistants.

A policy folder has policy.json (yours to edit), keys/ (private) and public/policy.bundle.json (to put on a web server). It is the current folder, --dir, or what ASSISTANT_POLICY_DIR names.`;

const closing = `
From nothing to a policy in force:
  $ assistant-policy init
  $ assistant-policy keygen --source https://policy.example/policy.bundle.json
  $ assistant-policy publish
  $ assistant-policy trust

Exit codes: 0 done, 1 refused or something found, 2 wrong usage.`;

/**
 * Runs the sub-command that `words` name and gives what the process is to exit with. What it reads and writes is `io`;
 * one run at a time.
 */
export async function run(words: readonly string[], on: Io = io): Promise<number> {
	useIo(on);
	const program = new Command('assistant-policy')
		.description(description)
		.version(packageFile.version)
		.addHelpText('after', closing)
		.showHelpAfterError('(add --help for what can be written)')
		.configureOutput({
			writeOut: (text) => on.output.write(text),
			writeErr: (text) => on.errors.write(text),
		})
		.exitOverride();
	for (const add of [
		addInit,
		addKeygen,
		addValidate,
		addPublish,
		addPrepare,
		addAttach,
		addTrust,
		addServe,
		addDecide,
		addExplain,
		addTest,
		addScan,
		addDiff,
		addSimulate,
		addInventory,
		addCompile,
		addVerify,
		addInspect,
		addRollback,
		addRotate,
		addExemption,
		addFreshness,
		addBreakGlass,
		addWithdraw,
		addSchema,
		addCompletion,
	]) {
		add(program);
	}
	program.commands.forEach(addExitCodes);
	try {
		await program.parseAsync(words, { from: 'user' });
	} catch (error) {
		if (!(error instanceof CommanderError)) {
			throw error;
		}
		return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
	}
	return on.code;
}
