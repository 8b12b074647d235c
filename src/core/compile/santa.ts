import { configurationProfile } from './configurationProfile.ts';
import { reasonOf, standings, unexpressedRules } from './standing.ts';
import type { CompileTarget } from './target.ts';
import { names } from './vscodePolicies.ts';

/** Static rules of Santa (northpole.dev, configuration key StaticRules) as a configuration profile. */
export const santa: CompileTarget = {
	id: 'santa',
	title: 'Santa on macOS, static rules',
	file: 'santa/santa.mobileconfig',
	place: undefined,
	form: 'lines',
	compile: (policy, now) => {
		const blocked = standings(policy, { os: 'darwin', now }, 'block');
		const { organization } = policy.document;
		const rules = blocked.flatMap(({ assistant, decision }) =>
			(assistant.signingIds ?? []).map((identifier) => {
				const link = decision.rule?.entry.learnMore ?? organization.learnMore;
				return {
					identifier,
					rule_type: 'SIGNINGID',
					policy: 'BLOCKLIST',
					custom_msg: reasonOf(policy, decision, assistant.name),
					...(link === undefined ? {} : { custom_url: link }),
				};
			}),
		);
		const unsigned = blocked.filter(
			({ assistant }) =>
				(assistant.signingIds ?? []).length === 0 &&
				assistant.kinds.some((kind) => ['cli', 'editor', 'desktop'].includes(kind)),
		);
		const title = `AI assistants in Santa (${organization.name})`;
		return {
			text: configurationProfile(policy, 'santa', title, [
				{ domain: 'com.northpolesec.santa', settings: { StaticRules: rules } },
			]),
			unexpressed: [
				...unexpressedRules(policy, { os: 'darwin', now }),
				...(unsigned.length === 0
					? []
					: [
							`The catalog does not know what these are signed as: ${names(unsigned.map(({ assistant }) => assistant.name))}.`,
						]),
				'Santa decides about programs, not about scripts: what node, python or npx runs is not stopped.',
				'Only one profile may set StaticRules: take these rules into yours if you have one.',
			],
		};
	},
};
