import { editors } from '../inventory/editors.ts';
import { asciiJson } from './json.ts';
import type { CompileTarget } from './target.ts';
import { vscodePolicies } from './vscodePolicies.ts';

/**
 * A registry file for VS Code on Windows. Texts are ASCII, as the editor reads them through the narrow API; what the
 * policy no longer says is removed. The editor wants REG_SZ for objects and REG_DWORD for yes and no.
 */
export const vscodeWindows: CompileTarget = {
	id: 'vscode-windows',
	title: 'VS Code on Windows, registry file',
	file: 'vscode-windows/vscode.reg',
	place: undefined,
	form: 'lines',
	compile: (policy, now) => {
		const { values, unset, unexpressed } = vscodePolicies(policy, { os: 'win32', now });
		const lines = [
			...Object.entries(values).map(([name, value]) => `"${name}"=${registryValue(value)}`),
			...unset.map((name) => `"${name}"=-`),
		];
		const keys = editors.flatMap(({ devicePolicy }) =>
			devicePolicy === undefined
				? []
				: [
						`[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\${devicePolicy.registryKey}]`,
						...lines,
						'',
					],
		);
		return {
			text: ['Windows Registry Editor Version 5.00', '', ...keys].join('\r\n'),
			unexpressed: [
				...unexpressed,
				'A change of the registry is read at the editor’s next start, or after gpupdate.',
			],
		};
	},
};

/** A value as registry files write it. */
export function registryValue(value: unknown): string {
	return typeof value === 'boolean'
		? `dword:${value ? '00000001' : '00000000'}`
		: `"${asciiJson(value).replaceAll(/["\\]/g, '\\$&')}"`;
}
