/** Places that mean an assistant and are not found, and why; `docs/files.md` tells of them. */
export const unseenInFiles: readonly (readonly [path: string, text: string, why: string])[] = [
	[
		'docs/setup.md',
		'npm install -g @openai/codex',
		'pages for people are not read, workflows in Markdown excepted',
	],
	['data.json', '{"tool": {"command": "npx @openai/codex"}}', 'JSON of no known kind is not read'],
	[
		'renovate.json',
		'{"matchPackageNames": ["@openai/codex"]}',
		'it names a package that something else asks for',
	],
	[
		'src/a.ts',
		'vscode.extensions.getExtension("openai.chatgpt")',
		'code that looks for an extension does not bring it',
	],
	['src/a.ts', 'const known = ["claude", "codex", "aider"];', 'a list of names starts nothing'],
	['src/a.ts', 'console.log("Run: npm install -g @openai/codex");', 'it is said to people'],
	['src/a.ts', 'spawn(["co", "dex"].join(""), args);', 'the name is put together'],
	['src/a.py', 'requests.post("http://gpu.example/v1/chat")', 'an address of a server, whoever runs it'],
	['a.sh', 'echo Y2xhdWRlIC1w | base64 -d | sh', 'the name is encoded'],
	['a.sh', 'goose --help', 'the name is shared, and nothing says which program it is'],
	['a.sh', './codex', 'a program of the repository, whatever it is called'],
	['.env', 'AI_MODEL=claude-sonnet-4', 'the name of a model: of variables only the names are looked at'],
	['a.sh', '# npx @openai/codex', 'a comment'],
];
