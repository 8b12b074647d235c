import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import type { CompileTarget } from '../../../../src/core/compile/target.ts';
import { stableUuid } from '../../../../src/core/compile/configurationProfile.ts';
import { targets } from '../../../../src/core/compile/targets.ts';
import { goldenNow, goldenPolicy } from '../../../support/goldenPolicy.ts';
import { parsePlist, parseReg, parseXml, type XmlElement } from '../../../support/nativeFormats.ts';
import { policyWith } from '../../../support/policies.ts';

const editionKeys = ['VSCode', 'VSCodeInsiders'];

describe('device policy for VS Code', () => {
	const everywhere = {
		'*': true,
		'qoder.qoder': undefined,
		'anthropic.claude-code': false,
		'github.copilot': false,
		'github.copilot-chat': false,
	};
	const onWindows = { ...everywhere, 'openai.chatgpt': false };

	it('denies on Linux in strict JSON', () => {
		const file = JSON.parse(textOf('vscode-linux')) as Record<string, unknown>;
		assert.deepEqual(file, {
			AllowedExtensions: defined(everywhere),
			Claude3PIntegration: false,
			ChatAgentMode: false,
		});
	});

	it('denies on macOS, in a profile for each edition, with objects as text', () => {
		const profile = parsePlist(textOf('vscode-macos')) as Profile;
		assert.equal(profile['PayloadType'], 'Configuration');
		assert.deepEqual(
			profile.PayloadContent.map(({ PayloadType }) => PayloadType),
			['com.microsoft.VSCode', 'com.microsoft.VSCodeInsiders'],
		);
		for (const { AllowedExtensions, Claude3PIntegration, ChatAgentMode } of profile.PayloadContent) {
			assert.deepEqual(JSON.parse(String(AllowedExtensions)), defined(everywhere));
			assert.equal(Claude3PIntegration, false);
			assert.equal(ChatAgentMode, false);
		}
		const ids = [profile, ...profile.PayloadContent].map(({ PayloadUUID }) => String(PayloadUUID));
		assert.equal(new Set(ids).size, 3);
		for (const id of ids) {
			assert.match(id, /^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/);
		}
	});

	it('denies on Windows what is only denied there, in ASCII, and removes what holds no longer', () => {
		const text = textOf('vscode-windows');
		assert.match(text, /^[\r\n -~]*$/);
		const keys = parseReg(text);
		assert.deepEqual(
			Object.keys(keys),
			editionKeys.map((key) => `HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\${key}`),
		);
		for (const values of Object.values(keys)) {
			assert.deepEqual(JSON.parse(String(values['AllowedExtensions'])), defined(onWindows));
			assert.equal(values['Claude3PIntegration'], 0);
			assert.equal(values['Codex3PIntegration'], 0);
		}
		const nothing = parseReg(textOf('vscode-windows', policyWith({ rules: [] })));
		for (const values of Object.values(nothing)) {
			assert.equal(values['AllowedExtensions'], null);
		}
	});

	it('fills the list into a group policy template whose texts are all there', () => {
		const template = parseXml(textOf('vscode-admx'));
		const texts = parseXml(textOf('vscode-adml'));
		const policies = all(template, 'policy');
		assert.deepEqual(
			policies.map(({ attributes }) => attributes['key']),
			editionKeys.map((key) => `Software\\Policies\\Microsoft\\${key}`),
		);
		for (const policy of policies) {
			const names = policy.children.map(({ name }) => name);
			assert.deepEqual(names, [
				'parentCategory',
				'supportedOn',
				'enabledList',
				'disabledList',
				'elements',
			]);
			const values = all(policy, 'enabledList').flatMap((list) => list.children);
			assert.deepEqual(
				values.map(
					(item) =>
						`${item.attributes['valueName']} ${all(item, 'decimal')[0]?.attributes['value']}`,
				),
				['Claude3PIntegration 0', 'Codex3PIntegration 0', 'ChatAgentMode 0'],
			);
		}
		for (const field of all(texts, 'defaultValue')) {
			assert.deepEqual(JSON.parse(field.text), defined(onWindows));
		}
		assert.equal(all(texts, 'defaultValue').length, 2);
		const ids = new Set(
			[...all(texts, 'string'), ...all(texts, 'presentation')].map(
				({ attributes }) => attributes['id'],
			),
		);
		const asked = [...textOf('vscode-admx').matchAll(/\$\((?:string|presentation)\.(\w+)\)/g)].map(
			(match) => match[1],
		);
		assert.ok(asked.length > 4);
		assert.deepEqual(
			asked.filter((id) => !ids.has(id ?? '')),
			[],
		);
	});

	it('says nothing when nothing is denied', () => {
		assert.deepEqual(JSON.parse(textOf('vscode-linux', policyWith({ rules: [] }))), {});
	});
});

