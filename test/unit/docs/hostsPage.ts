import { editorPlaces, editors } from '../../../src/core/inventory/editors.ts';

const linux = {
	os: 'linux',
	home: '~',
	applicationData: '~/.config',
	localData: '~/.local/share',
	path: [],
} as const;

/** The places of every known edition, as a table in Markdown. */
export function placesTable(): string {
	const rows = editors.flatMap((editor) =>
		editorPlaces(editor, linux).map(({ host, extensions, settings }, index) => {
			const policy = editor.devicePolicy === undefined ? '' : `\`${editor.devicePolicy.registryKey}\``;
			const name = index === 0 ? editor.name : '';
			return `| ${name} | ${host} | \`${extensions}\` | \`${settings}\` | ${index === 0 ? policy : ''} |`;
		}),
	);
	return [
		'| editor | host | extensions | settings | device policy |',
		'| --- | --- | --- | --- | --- |',
		...rows,
	].join('\n');
}
