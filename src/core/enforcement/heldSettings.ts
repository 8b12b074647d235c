import { type DecisionContext, matchScope } from '../decision/context.ts';
import { decide } from '../decision/decide.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { instantOf } from '../policy/instant.ts';

/** A setting of the editor with the value that the policy wants it held at. */
export interface WantedSetting {
	readonly setting: string;
	readonly value: unknown;
}

/**
 * The editor settings that are to be held now: those that switch off what the editor itself brings of blocked
 * assistants, and those that the policy names. Where both speak of a setting, the policy's own value counts.
 */
export function heldSettings(policy: CompiledPolicy, context: DecisionContext): readonly WantedSetting[] {
	const wanted = new Map<string, unknown>();
	for (const { id, editorSettings } of policy.catalog.assistants) {
		if (editorSettings === undefined) {
			continue;
		}
		const signal = { kind: 'extension', id } as const;
		const evidence = Object.keys(editorSettings).map(
			(setting) => ({ fingerprint: 'setting', value: setting }) as const,
		);
		const finding = { signal, assistant: id, use: 'install', certainty: 'certain', evidence } as const;
		if (decide(policy, finding, context).action === 'block') {
			Object.entries(editorSettings).forEach(([setting, value]) => wanted.set(setting, value));
		}
	}
	for (const { id, set, from, when } of policy.document.settings ?? []) {
		const begun = from === undefined || instantOf(from) <= context.now;
		if (begun && matchScope(when, context).result === 'holds' && !isExempt(policy, id, context)) {
			Object.entries(set).forEach(([setting, value]) => wanted.set(setting, value));
		}
	}
	return [...wanted].map(([setting, value]) => ({ setting, value }));
}

function isExempt({ exemptions }: CompiledPolicy, id: string, context: DecisionContext): boolean {
	return exemptions.some(
		({ rules, from, until, when, action }) =>
			rules.has(id) &&
			action !== 'block' &&
			from <= context.now &&
			context.now < until &&
			matchScope(when, context).result === 'holds',
	);
}
