import assert from 'node:assert/strict';
import {
	type ExtensionFolder,
	parseFolderName,
	readExtensionFolder,
} from '../../../../src/core/inventory/extensionFolder.ts';

const one = { identifier: { id: 'Maker.One' }, version: '1.0.0', relativeLocation: 'maker.one-1.0.0' };

describe('a folder of extensions', () => {
	check(
		'without a listing has every folder that bears an id and a version',
		{ names: ['maker.one-1.0.0', 'tmp', '.obsolete'] },
		['maker.one 1.0.0 installed in Default'],
	);
	check(
		'with a listing has what is listed',
		{ names: ['maker.one-1.0.0', 'maker.one-0.9.0'], listing: [one] },
		['Maker.One 1.0.0 installed in Default', 'maker.one 0.9.0 unlisted'],
	);
	check(
		'has what only another profile lists',
		{ names: ['maker.one-1.0.0'], listing: [], profiles: { Work: [one] } },
		['Maker.One 1.0.0 installed in Work'],
	);
	check(
		'has once what two profiles list',
		{ names: ['maker.one-1.0.0'], listing: [one], profiles: { Work: [one] } },
		['Maker.One 1.0.0 installed in Default, Work'],
	);
	check(
		'knows what was uninstalled, in any case',
		{ names: ['maker.One-1.0.0'], obsolete: { 'maker.one-1.0.0': true } },
		['maker.One 1.0.0 obsolete in Default'],
	);
	check(
		'knows what was not uninstalled after all',
		{ names: ['maker.one-1.0.0'], obsolete: { 'maker.one-1.0.0': false } },
		['maker.one 1.0.0 installed in Default'],
	);
	check('tells that a listed folder is gone', { names: [], listing: [one] }, [
		'Maker.One 1.0.0 missing in Default',
	]);
	check(
		'takes an absolute place in it for the folder',
		{
			names: ['maker.one-1.0.0'],
			listing: [
				{
					...one,
					relativeLocation: undefined,
					location: { path: '/home/ada/.vscode/extensions/maker.one-1.0.0' },
				},
			],
		},
		['Maker.One 1.0.0 installed in Default'],
	);
	check(
		'goes by the folders where the listing is no JSON',
		{ names: ['maker.one-1.0.0'], listingText: '[{' },
		['maker.one 1.0.0 installed in Default'],
	);
	check('passes over entries that are none', { names: [], listing: [null, {}, 7, { identifier: {} }] }, []);

	function check(
		what: string,
		given: {
			readonly names: readonly string[];
			readonly listing?: readonly unknown[];
			readonly listingText?: string;
			readonly obsolete?: unknown;
			readonly profiles?: Readonly<Record<string, readonly unknown[]>>;
		},
		expected: readonly string[],
	): void {
		it(what, () => {
			const folder: ExtensionFolder = {
				names: given.names,
				listing: given.listingText ?? (given.listing && JSON.stringify(given.listing)),
				obsolete: given.obsolete === undefined ? undefined : JSON.stringify(given.obsolete),
				profiles: Object.entries(given.profiles ?? {}).map(([name, listing]) => ({
					name,
					listing: JSON.stringify(listing),
				})),
			};
			const found = readExtensionFolder(folder).map(({ id, version, state, profiles }) => {
				const where = profiles.map((profile) => profile || 'Default').join(', ');
				return `${id} ${version} ${state}${where === '' ? '' : ` in ${where}`}`;
			});
			assert.deepEqual(found, expected);
		});
	}
});

describe("an extension's folder name", () => {
	for (const [name, expected] of [
		['pub.name-1.2.3', 'pub.name 1.2.3'],
		['pub.name-with-2-dashes-1.2.3-beta.1', 'pub.name-with-2-dashes 1.2.3-beta.1'],
		['openai.chatgpt-0.4.1-linux-x64', 'openai.chatgpt 0.4.1'],
		['pub.name-1.2.3-universal', 'pub.name 1.2.3'],
		['extensions.json', undefined],
		['.1f2e3d', undefined],
	] as const) {
		it(name, () => {
			const parsed = parseFolderName(name);
			assert.equal(parsed && `${parsed.id} ${parsed.version}`, expected);
		});
	}
});