describe('managed settings', () => {
	it('of Claude Code keep it from starting, and keep it from starting others', () => {
		const settings = JSON.parse(textOf('claude-code')) as Record<string, unknown>;
		assert.equal(settings['requiredMinimumVersion'], '9999.0.0');
		assert.match(
			String(settings['companyAnnouncements']),
			/^Claude Code is not allowed at Acme & Söhne\. It is "high-risk"/,
		);
		const { deny } = settings['permissions'] as { deny: readonly string[] };
		assert.ok(deny.includes('Bash(copilot-language-server:*)'));
		assert.ok(deny.includes('Bash(task-master-ai:*)'));
		assert.equal(deny.includes('Bash(goose:*)'), false);
		assert.deepEqual(settings['deniedMcpServers'], [{ serverCommand: ['npx', '-y', 'task-master-ai'] }]);
	});

	it('of Codex forbid others, with the reason', () => {
		const { rules } = plain(parseToml(textOf('codex'))) as {
			rules: { prefix_rules: readonly { pattern: unknown; decision: string; justification: string }[] };
		};
		const claude = rules.prefix_rules.find(({ justification }) =>
			justification.startsWith('Claude Code'),
		);
		assert.deepEqual(claude?.pattern, [{ any_of: ['claude'] }]);
		assert.equal(claude?.decision, 'forbidden');
		assert.match(claude.justification, /It is "high-risk" <software>: see C:\\policies & ask\./);
		assert.ok(
			rules.prefix_rules.some(({ justification }) => justification.includes('has ended.\nIt will')),
		);
	});

	it('of Codex leave it little when it is blocked itself, whatever its reason is written with', () => {
		const reason = 'One.\nallowed_sandbox_modes = ["danger-full-access"]';
		const phases = [{ from: '2026-01-01', action: 'block' as const }];
		const catalog = [{ id: 'codex', name: 'Codex', vendor: 'v', kinds: ['cli'], commands: ['codex'] }];
		const policy = policyWith({ catalog, rules: [{ id: 'r', assistants: ['codex'], phases, reason }] });
		assert.deepEqual(plain(parseToml(textOf('codex', policy))), {
			allowed_approval_policies: ['untrusted'],
			allowed_sandbox_modes: ['read-only'],
		});
	});

	it('of Copilot and Gemini CLI keep them from starting others', () => {
		const copilot = JSON.parse(textOf('copilot')) as { permissions: { deny: readonly string[] } };
		assert.ok(copilot.permissions.deny.includes('Shell(claude *)'));
		assert.equal(
			copilot.permissions.deny.some((rule) => rule.includes('copilot')),
			false,
		);
		const gemini = JSON.parse(textOf('gemini-cli')) as { tools: { exclude: readonly string[] } };
		assert.ok(gemini.tools.exclude.includes('run_shell_command(claude)'));
	});
});

describe('fleet tools', () => {
	it('are given queries that find what is there, and nothing else', () => {
		const { queries } = JSON.parse(textOf('osquery')) as { queries: Record<string, { query: string }> };
		const database = osqueryTables();
		const found = Object.entries(queries).map(([name, { query }]) => {
			const rows = database.prepare(query).all();
			return `${name.replace('ai_assistants_', '')}: ${rows.map((row) => row['name'] ?? row['path']).join(', ')}`;
		});
		assert.deepEqual(found.toSorted(), [
			'deb_packages: ',
			'extensions: Anthropic.claude-code',
			'files: /home/ada/.local/bin/claude',
			'homebrew_packages: ',
			'npm_packages: @anthropic-ai/claude-code',
			'processes: claude',
		]);
	});

	it('are given policies as YAML', () => {
		const database = osqueryTables();
		const policies = parseYaml(textOf('fleet')) as readonly Record<string, string>[];
		assert.ok(policies.length >= 4);
		for (const { name, query, description, resolution } of policies) {
			assert.ok(name && description && resolution);
			const passes = database.prepare(query ?? '').all().length === 1;
			assert.equal(passes, /homebrew|deb/.test(name), name);
		}
		assert.deepEqual(parseYaml(textOf('fleet', policyWith({ rules: [] }))), []);
	});

	it('of macOS are given rules with the reason and a link', () => {
		const { PayloadContent } = parsePlist(textOf('santa')) as Profile;
		assert.deepEqual(PayloadContent[0]?.['StaticRules'], [
			{
				identifier: 'Q6L2SF6YDW:com.anthropic.claude-code',
				rule_type: 'SIGNINGID',
				policy: 'BLOCKLIST',
				custom_msg:
					'Claude Code is not allowed at Acme & Söhne. It is "high-risk" <software>: see C:\\policies & ask. Use Qoder editor instead. Ask ai-tools@acme.example.',
				custom_url: 'https://intranet.acme.example/ai?a=1&b=2',
			},
		]);
	});
});

