import type { ShellKind } from '../../signal.ts';
import { type Draft, readScript } from '../draft.ts';
import type { Slice } from '../slice.ts';
import { withTemplatesBlanked } from '../templates.ts';
import type { YamlEntry } from './yamlDocument.ts';
import { nameOf } from './yamlNames.ts';

/** Keys behind which commands stand, and the shell that is meant. */
export type CommandKeys = Readonly<Record<string, ShellKind>>;

/** Keys under which pipelines, compose files and task runners write commands, and their shell where the key says it. */
export const commandKeys: CommandKeys = {
	run: 'sh',
	script: 'sh',
	before_script: 'sh',
	after_script: 'sh',
	pre_get_sources_script: 'sh',
	inlineScript: 'sh',
	commands: 'sh',
	command: 'sh',
	cmd: 'sh',
	cmds: 'sh',
	defer: 'sh',
	sh: 'sh',
	bash: 'bash',
	pwsh: 'pwsh',
	powershell: 'pwsh',
	entry: 'sh',
	entrypoint: 'sh',
	init: 'sh',
	before: 'sh',
	setup: 'sh',
	install: 'sh',
	before_install: 'sh',
	after_success: 'sh',
	before_deploy: 'sh',
};

/** The same in files of no known kind, with the modules of Ansible and the lists of cloud-init. */
export const otherCommandKeys: CommandKeys = {
	run: 'sh',
	script: 'sh',
	command: 'sh',
	cmd: 'sh',
	shell: 'sh',
	raw: 'sh',
	bash: 'bash',
	pwsh: 'pwsh',
	powershell: 'pwsh',
	win_shell: 'pwsh',
	entrypoint: 'sh',
	runcmd: 'sh',
	bootcmd: 'sh',
	// Sessions of tmuxinator and tmuxp.
	panes: 'sh',
	shell_command: 'sh',
	pre_window: 'sh',
	on_project_start: 'sh',
};

/** A line of a list without its key that can only be a command. */
const installs =
	/^(?:sudo )?(?:(?:npm|pnpm|yarn|bun|pip3?|pipx|uv|brew|cargo|go|apt|apt-get|mise) (?:\w+ )?(?:i|install|add|use)|npx|bunx|uvx|curl) \S/;

/** What a container gets: `x:/data/.x`. */
const volume = /^\S+:\/\S*$/;

/** Whether a command stands there: a piece without its key, under a key for commands, a container's check, a task. */
export function isCommandPath(file: string, { path, isItem, value }: YamlEntry, keys: CommandKeys): boolean {
	return (
		(path.length === 0 &&
			(keys === commandKeys || !isItem || installs.test(value.text)) &&
			!volume.test(value.text)) ||
		Object.hasOwn(keys, nameOf(path)) ||
		(path.at(-1) === 'test' && path.at(-2) === 'healthcheck') ||
		isTask(file, path)
	);
}

/** A Taskfile's task that is nothing but its command, or a list of them. */
function isTask(file: string, path: readonly string[]): boolean {
	return path.length === 2 && path[0] === 'tasks' && /taskfile/i.test(file);
}

export function readCommandValue(
	draft: Draft,
	value: Slice,
	shell: ShellKind,
	removal: readonly [number, number] | undefined,
): void {
	const script = withTemplatesBlanked(value);
	// The items of a list are entries of their own.
	if (!/^\[[^]*\]$/.test(script.text)) {
		readScript(draft, script, shell, { removal });
	}
}

export function shellOf(own: ShellKind | undefined, shell: string | undefined, text: string): ShellKind {
	const named = shell?.toLowerCase() ?? '';
	if (/pwsh|powershell/.test(named) || (named === '' && /^\s*\$[\w:]+\s*=/m.test(text))) {
		return 'pwsh';
	}
	return named === 'cmd' ? 'cmd' : (own ?? 'sh');
}
