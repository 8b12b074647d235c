import assert from 'node:assert/strict';
import { afterwards, type Files, outcomes, parseToml, planFor } from '../../../support/carrying.ts';

const cursor = {
	'.cursor/mcp.json': JSON.stringify({
		mcpServers: {
			files: {
				command: 'npx',
				args: ['-y', '@modelcontextprotocol/server-filesystem@1.2.0', './docs', '--port', '3000'],
			},
			github: {
				command: 'docker',
				args: ['run', '-i', '--rm', '-e', 'GITHUB_TOKEN', 'ghcr.io/github/github-mcp-server'],
				env: { GITHUB_TOKEN: 'ghp_0123456789abcdefghijABCDEFGHIJ012345', LOG: 'debug' },
				alwaysAllow: ['search'],
			},
			remote: {
				url: 'https://mcp.example.com/mcp?tenant=acme&apiKey=hunter2',
				headers: { Authorization: 'Bearer s3cr3t', 'X-Org': '${env:ORG}' },
			},
		},
	}),
};

describe('MCP servers on their way to the next assistant', () => {
	it('leaves every value of the environment, of headers and of queries behind, and names it', () => {
		const plan = planFor(cursor);
		assert.deepEqual(outcomes(plan), [
			'.cursor/mcp.json#files -> .mcp.json',
			'.cursor/mcp.json#github -> .mcp.json',
			'.cursor/mcp.json#remote -> .mcp.json',
		]);
		assert.deepEqual(JSON.parse(textOf(plan, '.mcp.json')), {
			mcpServers: {
				files: {
					type: 'stdio',
					command: 'npx',
					args: ['-y', '@modelcontextprotocol/server-filesystem@1.2.0', './docs', '--port', '3000'],
				},
				github: {
					type: 'stdio',
					command: 'docker',
					args: ['run', '-i', '--rm', '-e', 'GITHUB_TOKEN', 'ghcr.io/github/github-mcp-server'],
					env: { GITHUB_TOKEN: '${GITHUB_TOKEN}', LOG: '${LOG}' },
				},
				remote: {
					type: 'http',
					url: 'https://mcp.example.com/mcp?tenant=${REMOTE_TENANT}&apiKey=${REMOTE_API_KEY}',
					headers: { Authorization: 'Bearer ${REMOTE_AUTHORIZATION}', 'X-Org': '${ORG}' },
				},
			},
		});
		assert.deepEqual(plan.items[1]?.notes, [
			{ code: 'secrets', names: ['GITHUB_TOKEN', 'LOG'] },
			{ code: 'fields', names: ['alwaysAllow'] },
		]);
		assert.deepEqual(plan.items[2]?.notes, [
			{ code: 'secrets', names: ['REMOTE_AUTHORIZATION', 'ORG', 'REMOTE_TENANT', 'REMOTE_API_KEY'] },
		]);
	});

	it('writes them in the form of each assistant', () => {
		const vscode = JSON.parse(textOf(planFor(cursor, ['github-copilot']), '.vscode/mcp.json')) as VsCode;
		assert.deepEqual(vscode.inputs[0], {
			type: 'promptString',
			id: 'github-token',
			description: 'GITHUB_TOKEN',
			password: true,
		});
		assert.deepEqual(vscode.servers['github']?.env, {
			GITHUB_TOKEN: '${input:github-token}',
			LOG: '${input:log}',
		});
		const opencode = JSON.parse(textOf(planFor(cursor, ['opencode']), 'opencode.json')) as {
			mcp: Record<string, unknown>;
		};
		assert.deepEqual(opencode.mcp['github'], {
			type: 'local',
			command: [
				'docker',
				'run',
				'-i',
				'--rm',
				'-e',
				'GITHUB_TOKEN',
				'ghcr.io/github/github-mcp-server',
			],
			environment: { GITHUB_TOKEN: '{env:GITHUB_TOKEN}', LOG: '{env:LOG}' },
		});
		const codex: unknown = JSON.parse(
			JSON.stringify(parseToml(textOf(planFor(cursor, ['codex']), '.codex/config.toml'))),
		);
		assert.deepEqual(codex, {
			mcp_servers: {
				files: {
					command: 'npx',
					args: ['-y', '@modelcontextprotocol/server-filesystem@1.2.0', './docs', '--port', '3000'],
				},
				github: {
					command: 'docker',
					args: ['run', '-i', '--rm', '-e', 'GITHUB_TOKEN', 'ghcr.io/github/github-mcp-server'],
				},
				remote: { url: 'https://mcp.example.com/mcp?tenant=<REMOTE_TENANT>&apiKey=<REMOTE_API_KEY>' },
			},
		});
		const gemini = JSON.parse(textOf(planFor(cursor, ['gemini-cli']), '.gemini/settings.json')) as {
			mcpServers: Record<string, Record<string, unknown>>;
		};
		assert.match(String(gemini.mcpServers['remote']?.['httpUrl']), /^https:\/\/mcp\.example\.com\/mcp\?/);
	});

	it('reads them in the form of each assistant', () => {
		const files: Files = {
			'.codex/config.toml':
				'[mcp_servers.a]\ncommand = "uvx"\nargs = ["mcp-server-git", "--repository", "."]\n[mcp_servers.a.env]\nK = "v"\n',
			'.vscode/mcp.json':
				'{\n\t// ours\n\t"servers": { "b": { "type": "sse", "url": "https://b.example/sse", "headers": { "X-Key": "${input:b-key}" } }, }\n}\n',
			'opencode.json':
				'{"mcp": {"c": {"type": "local", "command": ["bunx", "c-mcp"], "environment": {"T": "t"}, "enabled": false}}}',
			'.gemini/settings.json':
				'{"theme": "x", "mcpServers": {"d": {"httpUrl": "https://d.example/mcp"}, "e": {"url": "https://e.example/sse"}}}',
		};
		const { mcpServers } = JSON.parse(textOf(planFor(files), '.mcp.json')) as { mcpServers: unknown };
		assert.deepEqual(mcpServers, {
			a: {
				type: 'stdio',
				command: 'uvx',
				args: ['mcp-server-git', '--repository', '.'],
				env: { K: '${K}' },
			},
			b: { type: 'sse', url: 'https://b.example/sse', headers: { 'X-Key': '${B_KEY}' } },
			d: { type: 'http', url: 'https://d.example/mcp' },
			e: { type: 'sse', url: 'https://e.example/sse' },
			c: { type: 'stdio', command: 'bunx', args: ['c-mcp'], env: { T: '${T}' }, disabled: true },
		});
	});

	it('adds to a file with comments and servers of its own, and touches none of it', () => {
		const own =
			'{\n  // keep\n  "mcpServers": {\n    "mine": { "command": "mine" }, // this too\n  },\n  "other": [1]\n}\n';
		const plan = planFor({
			'.mcp.json': own,
			'.cursor/mcp.json': '{"mcpServers": {"a": {"command": "a"}, "mine": {"command": "else"}}}',
		});
		assert.deepEqual(outcomes(plan), [
			'.mcp.json#mine = .mcp.json',
			'.cursor/mcp.json#a -> .mcp.json',
			'.cursor/mcp.json#mine: taken',
		]);
		assert.equal(
			textOf(plan, '.mcp.json'),
			own.replace(
				'"mine" },',
				'"mine" },\n    "a": {\n      "type": "stdio",\n      "command": "a"\n    }',
			),
		);
	});

	it('keeps two servers of one name apart', () => {
		const files: Files = {
			'.cursor/mcp.json': '{"mcpServers": {"x": {"command": "one"}}}',
			'.roo/mcp.json': '{"mcpServers": {"x": {"command": "two"}}}',
		};
		const plan = planFor(files);
		assert.deepEqual(
			Object.keys((JSON.parse(textOf(plan, '.mcp.json')) as { mcpServers: object }).mcpServers),
			['x', 'x-roo-code'],
		);
		assert.deepEqual(planFor(afterwards(files, plan)).changes, []);
	});

	it('does not write to a file that it cannot read', () => {
		for (const own of ['{ "mcpServers": { ', '{"mcpServers": []}', '[1]']) {
			const plan = planFor({
				'.mcp.json': own,
				'.cursor/mcp.json': '{"mcpServers": {"a": {"command": "a"}}}',
			});
			assert.ok(outcomes(plan).includes('.cursor/mcp.json#a: targetNotUnderstood'), own);
			assert.deepEqual(plan.changes, []);
		}
	});

	const kept = [
		'--stdio',
		'--port',
		'8080',
		'.',
		'/home/me/work',
		'./build/index.js',
		'C:\\work\\x',
		'${workspaceFolder}/x',
		'https://example.com/mcp',
		'--context',
		'ide',
		'start-mcp-server',
	];
	it('keeps arguments that are plainly none', () => {
		assert.deepEqual(argsOf(kept), kept);
	});

	for (const secret of [
		['hunter2'],
		['--password', 'correct-horse'],
		['-p', 'hunter'],
		['--token=abc'],
		['API_KEY=abc'],
		['--header', 'Authorization: Bearer abc'],
		['postgres://me:hunter2@db.example/x'],
		['https://example.com/s/9f8e7d6c5b4a'],
		['https://u:p@example.com/'],
		['/opt/9f8e7d6c5b4a3f2e/x'],
		['${K:-hunter2}'],
		['--set', 'Hunter2Hunter'],
		['{"token":"abc"}'],
	]) {
		it(`leaves ${secret.join(' ')} behind`, () => {
			const written = JSON.stringify(argsOf(secret));
			for (const piece of ['hunter', 'horse', 'abc', '9f8e', 'u:p', 'Hunter']) {
				assert.ok(!written.replace('${ARGUMENT', '').includes(piece), written);
			}
			assert.ok(written.includes('${'), written);
		});
	}
});

interface VsCode {
	readonly inputs: readonly unknown[];
	readonly servers: Readonly<Record<string, { readonly env?: unknown }>>;
}

function argsOf(args: readonly string[]): readonly string[] {
	const files = {
		'.cursor/mcp.json': JSON.stringify({ mcpServers: { a: { command: 'my-server', args } } }),
	};
	const { mcpServers } = JSON.parse(textOf(planFor(files), '.mcp.json')) as {
		mcpServers: { a: { args: string[] } };
	};
	return mcpServers.a.args;
}

function textOf({ changes }: ReturnType<typeof planFor>, path: string): string {
	const change = changes.find((one) => one.path === path);
	assert.ok(change, `${path} is not written`);
	return change.text;
}
