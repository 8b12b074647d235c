import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { html } from '../../src/core/statusPage/html.ts';
import { pageDocument } from '../../src/core/statusPage/pageDocument.ts';
import { commands, contextKeys, settings, views } from '../../src/extension/contributions.ts';
import { root } from '../../src/dev/paths.ts';

interface Manifest {
	readonly contributes: {
		readonly commands: readonly { readonly command: string }[];
		readonly configuration: Configuration | readonly Configuration[];
		readonly views?: Readonly<Record<string, readonly { readonly id: string }[]>>;
	};
}

interface Configuration {
	readonly properties: Readonly<Record<string, { readonly scope?: string }>>;
}

const manifestText = readText('package.json');
const manifest = JSON.parse(manifestText) as Manifest;
const properties = Object.assign(
	{},
	...[manifest.contributes.configuration].flat().map((one) => one.properties),
) as Record<string, { readonly scope?: string }>;

describe('the manifest and the code agree', () => {
	check(
		'commands',
		manifest.contributes.commands.map((one) => one.command),
		Object.values(commands),
	);
	check('settings', Object.keys(properties), Object.values(settings));
	check(
		'views',
		Object.values(manifest.contributes.views ?? {}).flatMap((all) => all.map((one) => one.id)),
		Object.values(views),
	);

	it('on the context keys: what a "when" asks for is set by the code', () => {
		const asked = contextKeysOf(manifest.contributes);
		const known: readonly string[] = Object.values(contextKeys);
		assert.deepEqual(
			asked.filter((key) => !known.includes(key)),
			[],
		);
		assert.deepEqual(
			known.filter((key) => !asked.includes(key)),
			[],
		);
	});

	it('on nothing else: the code calls by these names only', () => {
		const literal =
			/\b(?:registerCommand|executeCommand|getConfiguration|affectsConfiguration)\([^;]*?'approvedAssistants\b/;
		const strays = globSync('src/extension/**/*.ts', { cwd: root }).filter((file) =>
			literal.test(readText(file)),
		);
		assert.deepEqual(strays, []);
	});

	it('a setting that the organisation decides cannot come from a workspace', () => {
		assert.ok(Object.keys(properties).length > 0);
		const open = Object.entries(properties).filter(
			([, property]) => !['machine', 'application'].includes(property.scope ?? ''),
		);
		assert.deepEqual(
			open.map(([name]) => name),
			[],
		);
	});

	function check(what: string, declared: readonly string[], used: readonly string[]): void {
		it(`on the ${what}`, () => {
			assert.deepEqual(declared.toSorted(), used.toSorted());
		});
	}
});

describe('colours', () => {
	it('are the editor’s own in all that we draw, so that every theme, high contrast too, has its own', () => {
		assert.ok(!('colors' in manifest.contributes));
		const page = pageDocument(html``, { title: '', language: 'en', nonce: '' });
		const drawn = globSync(['media/activity.svg', 'media/walkthrough/*'], { cwd: root }).map(readText);
		assert.ok(drawn.length > 3);
		for (const text of [page, ...drawn]) {
			assert.doesNotMatch(text, /[:"' ](#[0-9a-f]{3,8}\b|(rgb|hsl)a?\()/i);
			assert.match(text, /var\(--vscode-|currentColor/);
		}
	});
});

describe('the texts of the manifest', () => {
	const english = readTexts('package.nls.json');

	it('are all there in English, and none too many', () => {
		const asked = new Set([...manifestText.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? ''));
		assert.deepEqual([...asked].toSorted(), Object.keys(english).toSorted());
	});

	it('are all there in Chinese, none empty, with the same code in them', () => {
		const chinese = readTexts('package.nls.zh-cn.json');
		assert.deepEqual(Object.keys(chinese).toSorted(), Object.keys(english).toSorted());
		for (const [key, text] of Object.entries(chinese)) {
			assert.notEqual(text.trim(), '', key);
			assert.deepEqual(codeIn(text), codeIn(english[key] ?? ''), key);
		}
	});
});

/** Ours, in any `when` or `enablement`; the name of a view is none. */
function contextKeysOf(value: unknown): string[] {
	const clauses = [...JSON.stringify(value).matchAll(/"(?:when|enablement)":"([^"]*)"/g)].map(
		(match) => match[1] ?? '',
	);
	const keys = clauses.map((clause) => clause.replaceAll(/\bview == [\w.]+/g, ''));
	return [...new Set(keys.flatMap((clause) => clause.match(/approvedAssistants\.[A-Za-z.]+/g) ?? []))];
}

function codeIn(text: string): string[] {
	return (text.match(/`[^`]*`/g) ?? []).toSorted();
}

function readTexts(name: string): Record<string, string> {
	return JSON.parse(readText(`media/nls/${name}`)) as Record<string, string>;
}

function readText(file: string): string {
	return readFileSync(path.join(root, file), 'utf8');
}
