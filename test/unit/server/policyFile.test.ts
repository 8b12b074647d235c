import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
	type CodeAction,
	type CodeLens,
	type CompletionItem,
	DiagnosticSeverity,
	type DocumentSymbol,
	type Hover,
	type Range,
} from 'vscode-languageserver/node';
import { bundleOf, createAuthority, rotate } from '../../support/authority.ts';
import { applied, messageOf, type ServerUnderTest, startTestServer } from '../../support/languageServer.ts';

const policy = `{
	"organization": { "id": "acme", "name": "Acme" },
	"version": 1,
	"issuedAt": "2026-07-01",
	"expires": "2027-07-01",
	"sanctioned": [{ "id": "qoder", "assistants": ["qoder"] }],
	"rules": [
		{
			"id": "no-claude",
			"assistants": ["claude-cod"],
			"phases": [{ "from": "2026-07-10", "action": "blok" }],
			"reason": "High-risk software."
		}
	]
}
`;

describe('the language server in policy.json', () => {
	let server: ServerUnderTest;

	before(async () => {
		server = await startTestServer();
	});

	after(() => server.close());

	it('marks the value that is wrong and offers what was meant, one mistake after the other', async () => {
		const uri = await server.open('a/policy.json', policy, 'json');
		const [action] = await server.diagnostics(uri);
		assert.equal(textAt(policy, action?.range), '"blok"');
		assert.equal(action?.severity, DiagnosticSeverity.Error);
		const fixed = applied(await fix(uri, action?.range.start), uri, policy);
		assert.equal(fixed, policy.replace('blok', 'block'));
		await server.client.sendNotification('textDocument/didChange', {
			textDocument: { uri, version: 2 },
			contentChanges: [{ text: fixed }],
		});
		const [name] = await server.diagnostics(uri, (found) => found[0]?.code === 'unknownName');
		assert.match(messageOf(name), /No assistant is named "claude-cod"; did you mean "claude-code"\?/);
		assert.equal(
			applied(await fix(uri, name?.range.start), uri, fixed),
			fixed.replace('claude-cod"', 'claude-code"'),
		);
	});

	it('completes keys that are missing, values that the schema lists, and names', async () => {
		const uri = await server.open(
			'b/policy.json',
			policy.replace('"blok"', '""').replace('"reason"', '"", "reason"').replace('"claude-cod"', '""'),
			'json',
		);
		const text = policy
			.replace('"blok"', '""')
			.replace('"reason"', '"", "reason"')
			.replace('"claude-cod"', '""');
		const labels = async (mark: string): Promise<readonly string[]> =>
			(await complete(uri, text, text.indexOf(mark) + mark.indexOf('""') + 1)).map(
				({ label }) => label,
			);
		assert.deepEqual(await labels('"action": ""'), ['allow', 'audit', 'inform', 'warn', 'block']);
		const names = await labels('"assistants": [""');
		assert.ok(names.includes('claude-code') && names.includes('*'));
		const keys = await labels('"", "reason"');
		assert.ok(keys.includes('owner') && keys.includes('replacement'));
		assert.ok(!keys.includes('phases'), 'a key that is there is offered again');
	});

	it('explains keys and assistants, and shows what a developer will read', async () => {
		const text = policy.replace('claude-cod"', 'claude-code"').replace('blok', 'block');
		const uri = await server.open('c/policy.json', text, 'json');
		assert.match(await hover(uri, text, '"phases"'), /What happens from when/);
		assert.match(await hover(uri, text, '"claude-code"'), /Claude Code.*Anthropic/);
		assert.match(
			await hover(uri, text, '"no-claude"'),
			/What a developer will read:[^]*blocked at Acme[^]*High\\-risk software/,
		);
	});

	it('finds nothing wrong with the shipped examples, and leaves other programs’ policy.json alone', async () => {
		const example = readFileSync(path.join('policy/examples/getting-started.json'), 'utf8');
		const uri = await server.open('d/policy.json', example, 'json');
		const found = await server.diagnostics(uri, () => true);
		assert.deepEqual(
			found.filter(({ severity }) => severity === DiagnosticSeverity.Error),
			[],
		);
		const other = await server.open(
			'e/policy.json',
			'{"Version": "2012-10-17", "Statement": []}',
			'json',
		);
		assert.deepEqual(await server.diagnostics(other, () => true), []);
	});

	const good = policy.replace('claude-cod"', 'claude-code"').replace('blok', 'block');

	it('puts phases in order, and removes what does nothing any more, and nothing else', async () => {
		const phases =
			'[{ "from": "2026-07-10", "action": "block" }, /* x */\n\t\t\t\t{ "action": "warn", "from": "2026-07-04" }]';
		const text = good.replace(
			'[{ "from": "2026-07-10", "action": "block" }]',
			phases.replace('/* x */', ''),
		);
		const uri = await server.open('f/policy.json', text, 'json');
		const [order] = await server.diagnostics(uri);
		assert.equal(order?.code, 'phaseOrder');
		assert.equal(
			applied(await fix(uri, order?.range.start), uri, text),
			good.replace(
				'[{ "from": "2026-07-10", "action": "block" }]',
				'[{ "action": "warn", "from": "2026-07-04" }, \n\t\t\t\t{ "from": "2026-07-10", "action": "block" }]',
			),
		);
		const over = '{ "id": "over", "rules": ["no-claude"], "until": "2026-07-02" }';
		const now = '{ "id": "now", "rules": ["no-claude"], "until": "2026-12-01" }';
		const list = (...entries: string[]): string =>
			good.replace('"rules": [\n', `"exemptions": [${entries.join(', ')}],\n\t"rules": [\n`);
		const other = await server.open('g/policy.json', list(over, now), 'json');
		const [expired] = await server.diagnostics(other);
		assert.equal(expired?.code, 'expired');
		assert.equal(applied(await fix(other, expired?.range.start), other, list(over, now)), list(now));
	});

	it('says over each rule what it decides on the recorded signals, and in their file which it decides otherwise', async () => {
		const cases = JSON.stringify([
			{ signal: 'claude -p x', now: '2026-08-01', expect: { action: 'block' } },
			{ signal: 'claude -p x', now: '2026-07-01', expect: { action: 'allow' } },
			{ name: 'codex', signal: 'codex exec', now: '2026-08-01', expect: { action: 'block' } },
		]);
		const casesUri = await server.open('h/policy.test.json', cases, 'json');
		const uri = await server.open('h/policy.json', good, 'json');
		const lenses: readonly CodeLens[] = await server.client.sendRequest('textDocument/codeLens', {
			textDocument: { uri },
		});
		assert.deepEqual(
			lenses.map(({ command, range }) => [command?.title, textAt(good, range)]),
			[['Decides 1 of 3 recorded signals: 1 block', '{']],
		);
		const [wrong] = await server.diagnostics(casesUri);
		assert.equal(messageOf(wrong), 'codex: action is allow, expected block');
	});

	it('outlines rules, sanctioned assistants and exemptions by their names', async () => {
		const uri = await server.open('i/policy.json', good, 'json');
		const symbols: readonly DocumentSymbol[] = await server.client.sendRequest(
			'textDocument/documentSymbol',
			{ textDocument: { uri } },
		);
		assert.deepEqual(
			symbols.map(({ name, children = [] }) => [
				name,
				...children.map((one) => `${one.name} ${one.detail}`),
			]),
			[
				['rules', 'no-claude block 2026-07-10'],
				['sanctioned', 'qoder '],
			],
		);
	});

	it('warns of keys that are about to expire, from the bundle that was published beside', async () => {
		const bundle = Buffer.from(
			bundleOf(rotate(createAuthority(), { change: { expires: '2026-08-10' } }), {}),
		).toString('utf8');
		await server.open('j/public/policy.bundle.json', bundle, 'json');
		const uri = await server.open('j/policy.json', good, 'json');
		const [keys] = await server.diagnostics(uri);
		assert.match(
			messageOf(keys),
			/The signing keys \(root version 2\) expire on 2026-08-10.*assistant-policy rotate/,
		);
	});

	it('completes and explains test cases, with the names of the policy beside them', async () => {
		await server.open('k/policy.json', good, 'json');
		const text =
			'[{ "signal": "claude", "now": "2026-08-01", "expect": { "action": "", "rule": "", "replacement": "", "assistant": "" } }, { "" }]';
		const uri = await server.open('k/policy.test.json', text, 'json');
		const labels = async (mark: string): Promise<readonly string[]> =>
			(await complete(uri, text, text.indexOf(mark) + mark.indexOf('""') + 1)).map(
				({ label }) => label,
			);
		assert.deepEqual(await labels('"action": ""'), ['allow', 'audit', 'inform', 'warn', 'block']);
		assert.deepEqual(await labels('"rule": ""'), ['no-claude']);
		assert.deepEqual(await labels('"replacement": ""'), ['qoder']);
		assert.ok((await labels('"assistant": ""')).includes('claude-code'));
		assert.deepEqual((await labels('{ "" }')).toSorted(), ['expect', 'name', 'now', 'signal']);
		assert.match(await hover(uri, text, '"signal"'), /A command line for bash/);
	});

	it('marks and completes a catalog, and leaves other programs’ catalog.json alone', async () => {
		const text =
			'{ "$schema": "./catalog.schema.json", "assistants": [{ "id": "New One", "name": "x", "vendor": "x", "kinds": ["cli"], "" : [], "comands": ["x"] }] }';
		const uri = await server.open('l/catalog.json', text, 'json');
		const found = await server.diagnostics(uri);
		assert.deepEqual(
			found.map(({ range, message }) => [textAt(text, range), message]),
			[
				['"New One"', 'A catalog id is lower-case letters, digits and dashes.'],
				['""', '"" is not known here.'],
				['"comands"', '"comands" is not known here; did you mean "commands"?'],
			],
		);
		const labels = (await complete(uri, text, text.indexOf('"" :') + 1)).map(({ label }) => label);
		assert.ok(labels.includes('commands') && !labels.includes('vendor'));
		assert.match(await hover(uri, text, '"kinds"'), /What it is: extension, cli/);
		const other = await server.open('m/catalog.json', '{ "items": [] }', 'json');
		assert.deepEqual(await server.diagnostics(other, () => true), []);
	});

	it('names the assistant of each extension id that a rule may name', async () => {
		const text = good.replace('"assistants": ["claude-code"]', '"fingerprints": { "extensions": [""] }');
		const uri = await server.open('n/policy.json', text, 'json');
		const items = await complete(uri, text, text.indexOf('[""]') + 2);
		const item = items.find(({ label }) => label === 'github.copilot');
		assert.equal(item?.detail, 'GitHub Copilot (VS Code)');
	});

	it('stands a file that is cut off anywhere', async () => {
		for (let end = 0; end < policy.length; end += 40) {
			const text = policy.slice(0, end);
			const uri = await server.open(`cut${end}/policy.json`, text, 'json');
			await server.diagnostics(uri, () => true);
			await complete(uri, text, end);
			await hover(uri, text, '"');
		}
	});

	async function fix(
		uri: string,
		place: { line: number; character: number } | undefined,
	): Promise<CodeAction | undefined> {
		const found: readonly CodeAction[] = await server.client.sendRequest('textDocument/codeAction', {
			textDocument: { uri },
			range: { start: place, end: place },
			context: { diagnostics: [] },
		});
		return found[0];
	}

	async function complete(uri: string, text: string, offset: number): Promise<readonly CompletionItem[]> {
		return await server.client.sendRequest('textDocument/completion', {
			textDocument: { uri },
			position: positionOf(text, offset),
		});
	}

	async function hover(uri: string, text: string, mark: string): Promise<string> {
		const found: Hover | null = await server.client.sendRequest('textDocument/hover', {
			textDocument: { uri },
			position: positionOf(text, text.indexOf(mark) + 2),
		});
		return (found?.contents as { value: string } | undefined)?.value ?? '';
	}
});

function positionOf(text: string, offset: number): { line: number; character: number } {
	const before = text.slice(0, Math.max(0, offset)).split('\n');
	return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

function textAt(text: string, range: Range | undefined): string {
	return range === undefined
		? ''
		: (text.split('\n')[range.start.line] ?? '').slice(range.start.character, range.end.character);
}
