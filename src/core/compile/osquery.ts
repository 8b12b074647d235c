import { jsonFile } from './json.ts';
import { osqueryQueries } from './osqueryQueries.ts';
import { unexpressedRules } from './standing.ts';
import type { CompileTarget } from './target.ts';

const day = 86_400;

/** A pack of queries for osquery, once a day. It finds; it stops nothing. */
export const osquery: CompileTarget = {
	id: 'osquery',
	title: 'osquery, a pack of queries',
	file: 'osquery/ai-assistants.conf',
	place: undefined,
	form: 'json',
	compile: (policy, now) => {
		const queries = osqueryQueries(policy, now, 'audit').map(({ name, description, sql }) => [
			`ai_assistants_${name}`,
			{ query: `${sql};`, interval: day, description, removed: true },
		]);
		return {
			text: jsonFile({ queries: Object.fromEntries(queries) as unknown }),
			unexpressed: [...unexpressedRules(policy, { now }), ...queryLimits],
		};
	},
};

export const queryLimits: readonly string[] = [
	'Queries find, and stop nothing.',
	'The table of extensions reads the editions that osquery knows, of the default profile.',
	'Programs whose names others share are found only by their packages.',
];
