import type { DecisionContext } from '../decision/context.ts';
import { type Decision, decide } from '../decision/decide.ts';
import type { CompiledPolicy } from '../policy/compile.ts';

/**
 * The extension ids and publishers that must not run now, each with the decision that says so: all that the catalog
 * knows of the blocked assistants, installed or not, so that the editor refuses to install them too. What is named by
 * version is left out: the editor's list has no ranges (VS Code 1.139), so such an extension is denied where it is found.
 */
export function deniedExtensions(
	policy: CompiledPolicy,
	context: DecisionContext,
): ReadonlyMap<string, Decision> {
	const denied = new Map<string, Decision>();
	const publishers = policy.catalog.extensionPatterns
		.filter(({ pattern: { id, versions } }) => id === undefined && versions === undefined)
		.map(({ pattern: { publisher }, assistant }) => [publisher, assistant] as const);
	for (const [id, assistant] of [...policy.catalog.byExtension, ...publishers]) {
		const decision = decide(
			policy,
			{
				signal: { kind: 'extension', id },
				assistant: assistant.id,
				use: 'install',
				certainty: 'certain',
				evidence: [{ fingerprint: 'extension', value: id }],
			},
			context,
		);
		if (decision.action === 'block') {
			denied.set(id, decision);
		}
	}
	return denied;
}
