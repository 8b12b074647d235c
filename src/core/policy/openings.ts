import type { CompiledPolicy, SanctionedAssistant } from './compile.ts';

/** One way in which a sanctioned assistant can be opened. */
export type Opening =
	/** An editor command that shows it. */
	| { readonly kind: 'view'; readonly command: string }
	/** A command for a terminal, and the line that installs it. */
	| { readonly kind: 'terminal'; readonly command: string; readonly install: string | undefined }
	/** An editor of its own, for the same folders: the names of its program, the usual one first. */
	| { readonly kind: 'editor'; readonly programs: readonly string[] }
	| { readonly kind: 'web'; readonly address: string };

/**
 * The ways to open a sanctioned assistant, the one that suits best first: a terminal for whom comes from a terminal, else
 * what stays in this editor, then an editor of its own, then a page. What the policy says goes before what the catalog knows.
 */
export function openingsOf(
	policy: CompiledPolicy,
	{ entry }: SanctionedAssistant,
	from: 'extension' | 'command' | 'document',
): readonly Opening[] {
	const facts = factsOf(policy, entry.assistants);
	const command = entry.open ?? facts.find(({ view }) => view !== undefined)?.view;
	const view: Opening[] = command === undefined ? [] : [{ kind: 'view', command }];
	const terminal: Opening[] =
		entry.terminal === undefined
			? []
			: [{ kind: 'terminal', command: entry.terminal.command, install: entry.terminal.install }];
	const programs =
		entry.editor === undefined ? facts.flatMap(({ editor }) => editor ?? []) : [entry.editor];
	const editor: Opening[] = programs.length === 0 ? [] : [{ kind: 'editor', programs }];
	const web: Opening[] = entry.web === undefined ? [] : [{ kind: 'web', address: entry.web }];
	const here = from === 'command' ? [...terminal, ...view] : [...view, ...terminal];
	return [...here, ...editor, ...web];
}

/** The editor command by which a person signs in to a sanctioned assistant, where one is known. */
export function signInOf(policy: CompiledPolicy, { entry }: SanctionedAssistant): string | undefined {
	const facts = factsOf(policy, entry.assistants);
	return entry.signIn ?? facts.find(({ signIn }) => signIn !== undefined)?.signIn;
}

function factsOf({ catalog }: CompiledPolicy, ids: readonly string[]) {
	return ids.flatMap((id) => catalog.byId.get(id)?.opens ?? []);
}
