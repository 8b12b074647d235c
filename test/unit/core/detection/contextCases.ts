import type { ShellKind } from '../../../../src/core/detection/signal.ts';

/** What lies on a machine: the text of a file, a program with a text, or a link to another file. */
export type MachineFile = string | { readonly program: string } | { readonly link: string };

/** Lines whose meaning depends on what lies on the machine; `docs/detection.md` is made from them. */
export interface ContextSection {
	readonly title: string;
	/** What is there, in a sentence. */
	readonly setting: string;
	readonly shell: ShellKind;
	/** By path: below the home folder with `~/`, below the project's with `./`, on the PATH with `bin/`. */
	readonly files: Readonly<Record<string, MachineFile>>;
	/** In the words of `commandCases`, with `via file:line` for each script on the way. */
	readonly cases: readonly (readonly [line: string, found: string])[];
}

const claude = { program: '#!/usr/bin/env node\n// Claude Code\n' };

export const contextCases: readonly ContextSection[] = [
	{
		title: 'Links, copies and packages',
		setting:
			'`claude` is on the PATH, `cc` is a link to it, `helper` a copy, `agent` a link into the npm package of Codex; the project has a link and a script that calls `claude`.',
		shell: 'bash',
		files: {
			'bin/claude': claude,
			'bin/helper': claude,
			'bin/cc': { link: 'bin/claude' },
			'bin/agent': { link: 'lib/node_modules/@openai/codex/bin/codex.js' },
			'lib/node_modules/@openai/codex/bin/codex.js': { program: '#!/usr/bin/env node\n' },
			'lib/node_modules/@openai/codex/package.json': '{"name":"@openai/codex"}',
			'bin/harmless': { program: '#!/bin/sh\necho hi\n' },
			'./my-link': { link: 'bin/claude' },
			'./wrapper': { program: '#!/bin/sh\ncd /tmp\nexec claude "$@"\n' },
		},
		cases: [
			['cc -p hi', 'run claude-code'],
			['sudo -E cc -p hi', 'run claude-code'],
			['helper -p hi', 'run claude-code'],
			['agent', 'run codex'],
			['./my-link -p hi', 'run claude-code'],
			['./wrapper -p hi', 'run claude-code likely via wrapper:3'],
			['echo cc', 'nothing'],
			['ssh host cc', 'nothing'],
			['PATH=/opt/x:$PATH cc', 'nothing'],
			['harmless', 'nothing'],
		],
	},
	{
		title: 'Programs of a shared name',
		setting:
			'`goose` is a link into Homebrew’s formula `goose` (database migrations), `copilot` one into the npm package `@github/copilot`, `llm` a console script of the Python package.',
		shell: 'bash',
		files: {
			'bin/goose': { link: 'homebrew/Cellar/goose/3.24.1/bin/goose' },
			'homebrew/Cellar/goose/3.24.1/bin/goose': { program: 'ELF' },
			'bin/copilot': { link: 'lib/node_modules/@github/copilot/index.js' },
			'lib/node_modules/@github/copilot/index.js': { program: '#!/usr/bin/env node\n' },
			'bin/llm': {
				program: '#!/opt/venv/bin/python3\nimport sys\nfrom llm.cli import cli\nsys.exit(cli())\n',
			},
		},
		cases: [
			['goose', 'nothing'],
			['goose run', 'nothing'],
			['copilot', 'run github-copilot-cli'],
			['llm "hi"', 'run llm'],
		],
	},
	{
		title: 'Aliases and functions of start-up files (bash)',
		setting:
			'`~/.bashrc` defines `alias ask=claude`, `alias a=ask`, `alias sudo="sudo "`, a function `review` that changes folder and starts `codex`, and reads `~/.more` with `alias more-help=aider`.',
		shell: 'bash',
		files: {
			'~/.bashrc':
				'alias ask="claude -p"\nalias a=ask\nalias sudo="sudo "\nreview() {\n\tcd "$1"\n\tcodex\n}\nwork() { codex; }\n. ~/.more\nexport PATH="$HOME/tools:$PATH"\n',
			'~/.more': "alias more-help='aider --yes'\n",
			'~/tools/quiet-name': { link: '~/tools/claude' },
			'~/tools/claude': claude,
		},
		cases: [
			['ask hi', 'run claude-code'],
			['a hi', 'run claude-code'],
			['true && ask hi', 'run claude-code'],
			['more-help', 'run aider'],
			['work', 'run codex'],
			['review x', 'run codex likely'],
			['quiet-name', 'run claude-code'],
			['eval ask hi', 'run claude-code'],
			['sudo ask hi', 'run claude-code'],
			['\\ask hi', 'nothing'],
			["bash -c 'ask hi'", 'nothing'],
			['ask() { :; }; ask', 'nothing'],
			['echo ask', 'nothing'],
		],
	},
	{
		title: 'Aliases and functions of start-up files (zsh)',
		setting: '`~/.zshrc` defines `alias ask=claude`.',
		shell: 'zsh',
		files: { '~/.zshrc': 'alias ask=claude\n' },
		cases: [['ask', 'run claude-code']],
	},
	{
		title: 'Aliases and functions of start-up files (fish)',
		setting:
			'`config.fish` defines `alias ask claude`, `abbr -a cl claude`, and `functions/rev.fish` a function.',
		shell: 'fish',
		files: {
			'~/.config/fish/config.fish': 'alias ask claude\nabbr -a cl claude\n',
			'~/.config/fish/functions/rev.fish': 'function rev\n\tclaude -p $argv\nend\n',
		},
		cases: [
			['ask', 'run claude-code'],
			['cl', 'run claude-code'],
			['rev x', 'run claude-code'],
		],
	},
	{
		title: 'Aliases and functions of start-up files (PowerShell)',
		setting: 'The profile has `Set-Alias ask claude` and a function `rev` that calls it.',
		shell: 'pwsh',
		files: {
			'~/.config/powershell/profile.ps1': 'Set-Alias ask claude\nfunction rev { claude -p $args }\n',
		},
		cases: [
			['ask', 'run claude-code'],
			['rev x', 'run claude-code'],
		],
	},
	{
		title: 'Scripts of package.json',
		setting:
			'`package.json` has `"review": "node tools/start.js && npx @anthropic-ai/claude-code -p"` on its third line, `"pretest": "npm run review"` and others.',
		shell: 'bash',
		files: {
			'./package.json': `{
	"scripts": {
		"review": "node tools/start.js && npx @anthropic-ai/claude-code -p",
		"pretest": "npm run review",
		"test": "mocha",
		"all": "run-s build deep",
		"deep": "npm run review -- --verbose",
		"build": "tsc",
		"loop": "npm run loop2",
		"loop2": "npm run loop; claude",
		"pass": "exec env"
	}
}
`,
			'./web/package.json': '{ "scripts": { "dev": "codex exec hi" } }\n',
			'./web/src/x.ts': '',
		},
		cases: [
			['npm run review', 'run claude-code via package.json:3'],
			['npm test', 'run claude-code via package.json:4 via package.json:3'],
			['pnpm review', 'run claude-code via package.json:3'],
			['yarn run deep', 'run claude-code via package.json:7 via package.json:3'],
			['bun run all', 'run claude-code via package.json:6 via package.json:7 via package.json:3'],
			['node --run review', 'run claude-code via package.json:3'],
			['npm run loop', 'run claude-code via package.json:9 via package.json:10'],
			['npm --prefix web run dev', 'run codex via web/package.json:1'],
			['cd web/src && npm run dev', 'run codex via web/package.json:1'],
			['npm run pass claude', 'run claude-code via package.json:11'],
			['npm run dev -w web', 'run codex via web/package.json:1'],
			['npm -w web run dev', 'run codex via web/package.json:1'],
			['npm run review -w nowhere', 'nothing'],
			['npm run build', 'nothing'],
			['npm run missing', 'nothing'],
		],
	},
	{
		title: 'Makefiles',
		setting:
			'The `Makefile` has targets that lead to `claude` by variables, prerequisites and other targets.',
		shell: 'bash',
		files: {
			'./Makefile': `AI := claude
all: build
build:
	cc -o x x.c
review: build
	@echo reviewing
	@$(AI) -p "review"
release: review
	git tag x
nested:
	$(MAKE) review
long:
	echo one; \\
	  $(AI) -p
`,
			'./other.mk': 'x:\n\tcodex\n',
		},
		cases: [
			['make review', 'run claude-code via Makefile:7'],
			['make -j4 release', 'run claude-code via Makefile:7'],
			['make nested', 'run claude-code via Makefile:11 via Makefile:7'],
			['make long', 'run claude-code via Makefile:13'],
			['make -f other.mk', 'run codex via other.mk:2'],
			['make', 'nothing'],
			['make CC=claude build', 'nothing'],
		],
	},
	{
		title: 'justfiles',
		setting: 'The `justfile` has recipes with dependencies, an alias and a variable.',
		shell: 'bash',
		files: {
			'./justfile': `tool := "claude"
alias r := review
default: lint
lint:
	oxlint
review target="all": lint
	@{{tool}} -p "{{target}}"
ship: lint && review
	git push
script:
	#!/usr/bin/env bash
	set -e
	codex exec hi
`,
		},
		cases: [
			['just review', 'run claude-code via justfile:7'],
			['just r', 'run claude-code via justfile:7'],
			['just ship', 'run claude-code via justfile:7'],
			['just script', 'run codex via justfile:13'],
			['just', 'nothing'],
		],
	},
	{
		title: 'Taskfiles',
		setting: 'The `Taskfile.yml` has tasks that call one another, and includes that of the folder `ai`.',
		shell: 'bash',
		files: {
			'./ai/Taskfile.yml': `version: '3'
tasks:
  ask: codex exec hi
  all: [task: ask]
`,
			'./Taskfile.yml': `version: '3'
vars:
  AI: claude
tasks:
  default:
    cmds: [echo hi]
  review:
    deps: [lint]
    cmds:
      - echo reviewing
      - '{{.AI}} -p review'
  lint: oxlint
  ship:
    cmds:
      - task: review
      - git push
includes:
  ai: ./ai
`,
		},
		cases: [
			['task review', 'run claude-code via Taskfile.yml:11'],
			['task ship', 'run claude-code via Taskfile.yml:11'],
			['go-task -d . review', 'run claude-code via Taskfile.yml:11'],
			['task', 'nothing'],
			['task lint', 'nothing'],
			['task ai:ask', 'run codex via ai/Taskfile.yml:3'],
			['task ai:all', 'run codex via ai/Taskfile.yml:3'],
		],
	},
	{
		title: 'Deno tasks',
		setting: '`deno.jsonc` has tasks with a command, and one that depends on another.',
		shell: 'bash',
		files: {
			'./deno.jsonc': `{
	// What people call.
	"tasks": {
		"review": "claude -p review",
		"ship": { "command": "git push", "dependencies": ["review"] },
		"lint": "deno lint",
	}
}
`,
		},
		cases: [
			['deno task review', 'run claude-code via deno.jsonc:4'],
			['deno task -q ship', 'run claude-code via deno.jsonc:4'],
			['deno task lint', 'nothing'],
			['deno run task.ts', 'nothing'],
		],
	},
	{
		title: 'Compose files',
		setting:
			'`compose.yaml` has a service with the image of Ollama, one whose command is `claude`, and a database.',
		shell: 'bash',
		files: {
			'./compose.yaml': `services:
  models:
    image: ollama/ollama:latest
  agent:
    build: .
    command: ["claude", "-p", "watch the queue"]
  db:
    image: postgres:17
`,
		},
		cases: [
			[
				'docker compose up -d',
				'run ollama container via compose.yaml:3, run claude-code container via compose.yaml:6',
			],
			['docker compose up -d db', 'nothing'],
			['docker compose run --rm agent', 'run claude-code container via compose.yaml:6'],
			['docker-compose -f compose.yaml start models', 'run ollama container via compose.yaml:3'],
			['podman compose run db codex', 'run codex container'],
			['docker compose logs models', 'nothing'],
		],
	},
	{
		title: 'Shell scripts',
		setting: '`start.sh` calls `lib.sh`, which starts `claude` on its third line.',
		shell: 'bash',
		files: {
			'./start.sh': { program: '#!/bin/bash\nset -e\nsource ./lib.sh\n' },
			'./lib.sh': 'x=1\nif true; then\n\tclaude -p hi\nfi\n',
		},
		cases: [
			['sh ./start.sh', 'run claude-code likely via start.sh:3 via lib.sh:3'],
			['./start.sh', 'run claude-code likely via start.sh:3 via lib.sh:3'],
			['. ./lib.sh', 'run claude-code likely via lib.sh:3'],
			['cat start.sh', 'nothing'],
		],
	},
];
