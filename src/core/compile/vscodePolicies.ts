import type { CompiledPolicy } from '../policy/compile.ts';
import { allowedExtensions, type Destination, standings, unexpressedRules } from './standing.ts';

/** Device policies of VS Code, by name (VS Code 1.139). */
export interface VscodePolicies {
	readonly values: Readonly<Record<string, boolean | Readonly<Record<string, unknown>>>>;
	/** Names of policies that this tool sets for some policies, and not for this one. */
	readonly unset: readonly string[];
	readonly unexpressed: readonly string[];
}

/** What VS Code's own device policies can say: which extensions are allowed, and which built-in parts are off. */
export function vscodePolicies(policy: CompiledPolicy, destination: Destination): VscodePolicies {
	const blocked = standings(policy, destination, 'block');
	const extensions = allowedExtensions(policy, destination);
	const switches = Object.assign(
		{},
		...blocked.map(({ assistant }) => assistant.editorPolicies ?? {}),
	) as Record<string, boolean>;
	const values = { ...(extensions === undefined ? {} : { AllowedExtensions: extensions }), ...switches };
	const known = [
		'AllowedExtensions',
		...policy.catalog.assistants.flatMap(({ editorPolicies }) => Object.keys(editorPolicies ?? {})),
	];
	const commands = blocked.filter(({ assistant }) => (assistant.commands ?? []).length > 0);
	const unexpressed = [
		...unexpressedRules(policy, destination),
		...(commands.length === 0
			? []
			: [
					`Commands are not stopped by the editor's policies: ${names(commands.map(({ assistant }) => assistant.name))}.`,
				]),
		...(extensions === undefined
			? []
			: [
					'The editor says only that an extension is not in the allowed list: reasons and replacements are not shown.',
					'With a list in place the editor no longer asks whether to trust a publisher that the list allows.',
					'Copies under another id are not denied, nor what is installed on the other side of a remote window.',
				]),
	];
	return { values, unset: [...new Set(known)].filter((name) => !(name in values)).toSorted(), unexpressed };
}

/** A list for a sentence, cut where it grows long. */
export function names(all: readonly string[]): string {
	const most = 8;
	const shown = all.slice(0, most).join(', ');
	return all.length > most ? `${shown} and ${all.length - most} more` : shown;
}
