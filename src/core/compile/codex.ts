import { otherAssistants, unmatched } from './claudeCode.ts';
import { ownCommands, reasonOf, standings, unexpressedRules } from './standing.ts';
import type { CompileTarget } from './target.ts';

const governed = 'codex';

/** Requirements of Codex ("Managed configuration": requirements.toml), which no setting of a person's overrides. */
export const codex: CompileTarget = {
	id: 'codex',
	title: 'Codex, requirements.toml',
	file: 'codex/requirements.toml',
	place: '/etc/codex/requirements.toml',
	form: 'toml',
	compile: (policy, now) => {
		const others = otherAssistants(policy, { now }, governed).filter(
			({ assistant }) => ownCommands(assistant).length > 0,
		);
		const own = standings(policy, { now }, 'inform').find(({ assistant }) => assistant.id === governed);
		const blocked = own?.decision.action === 'block';
		const restrictions = blocked
			? [
					...reasonOf(policy, own.decision, own.assistant.name)
						.split('\n')
						.map((line) => `# ${line}`),
					'allowed_approval_policies = ["untrusted"]',
					'allowed_sandbox_modes = ["read-only"]',
					'',
				]
			: [];
		const rules = others.flatMap(({ assistant, decision }) => [
			'[[rules.prefix_rules]]',
			`pattern = [{ any_of = [${ownCommands(assistant).map(tomlString).join(', ')}] }]`,
			'decision = "forbidden"',
			`justification = ${tomlString(reasonOf(policy, decision, assistant.name))}`,
			'',
		]);
		return {
			text: [...restrictions, ...rules].join('\n'),
			unexpressed: [
				...unexpressedRules(policy, { now }),
				...(blocked
					? [
							'Codex has no requirement that keeps it from starting: it may only read, and asks before each command.',
						]
					: []),
				...unmatched(others),
			],
		};
	},
};

/** A basic string of TOML 1.0, in which JSON's escapes mean the same. */
function tomlString(text: string): string {
	return JSON.stringify(text).replaceAll('\u007f', '\\u007F');
}
