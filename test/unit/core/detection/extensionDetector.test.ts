import assert from 'node:assert/strict';
import { indexCatalog } from '../../../../src/core/catalog/catalog.ts';
import { detectExtension } from '../../../../src/core/detection/extensionDetector.ts';
import { manifestFacts } from '../../../../src/core/detection/extensionManifest.ts';
import { detectModel } from '../../../../src/core/detection/modelDetector.ts';
import type { ExtensionSignal } from '../../../../src/core/detection/signal.ts';
import { builtInCatalog } from '../../../../src/node/builtInCatalog.ts';

const catalog = indexCatalog(builtInCatalog);

/** Manifests under ids that the catalog does not know, and what they are found to be. */
const manifests: readonly [
	title: string,
	manifest: unknown,
	found: string | undefined,
	programs?: string[],
][] = [
	['an ordinary one', { contributes: { commands: [{ command: 'mine.open' }] } }, undefined],
	[
		'a copy, by its commands',
		{ contributes: { commands: [{ command: 'claude-vscode.open' }, { command: 'claude-vscode.run' }] } },
		'claude-code likely',
	],
	['a copy, by the program in its folder', {}, 'claude-code likely', ['claude']],
	['one with a program of a shared name', {}, undefined, ['gemini']],
	['an assistant nobody knows', { contributes: { chatParticipants: [] } }, 'null likely'],
	['one that is about AI', { categories: ['AI', 'Themes'] }, 'null possible'],
	['a pack with a banned one', { extensionPack: ['a.b', 'Anthropic.claude-code'] }, 'claude-code possible'],
	['one that depends on it', { extensionDependencies: ['anthropic.claude-code'] }, 'claude-code possible'],
	['a pack of others', { extensionPack: ['a.b'] }, undefined],
	['a manifest of wrong forms', { contributes: [1], categories: 'AI', extensionPack: {} }, undefined],
	['no manifest', null, undefined],
];

describe('an installed extension', () => {
	for (const [title, manifest, found, programs] of manifests) {
		it(`is told by what it is: ${title}`, () => {
			const signal: ExtensionSignal = {
				kind: 'extension',
				id: 'someone.thing',
				...manifestFacts(manifest),
				programs,
			};
			const [finding] = detectExtension(catalog, signal);
			assert.equal(finding && `${finding.assistant} ${finding.certainty}`, found);
			assert.equal(finding?.use ?? 'install', 'install');
		});
	}
});

describe('registered language models', () => {
	for (const [vendor, extensions, found] of [
		['claude-code', ['anthropic.claude-code'], 'claude-code certain'],
		['Copilot', ['github.copilot-chat'], 'github-copilot certain'],
		['copilot', ['somebody.else'], 'github-copilot likely'],
		['homemade', ['somebody.else'], 'null likely'],
	] as const) {
		it(`of ${vendor} by ${extensions.join()} are found as ${found}`, () => {
			const [finding] = detectModel(catalog, { kind: 'model', vendor, models: ['m'], extensions });
			assert.equal(`${finding?.assistant} ${finding?.certainty}`, found);
			assert.equal(finding?.use, 'run');
		});
	}
});
