import assert from 'node:assert/strict';
import fc from 'fast-check';
import { takeOut } from '../../../../src/core/carrying/draft.ts';
import { describeItem } from '../../../../src/core/carrying/describeItem.ts';
import { english } from '../../../../src/core/wording/translate.ts';
import { builtInCatalog } from '../../../../src/node/builtInCatalog.ts';
import { afterwards, type Files, planFor, undone } from '../../../support/carrying.ts';

const assistants = builtInCatalog.filter(({ reads }) => reads !== undefined);

/** A path of every place that the catalog knows; stars become names. */
const paths = [
	...new Set(
		assistants.flatMap(({ reads }) =>
			[
				...(reads?.instructions ?? []).flatMap(({ path, nested }) =>
					nested ? [path, `deep/in/${path}`] : [path],
				),
				...(reads?.commands ?? []).map(({ path }) => path),
				...(reads?.ignore ?? []),
			].map((path) => path.replace('**/', 'some/').replace('*', 'name')),
		),
	),
];
const serverPaths = [
	...new Set(assistants.flatMap(({ reads }) => (reads?.servers ?? []).map(({ path }) => path))),
];

const line = fc.oneof(
	fc.string({ maxLength: 30 }),
	fc.constantFrom(
		'',
		'# Title',
		'## From CLAUDE.md',
		'---',
		'globs: *.ts',
		'alwaysApply: true',
		'!x',
		'dist/',
		'@AGENTS.md',
		'  ',
		'\uFEFF',
		'prompt = "x"',
	),
);
const text = fc
	.tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
	.map(([lines, newline, ends]) => lines.join(newline) + (ends ? newline : ''));

const secret = fc
	.oneof(
		fc.stringMatching(/^[A-Za-z0-9_-]{20,40}$/),
		fc.stringMatching(/^(?:ghp_|sk-|glpat-)[A-Za-z0-9]{24,36}$/),
		fc.stringMatching(/^[0-9a-f]{16,40}$/),
		fc.stringMatching(/^[A-Z][a-z]{4,8}[0-9]{2,4}[!%&]$/),
		fc.stringMatching(/^[A-Za-z0-9+/]{30}[+/]==$/),
	)
	.map((one) => `Zq${one}`);

/** A server with `secret` in one of the places where people put one. */
const server = fc
	.tuple(secret, fc.nat({ max: 11 }), fc.constantFrom('npx', 'docker', 'my-server', 'node'))
	.map(([value, where, command]) => {
		const url = 'https://mcp.example.com';
		const entries: readonly object[] = [
			{ command, env: { TOKEN: value } },
			{ command, environment: { token: `Bearer ${value}` }, env: { TOKEN: `Bearer ${value}` } },
			{ command, args: ['--token', value] },
			{ command, args: ['-y', 'pkg', `--api-key=${value}`] },
			{ command, args: ['run', '-e', `KEY=${value}`, 'mcp/x'] },
			{ command, args: ['pkg', value] },
			{ command, args: ['--header', `Authorization: Bearer ${value}`] },
			{ url: `${url}/mcp?key=${encodeURIComponent(value)}`, type: 'http' },
			{ url: `https://me:${encodeURIComponent(value)}@mcp.example.com/mcp`, type: 'sse' },
			{ url, headers: { Authorization: `Bearer ${value}` }, http_headers: { 'X-Key': value } },
			{ command: `${command} --token ${value}` },
			{
				command,
				args: [`postgres://me:${encodeURIComponent(value)}@db/x`],
				env: { URL: `\${X:-${value}}` },
			},
		];
		return { value, entry: entries[where] ?? {} };
	});

const target = fc.constantFrom(...assistants.map(({ id }) => [id]), ['qoder', 'qoder-cli']);

describe('what comes along, whatever is there', function () {
	this.timeout(15_000);
	const files = fc.dictionary(fc.constantFrom(...paths), text, { maxKeys: 8, noNullPrototype: true });

	it('is the same a second time, takes nothing away, and is undone to the byte', () => {
		fc.assert(
			fc.property(files, target, (there, to) => {
				const plan = planFor(there, to);
				for (const { before, text: after, inserted } of plan.changes) {
					assert.equal(takeOut(after, inserted), before ?? '');
				}
				assert.deepEqual(undone(there, plan), there);
				const again = planFor(afterwards(there, plan), to);
				assert.deepEqual(again.changes, []);
			}),
			{ numRuns: 300 },
		);
	});

	it('never has a key of a server in any text that comes of it', () => {
		fc.assert(
			fc.property(
				fc.dictionary(fc.constantFrom('a', 'b'), server, { minKeys: 1, noNullPrototype: true }),
				fc.constantFrom(...serverPaths),
				target,
				(servers, path, to) => {
					const member =
						assistants
							.flatMap(({ reads }) => reads?.servers ?? [])
							.find((place) => place.path === path)?.member ?? '';
					const entries = Object.fromEntries(
						Object.entries(servers).map(([name, { entry }]) => [name, entry]),
					);
					const there: Files = {
						[path]: path.endsWith('.toml') ? '' : JSON.stringify({ [member]: entries }),
					};
					const plan = planFor(there, to);
					const shown = [
						...plan.changes.filter((change) => change.path !== path).map((change) => change.text),
						...plan.items.map((item) => JSON.stringify(item)),
						...plan.items.map((item) => JSON.stringify(describeItem(item, 'X', english))),
					].join('\n');
					for (const { value } of Object.values(servers)) {
						assert.ok(
							!shown.includes(value) && !shown.includes(encodeURIComponent(value)),
							`${value} in ${shown}`,
						);
					}
					const after = afterwards(there, plan);
					assert.deepEqual(undone(there, plan), there);
					assert.deepEqual(planFor(after, to).changes, []);
				},
			),
			{ numRuns: 1000 },
		);
	});
});
