import { otherAssistants, unmatched } from './claudeCode.ts';
import { jsonFile } from './json.ts';
import { ownCommands, standings, unexpressedRules } from './standing.ts';
import type { CompileTarget } from './target.ts';

const governed: readonly string[] = ['github-copilot', 'github-copilot-cli'];

/** Managed settings of GitHub Copilot, for its command-line tool and editors ("Enterprise managed settings"). */
export const copilot: CompileTarget = {
	id: 'copilot',
	title: 'GitHub Copilot, managed settings',
	file: 'copilot/managed-settings.json',
	place: '/etc/github-copilot/managed-settings.json',
	form: 'json',
	compile: (policy, now) => {
		const others = otherAssistants(policy, { now }, '').filter(
			({ assistant }) => !governed.includes(assistant.id),
		);
		const own = standings(policy, { now }, 'block').filter(({ assistant }) =>
			governed.includes(assistant.id),
		);
		const commands = others.flatMap(({ assistant }) => ownCommands(assistant));
		const deny = commands.flatMap((name) => [`Shell(${name})`, `Shell(${name} *)`]);
		return {
			text: jsonFile(deny.length === 0 ? {} : { permissions: { deny } }),
			unexpressed: [
				...unexpressedRules(policy, { now }),
				...(own.length === 0
					? []
					: [
							'Copilot has no managed setting that switches it off: take its licence away, and use the targets for VS Code.',
						]),
				...unmatched(others),
				...(deny.length === 0
					? []
					: [
							'Any managed setting of Copilot also switches off the Claude and Codex agents that VS Code brings (1.139).',
						]),
			],
		};
	},
};
