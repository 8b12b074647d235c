import { otherAssistants, unmatched } from './claudeCode.ts';
import { jsonFile } from './json.ts';
import { ownCommands, standings, unexpressedRules } from './standing.ts';
import type { CompileTarget } from './target.ts';

const governed = 'gemini-cli';

/** System settings of Gemini CLI ("Gemini CLI for the enterprise"), which have the last word over a person's. */
export const geminiCli: CompileTarget = {
	id: 'gemini-cli',
	title: 'Gemini CLI, system settings',
	file: 'gemini-cli/settings.json',
	place: '/etc/gemini-cli/settings.json',
	form: 'json',
	compile: (policy, now) => {
		const others = otherAssistants(policy, { now }, governed);
		const own = standings(policy, { now }, 'block').some(({ assistant }) => assistant.id === governed);
		const exclude = others
			.flatMap(({ assistant }) => ownCommands(assistant))
			.map((name) => `run_shell_command(${name})`);
		return {
			text: jsonFile(exclude.length === 0 ? {} : { tools: { exclude } }),
			unexpressed: [
				...unexpressedRules(policy, { now }),
				...(own ? ['Gemini CLI has no setting that keeps it from starting.'] : []),
				...unmatched(others),
				...(exclude.length === 0 ? [] : ['Its makers call such exclusions no security boundary.']),
			],
		};
	},
};
