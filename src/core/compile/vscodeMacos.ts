import { editors } from '../inventory/editors.ts';
import { configurationProfile } from './configurationProfile.ts';
import { asciiJson } from './json.ts';
import type { CompileTarget } from './target.ts';
import { vscodePolicies } from './vscodePolicies.ts';

/** A configuration profile for VS Code on macOS: objects are JSON texts, as its policy watcher wants them. */
export const vscodeMacos: CompileTarget = {
	id: 'vscode-macos',
	title: 'VS Code on macOS, configuration profile',
	file: 'vscode-macos/vscode.mobileconfig',
	place: undefined,
	form: 'lines',
	compile: (policy, now) => {
		const { values, unexpressed } = vscodePolicies(policy, { os: 'darwin', now });
		const settings = Object.fromEntries(
			Object.entries(values).map(([name, value]) => [
				name,
				typeof value === 'boolean' ? value : asciiJson(value),
			]),
		);
		const payloads = editors.flatMap(({ devicePolicy }) =>
			devicePolicy === undefined ? [] : [{ domain: devicePolicy.bundleId, settings }],
		);
		const title = `AI assistants in Visual Studio Code (${policy.document.organization.name})`;
		return { text: configurationProfile(policy, 'vscode', title, payloads), unexpressed };
	},
};