describe('what a format cannot say', () => {
	check('vscode-linux', /^Rule "not-in-payments" holds only for certain repositories/);
	check('vscode-linux', /^Rule "gemini-ends" says warn, which nobody is told here/);
	check('vscode-linux', /^Rule "gemini-ends" says block from 2027-01-01T09:00\+08:00: compile again then/);
	check('vscode-linux', /^Exemption "research" is for certain groups/);
	check('vscode-linux', /^Commands are not stopped by the editor's policies: .*Claude Code/);
	check('claude-code', /^Rule "no-codex-on-windows" holds only for certain os/);
	check('claude-code', /^Names that other programs share are not denied: .*goose/);
	check('copilot', /^Copilot has no managed setting that switches it off/);
	check('santa', /^The catalog does not know what these are signed as: Goose/);

	function check(id: string, sentence: RegExp): void {
		it(`is said for ${id}: ${sentence.source}`, () => {
			const { unexpressed } = target(id).compile(goldenPolicy, goldenNow);
			assert.ok(
				unexpressed.some((one) => sentence.test(one)),
				unexpressed.join('\n'),
			);
		});
	}

	it('is not said of what it can', () => {
		const { unexpressed } = target('vscode-windows').compile(goldenPolicy, goldenNow);
		assert.deepEqual(
			unexpressed.filter((one) => /no-codex-on-windows|no-claude-code|past/.test(one)),
			[],
		);
	});
});

describe('property lists', () => {
	it('are read by the plistlib of Python', function () {
		const version = spawnSync('python3', ['--version']);
		if (version.status !== 0) {
			this.skip();
		}
		for (const id of ['vscode-macos', 'santa']) {
			const script =
				'import json,plistlib,sys; print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))';
			const { stdout, stderr } = spawnSync('python3', ['-c', script], {
				input: textOf(id),
				encoding: 'utf8',
			});
			assert.equal(stderr, '');
			assert.deepEqual(JSON.parse(stdout), parsePlist(textOf(id)));
		}
	});

	it('have identifiers that differ as their texts do', () => {
		const ids = Array.from({ length: 1000 }, (_, index) => stableUuid(`payload ${index}`));
		assert.equal(new Set(ids).size, 1000);
	});
});

interface Profile {
	readonly PayloadContent: readonly Readonly<Record<string, unknown>>[];
	readonly [key: string]: unknown;
}

function target(id: string): CompileTarget {
	const found = targets.find((one) => one.id === id);
	assert.ok(found, id);
	return found;
}

function textOf(id: string, policy = goldenPolicy): string {
	return target(id).compile(policy, goldenNow).text;
}

/** A value without prototypes of a parser's own. */
function plain(value: unknown): unknown {
	return JSON.parse(JSON.stringify(value));
}

function all(element: XmlElement, name: string): readonly XmlElement[] {
	return [
		...(element.name === name ? [element] : []),
		...element.children.flatMap((child) => all(child, name)),
	];
}

/** The tables of osquery that the queries read, with what is to be found and a decoy each. */
function osqueryTables(): DatabaseSync {
	const database = new DatabaseSync(':memory:');
	database.exec(`
		CREATE TABLE users (uid, username, directory);
		CREATE TABLE vscode_extensions (uid, name, version, vscode_edition, path);
		CREATE TABLE npm_packages (name, version);
		CREATE TABLE homebrew_packages (name, version);
		CREATE TABLE deb_packages (name, version);
		CREATE TABLE processes (pid, name, path, cmdline, uid);
		CREATE TABLE file (path);
		INSERT INTO users VALUES (1000, 'ada', '/home/ada');
		INSERT INTO vscode_extensions VALUES (1000, 'Anthropic.claude-code', '2.0.0', 'vscode', '/x');
		INSERT INTO vscode_extensions VALUES (1000, 'ms-python.python', '1.0.0', 'vscode', '/y');
		INSERT INTO npm_packages VALUES ('@anthropic-ai/claude-code', '2.0.0'), ('claude-calendar', '1.0.0');
		INSERT INTO processes VALUES (7, 'claude', '/a', 'claude', 1000), (8, 'goose', '/b', 'goose up', 1000);
		INSERT INTO file VALUES ('/home/ada/.local/bin/claude'), ('/home/bob/.local/bin/claude');
	`);
	return database;
}

function defined(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}
