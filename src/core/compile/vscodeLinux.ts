import { jsonFile } from './json.ts';
import type { CompileTarget } from './target.ts';
import { vscodePolicies } from './vscodePolicies.ts';

/** The file that VS Code 1.106 and newer reads on Linux, all editions of it; strict JSON. */
export const vscodeLinux: CompileTarget = {
	id: 'vscode-linux',
	title: 'VS Code on Linux, policy.json',
	file: 'vscode-linux/policy.json',
	place: '/etc/vscode/policy.json',
	form: 'json',
	compile: (policy, now) => {
		const { values, unexpressed } = vscodePolicies(policy, { os: 'linux', now });
		return {
			text: jsonFile(values),
			unexpressed: [
				...unexpressed,
				'Servers (Remote SSH, WSL, containers, web) do not read this file.',
			],
		};
	},
};
