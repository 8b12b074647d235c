import assert from 'node:assert/strict';
import { mcpServersIn } from '../../../../src/core/inventory/mcpServers.ts';

describe('the MCP servers of a configuration', () => {
	check(
		'of Claude Desktop, Cursor and others',
		{ mcpServers: { a: { command: '/usr/bin/node', args: ['x.js'] } } },
		['a: node'],
	);
	check('of VS Code', { servers: { a: { type: 'stdio', command: 'uvx', args: ['mcp-a==1.2'] } } }, [
		'a: uvx, pypi mcp-a',
	]);
	check('of Codex', { mcp_servers: { a: { command: 'npx', args: ['-y', '@s/a@2'] } } }, [
		'a: npx, npm @s/a',
	]);
	check('of opencode', { mcp: { a: { type: 'local', command: ['bunx', 'task-master-ai'] } } }, [
		'a: bunx, npm task-master-ai',
	]);
	check('of Amp', { 'amp.mcpServers': { a: { command: 'a.exe' } } }, ['a: a']);
	check(
		'of Goose',
		{ extensions: { a: { cmd: 'uv', args: ['tool', 'run', 'a'] }, builtin: { enabled: true } } },
		['a: uv, pypi a'],
	);
	check('of Continue', { mcpServers: [{ name: 'a', command: 'npx', args: ['--package=@s/a', 'a'] }] }, [
		'a: npx, npm @s/a',
	]);
	check('of projects of Claude Code', { projects: { '/work': { mcpServers: { a: { command: 'a' } } } } }, [
		'a: a',
	]);
	check('of settings that nest them', { mcp: { servers: { a: { command: 'a' } } } }, ['a: a']);
	check('with an address', { mcpServers: { a: { url: 'https://me:key@host.example:8443/key?key=1' } } }, [
		'a: host.example',
	]);
	check('that has none', { theme: 'dark', mcpServers: null, extensions: ['a'] }, []);
	check('that is no object', 7, []);

	it('keeps no argument, variable or header', () => {
		const entry = {
			command: 'npx',
			args: ['--header', 'Bearer hidden', '-y', 'some', '--key', 'hidden'],
			env: { KEY: 'hidden' },
			headers: { Authorization: 'hidden' },
		};
		assert.doesNotMatch(
			JSON.stringify(
				mcpServersIn({ mcpServers: { a: entry, b: { command: 'KEY=hidden b' } } }, () => false),
			),
			/hidden/,
		);
	});

	function check(what: string, config: unknown, expected: readonly string[]): void {
		it(what, () => {
			const found = mcpServersIn(config, () => true).map(({ name, command, host, packages }) =>
				[`${name}: ${command ?? host}`, ...packages.map((one) => `${one.source} ${one.name}`)].join(
					', ',
				),
			);
			assert.deepEqual(found, expected);
		});
	}
});
