import { Argument, type Command } from 'commander';
import { bashScript } from '../completion/bashScript.ts';
import { completionsFor } from '../completion/completions.ts';
import { io } from '../io.ts';
import { say } from '../output.ts';

const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;
type CompletionShell = (typeof shells)[number];

const name = 'assistant-policy';

const examples = `
Examples, once for each shell:
  $ assistant-policy completion bash >> ~/.bashrc
  $ assistant-policy completion zsh > "\${fpath[1]}/_assistant-policy"
  $ assistant-policy completion fish > ~/.config/fish/completions/assistant-policy.fish
  PS> assistant-policy completion powershell >> $PROFILE

assistant-policy has to be on the PATH. The words on the line are asked about, never run.
The scripts for bash, zsh and fish are run by our tests; the one for PowerShell was never run.`;

/** `completion`: the script by which a shell completes commands, options and values; `complete` answers it. */
export function addCompletion(program: Command): void {
	program
		.command('completion')
		.summary('print a script that completes commands in your shell')
		.description('Prints a script by which a shell completes commands, options and their values.')
		.addArgument(new Argument('<shell>', 'which shell').choices(shells))
		.addHelpText('after', examples)
		.action(async (shell: CompletionShell) => printScript(shell));
	program
		.command('complete', { hidden: true })
		.argument('[words...]')
		.allowUnknownOption()
		.action((words: readonly string[]) => answer(program, words));
}

async function printScript(shell: CompletionShell): Promise<void> {
	if (shell === 'bash') {
		io.output.write(bashScript);
		return;
	}
	const { script } = await import('@bomb.sh/tab');
	script(shell, name, name);
}

/** A line for each, then what the shell is to do besides (Cobra's directives): 0 offers files too, 4 does not. */
function answer(program: Command, words: readonly string[]): void {
	const { values, files } = completionsFor(program, words);
	for (const { value, description } of values) {
		say(`${value}\t${description}`);
	}
	say(files ? ':0' : ':4');
}
