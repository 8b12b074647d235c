import { osqueryQueries } from './osqueryQueries.ts';
import { queryLimits } from './osquery.ts';
import { unexpressedRules } from './standing.ts';
import type { CompileTarget } from './target.ts';

/** Policies for Fleet's GitOps files: a host passes where a query has no row. Texts are quoted as JSON, which is YAML. */
export const fleet: CompileTarget = {
	id: 'fleet',
	title: 'Fleet, policies for GitOps',
	file: 'fleet/ai-assistants.policies.yml',
	place: undefined,
	form: 'yaml',
	compile: (policy, now) => {
		const { organization } = policy.document;
		const contact = organization.contact === undefined ? '' : ` Ask ${organization.contact}.`;
		const entries = osqueryQueries(policy, now, 'inform').map(({ name, description, sql }) =>
			[
				`- name: ${JSON.stringify(`AI assistants: ${description} (${name})`)}`,
				`  query: ${JSON.stringify(`SELECT 1 WHERE NOT EXISTS (${sql});`)}`,
				`  description: ${JSON.stringify(`Fails where an AI assistant is found that the policy of ${organization.name} speaks against.`)}`,
				`  resolution: ${JSON.stringify(`Remove it, or switch to what ${organization.name} approves.${contact}`)}`,
			].join('\n'),
		);
		return {
			text: entries.length === 0 ? '[]\n' : `${entries.join('\n')}\n`,
			unexpressed: [...unexpressedRules(policy, { now }), ...queryLimits],
		};
	},
};
