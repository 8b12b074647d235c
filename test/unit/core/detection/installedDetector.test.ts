import assert from 'node:assert/strict';
import { indexCatalog } from '../../../../src/core/catalog/catalog.ts';
import { detect } from '../../../../src/core/detection/detect.ts';
import type { InstalledSignal } from '../../../../src/core/detection/installedSignal.ts';
import { lookAlikeOf } from '../../../../src/core/detection/lookAlike.ts';
import { packagesInPath } from '../../../../src/core/detection/packagePlaces.ts';
import { builtInCatalog } from '../../../../src/node/builtInCatalog.ts';

const catalog = indexCatalog(builtInCatalog);

describe('a program under the name of an assistant', () => {
	check(
		'is it by its package',
		{ name: 'claude', packages: [npm('@anthropic-ai/claude-code')] },
		'claude-code certain',
	);
	check(
		'is it by another source',
		{ name: 'mods', packages: [{ source: 'brew', name: 'mods' }] },
		'mods certain',
	);
	check(
		'is it by its Go package',
		{ name: 'crush', packages: [go('github.com/charmbracelet/crush')] },
		'crush certain',
	);
	check('is another by its package', { name: 'claude', packages: [npm('claude-calendar')] }, undefined);
	check(
		'is another by its Go package',
		{ name: 'goose', packages: [go('github.com/pressly/goose/v3/cmd/goose')] },
		undefined,
	);
	check('is it by its folder', { name: 'amp', path: '~/.amp/bin/amp' }, 'amp certain');
	check(
		'is it by the folder that links lead to',
		{ name: 'claude', path: '~/.local/bin/claude', target: '~/.local/share/claude/versions/2.1' },
		'claude-code certain',
	);
	check(
		'is not it by a folder that shares the name too',
		{ name: 'q', path: '~/.local/share/q/q' },
		'amazon-q-cli possible',
	);
	check('is likely it when no other has the name', { name: 'opencode' }, 'opencode likely');
	check('cannot be told when it is a script', { name: 'opencode', form: 'script' }, 'opencode possible');
	check(
		'is likely it when the script names it',
		{ name: 'gemini', form: 'script', marks: ['gemini-cli'] },
		'gemini-cli likely',
	);
	check('cannot be told when others have the name', { name: 'droid' }, 'droid possible');
	check('is likely it when its settings are there', { name: 'droid', settings: ['droid'] }, 'droid likely');
	check(
		'cannot be told when it is elsewhere than usual, and the name is as much another’s',
		{ name: 'goose', settings: ['goose'] },
		'goose possible',
	);
	check(
		'is likely it where it usually is',
		{ name: 'goose', path: '~/.local/bin/goose', settings: ['goose'] },
		'goose likely',
	);
	check(
		'is rather another whatever is there',
		{ name: 'q', settings: ['amazon-q-cli'] },
		'amazon-q-cli possible',
	);

	function check(
		what: string,
		given: Partial<InstalledSignal> & { readonly name: string },
		expected: string | undefined,
	): void {
		it(what, () => {
			const path = `/usr/local/bin/${given.name}`;
			const signal: InstalledSignal = {
				kind: 'installed',
				what: 'program',
				form: 'binary',
				path,
				...given,
			};
			const [found] = detect(catalog, signal);
			assert.equal(found && `${found.assistant} ${found.certainty}`, expected);
		});
	}
});

describe('an extension under an id of its own', () => {
	check(
		'is a copy when its commands are an assistant’s',
		['claude-vscode.open', 'claude-vscode.run', 'own.about'],
		'claude-code',
	);
	check('is none for one command', ['claude-vscode.open'], undefined);
	check(
		'is none when most are its own',
		['claude-vscode.open', 'claude-vscode.run', 'a.a', 'a.b', 'a.c'],
		undefined,
	);
	check('is none of an editor, which is no extension', ['composer.install', 'composer.update'], undefined);

	function check(what: string, commands: readonly string[], expected: string | undefined): void {
		it(what, () => {
			assert.equal(lookAlikeOf(catalog, commands)?.id, expected);
			const [found] = detect(catalog, { kind: 'extension', id: 'someone.else', commands });
			assert.equal(found?.assistant, expected);
		});
	}
});

describe('a path', () => {
	for (const [path, expected] of [
		['/home/ada/.npm-global/lib/node_modules/@openai/codex/bin/codex.js', 'npm @openai/codex'],
		['C:\\Users\\ada\\AppData\\Roaming\\npm\\node_modules\\@openai\\codex\\cli.js', 'npm @openai/codex'],
		['/a/node_modules/outer/node_modules/inner/cli.js', 'npm inner'],
		['/a/node_modules/.bin/x', undefined],
		['/home/ada/.local/share/uv/tools/aider-chat/bin/aider', 'pypi aider-chat'],
		['/home/linuxbrew/.linuxbrew/Cellar/crush/0.9/bin/crush', 'brew crush'],
		['/nix/store/0123456789abcdefghijklmnopqrstuv-claude-code-2.1.0/bin/claude', 'nix claude-code'],
		['/home/ada/.local/share/mise/installs/pipx-aider-chat/1/bin/aider', 'pypi aider-chat'],
		['/home/ada/.local/share/mise/installs/codex/1/bin/codex', 'mise codex'],
		['/usr/bin/claude', undefined],
	] as const) {
		it(`${path} tells ${expected ?? 'no package'}`, () => {
			const [found] = packagesInPath(path);
			assert.equal(found && `${found.source} ${found.name}`, expected);
		});
	}
});

function npm(name: string) {
	return { source: 'npm', name } as const;
}

function go(name: string) {
	return { source: 'go', name } as const;
}
