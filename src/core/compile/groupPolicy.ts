import { type Editor, editors } from '../inventory/editors.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { asciiJson } from './json.ts';
import type { CompileTarget } from './target.ts';
import { type VscodePolicies, vscodePolicies } from './vscodePolicies.ts';
import { escapeXml } from './xml.ts';

const file = 'approved-assistants';
/** The editor's list may be long; without this the template's limit is 1,023 characters. */
const longestText = 65_535;

/**
 * A group policy template that sets what the policy says: one setting for each edition of VS Code, whose list of
 * extensions is filled in. Format: PolicyDefinitions 1.0 of Windows.
 */
export const vscodeAdmx: CompileTarget = {
	id: 'vscode-admx',
	title: 'VS Code on Windows, group policy template',
	file: `vscode-windows/${file}.admx`,
	place: undefined,
	form: 'lines',
	compile: (policy, now) => {
		const policies = vscodePolicies(policy, { os: 'win32', now });
		return {
			text: admx(policy, policies),
			unexpressed: [
				...policies.unexpressed,
				'It needs the texts of vscode-adml beside it, in the folder en-US.',
				'Intune does not take templates for Software\\Policies\\Microsoft: use the registry file there.',
			],
		};
	},
};

/** The texts of the template, and the list that is filled in. */
export const vscodeAdml: CompileTarget = {
	id: 'vscode-adml',
	title: 'VS Code on Windows, texts of the group policy template',
	file: `vscode-windows/en-US/${file}.adml`,
	place: undefined,
	form: 'lines',
	compile: (policy, now) => ({
		text: adml(policy, vscodePolicies(policy, { os: 'win32', now })),
		unexpressed: [],
	}),
};

function admx({ document: { organization } }: CompiledPolicy, { values }: VscodePolicies): string {
	const switches = Object.entries(values).filter(([, value]) => typeof value === 'boolean');
	const policies = governed().map(({ id, key }) => {
		const place = escapeXml(`Software\\Policies\\Microsoft\\${key}`);
		const items = (value: (on: unknown) => string): string =>
			switches
				.map(([name, on]) => `\t\t\t\t<item valueName="${name}"><value>${value(on)}</value></item>`)
				.join('\n');
		const lists =
			switches.length === 0
				? []
				: [
						`\t\t\t<enabledList defaultKey="${place}">`,
						items((on) => `<decimal value="${on === true ? 1 : 0}" />`),
						'\t\t\t</enabledList>',
						`\t\t\t<disabledList defaultKey="${place}">`,
						items(() => '<delete />'),
						'\t\t\t</disabledList>',
					];
		const list = `<text id="AllowedExtensions" valueName="AllowedExtensions" maxLength="${longestText}" />`;
		return [
			`\t\t<policy name="${id}" class="Both" displayName="$(string.${id})" explainText="$(string.explain)" key="${place}" presentation="$(presentation.${id})">`,
			'\t\t\t<parentCategory ref="assistants" />',
			'\t\t\t<supportedOn ref="vscode" />',
			...lists,
			...('AllowedExtensions' in values
				? ['\t\t\t<elements>', `\t\t\t\t${list}`, '\t\t\t</elements>']
				: []),
			'\t\t</policy>',
		].join('\n');
	});
	return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
	<policyNamespaces>
		<target prefix="approvedAssistants" namespace="ApprovedAssistants.${escapeXml(organization.id)}" />
	</policyNamespaces>
	<resources minRequiredRevision="1.0" />
	<supportedOn>
		<definitions>
			<definition name="vscode" displayName="$(string.supported)" />
		</definitions>
	</supportedOn>
	<categories>
		<category name="assistants" displayName="$(string.category)" />
	</categories>
	<policies>
${policies.join('\n')}
	</policies>
</policyDefinitions>
`;
}

function adml({ document: { organization, version } }: CompiledPolicy, { values }: VscodePolicies): string {
	const list = values['AllowedExtensions'];
	const strings = governed().map(({ id, name }) => string(id, `AI assistants in ${name}`));
	const field =
		list === undefined
			? []
			: [
					'\t\t\t\t<textBox refId="AllowedExtensions">',
					'\t\t\t\t\t<label>Allowed extensions</label>',
					`\t\t\t\t\t<defaultValue>${escapeXml(asciiJson(list))}</defaultValue>`,
					'\t\t\t\t</textBox>',
				];
	const presentations = governed().map(({ id }) =>
		[`\t\t\t<presentation id="${id}">`, ...field, '\t\t\t</presentation>'].join('\n'),
	);
	const explanation = `Sets what version ${version} of the policy of ${organization.name} says. Compile the template again when the policy changes.`;
	return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
	<displayName>${escapeXml(`AI assistants (${organization.name})`)}</displayName>
	<description>${escapeXml(explanation)}</description>
	<resources>
		<stringTable>
${[string('category', `AI assistants (${organization.name})`), string('supported', 'Visual Studio Code 1.96 or newer'), string('explain', explanation), ...strings].join('\n')}
		</stringTable>
		<presentationTable>
${presentations.join('\n')}
		</presentationTable>
	</resources>
</policyDefinitionResources>
`;
}

function string(id: string, text: string): string {
	return `\t\t\t<string id="${id}">${escapeXml(text)}</string>`;
}

function governed(): readonly { readonly id: string; readonly name: string; readonly key: string }[] {
	return editors.flatMap(({ id, name, devicePolicy }: Editor) =>
		devicePolicy === undefined
			? []
			: [{ id: id.replaceAll('-', '_'), name, key: devicePolicy.registryKey }],
	);
}
