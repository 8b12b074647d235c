/** A file, and what is to be found in it: `role assistant text-at-the-range`, in order. */
export interface DocumentCase {
	readonly path: string;
	readonly text: string;
	readonly found: readonly string[];
}

/** One case for each format at least; what is no reference stands beside what is one. */
export const documentCases: readonly DocumentCase[] = [
	{
		path: '.vscode/extensions.json',
		text: '{\n\t// ours\n\t"recommendations": ["golang.go", "Anthropic.claude-code"],\n\t"unwantedRecommendations": ["github.copilot"],\n}',
		found: ['extension claude-code "Anthropic.claude-code"'],
	},
	{
		path: '.vscode/settings.json',
		text: '{"github.copilot.enable": {"*": true}, "claudeCode.useTerminal": false, "editor.fontSize": 12}',
		found: ['config github-copilot "github.copilot.enable"'],
	},
	{
		path: 'x.code-workspace',
		text: '{"extensions": {"recommendations": ["github.copilot-chat"]}, "tasks": {"tasks": [{"command": "npx @openai/codex exec"}]}}',
		found: ['extension github-copilot "github.copilot-chat"', 'run codex @openai/codex'],
	},
	{
		path: '.vscode/tasks.json',
		text: '{"tasks": [{"type": "process", "command": "npx", "args": ["-y", "@anthropic-ai/claude-code"]}, {"command": "make claude"}]}',
		found: ['run claude-code "@anthropic-ai/claude-code"'],
	},
	{
		path: '.vscode/launch.json',
		text: '{"configurations": [{"runtimeExecutable": "claude"}, {"program": "${workspaceFolder}/codex.js"}]}',
		found: ['run claude-code "claude"'],
	},
	{
		path: '.cursor/mcp.json',
		text: '{"mcpServers": {"a": {"command": "codex", "args": ["mcp-server"]}, "b": {"command": "npx", "args": ["some-server"]}}}',
		found: [
			'config cursor {"mcpServers": {"a": {"command": "codex", "args": ["mcp-server"]}, "b": {"command": "npx", "args": ["some-server"]}}}',
			'run codex "codex"',
		],
	},
	{
		path: '.devcontainer/devcontainer.json',
		text: '{"image": "ollama/ollama:latest", "features": {"ghcr.io/anthropics/devcontainer-features/claude-code:1": {}}, "customizations": {"vscode": {"extensions": ["openai.chatgpt"]}}, "postCreateCommand": {"a": "npm i -g opencode-ai"}, "onCreateCommand": ["npm", "i", "-g", "@google/gemini-cli"]}',
		found: [
			'run ollama "ollama/ollama:latest"',
			'install claude-code "ghcr.io/anthropics/devcontainer-features/claude-code:1"',
			'extension codex "openai.chatgpt"',
			'install opencode opencode-ai',
			'install gemini-cli "@google/gemini-cli"',
		],
	},
	{
		path: 'package.json',
		text: '{"name": "x", "keywords": ["claude", "openai"], "bin": {"claude": "x.js"}, "scripts": {"ai": "claude -p \\"hi\\"", "test": "echo claude"}, "devDependencies": {"@openai/codex": "^1", "y": "npm:@google/gemini-cli@1"}}',
		found: [
			'config claude-code "claude"',
			'run claude-code claude',
			'dependency codex "@openai/codex"',
			'dependency gemini-cli "y"',
		],
	},
	{
		path: 'composer.json',
		text: '{"require": {"anthropic-ai/sdk": "^1"}}',
		found: ['dependency anthropic-sdk "anthropic-ai/sdk"'],
	},
	{
		path: 'package-lock.json',
		text: '{"packages": {"": {"dependencies": {"@openai/codex": "1"}}, "node_modules/@openai/codex": {"version": "1"}, "node_modules/@openai/codex/node_modules/a": {}}}',
		found: ['dependency codex @openai/codex'],
	},
	{
		path: 'poetry.lock',
		text: '[[package]]\nname = "aider-chat"\nversion = "1"\n\n[[package]]\nname = "requests"\n',
		found: ['dependency aider aider-chat'],
	},
	{
		path: 'go.sum',
		text: 'github.com/anthropics/anthropic-sdk-go v1.2.0 h1:x=\ngithub.com/anthropics/anthropic-sdk-go v1.2.0/go.mod h1:x=\n',
		found: ['dependency anthropic-sdk github.com/anthropics/anthropic-sdk-go'],
	},
	{
		path: 'requirements-dev.txt',
		text: '# aider-chat\nrequests==2\naider-chat[browser]>=0.5 ; python_version > "3.9"\n',
		found: ['dependency aider aider-chat[browser]>=0.5'],
	},
	{
		path: 'pyproject.toml',
		text: '[project]\nname = "aider-chat-tools"\ndependencies = [\n\t"requests",\n\t"aider-chat>=0.5", # why\n]\n[tool.poetry.dependencies]\nopen-interpreter = "^0.4"\n[tool.other]\nx = "anthropic"\n',
		found: ['dependency aider "aider-chat>=0.5"', 'dependency open-interpreter open-interpreter'],
	},
	{
		path: 'Pipfile',
		text: '[packages]\naider-chat = "*"\nrequests = "*"\n',
		found: ['dependency aider aider-chat'],
	},
	{
		path: 'Cargo.toml',
		text: '[dependencies]\nserde = "1"\n[dev-dependencies.codex-acp]\nversion = "1"\n',
		found: ['dependency codex-acp codex-acp'],
	},
	{
		path: 'mise.toml',
		text: '[tools]\nnode = "22"\n"npm:@openai/codex" = "latest"\n[tasks.ai]\nrun = "claude -p hi"\n',
		found: ['install codex "npm:@openai/codex"', 'run claude-code claude'],
	},
	{
		path: '.tool-versions',
		text: 'nodejs 22\nclaude-code 2.0.1\n',
		found: ['install claude-code claude-code'],
	},
	{
		path: 'Gemfile',
		text: "gem 'rails'\ngem 'anthropic', '~> 1'\n",
		found: ['dependency anthropic-sdk anthropic'],
	},
	{
		path: 'Brewfile',
		text: 'brew "git"\ncask "claude-code"\nvscode "github.copilot"\n# brew "codex"\n',
		found: ['install claude-code claude-code', 'extension github-copilot github.copilot'],
	},
	{
		path: 'go.mod',
		text: 'module x\n\nrequire (\n\tgithub.com/anthropics/anthropic-sdk-go v1.26.0 // indirect\n\tgithub.com/a/b v1\n)\n',
		found: ['dependency anthropic-sdk github.com/anthropics/anthropic-sdk-go'],
	},
	{
		path: 'flake.nix',
		text: '{ pkgs }: {\n  packages = with pkgs; [\n    git\n    claude-code\n  ];\n  x = pkgs.codex; # pkgs.gemini-cli\n}\n',
		found: ['install claude-code claude-code', 'install codex codex'],
	},
	{
		path: 'Dockerfile',
		text: 'FROM ghcr.io/block/goose:latest AS a\n# RUN claude\nRUN apt-get update && \\\n    # tools\n    npm install -g @openai/codex\nENV CLAUDE_CONFIG_DIR=/x\nCMD ["claude", "-p", "hi"]\nRUN echo claude\n',
		found: [
			'run goose ghcr.io/block/goose:latest',
			'install codex @openai/codex',
			'config claude-code CLAUDE_CONFIG_DIR',
			'run claude-code "claude"',
		],
	},
	{
		path: 'compose.yaml',
		text: 'services:\n  llm:\n    image: "ollama/ollama:0.5"\n  web:\n    image: nginx\n    command: ["npx", "@openai/codex"]\n',
		found: ['run ollama ollama/ollama:0.5', 'run codex @openai/codex'],
	},
	{
		path: '.github/workflows/ci.yml',
		text: 'name: claude\non: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n      - name: Review with claude\n        uses: anthropics/claude-code-action@v1 # later\n        with:\n          claude_code_oauth_token: ${{ secrets.TOKEN }}\n      - run: |\n          echo ${{ matrix.x }}\n          npm i -g @openai/codex\n      - run: $x = aider --version\n        shell: pwsh\n',
		found: [
			'run claude-code anthropics/claude-code-action@v1',
			'config claude-code claude_code_oauth_token',
			'install codex @openai/codex',
			'run aider aider',
		],
	},
	{
		path: '.gitlab-ci.yml',
		text: 'review:\n  image: paulgauthier/aider\n  script:\n    - echo claude\n    - npx @anthropic-ai/claude-code -p "x"\n',
		found: ['run aider paulgauthier/aider', 'run claude-code @anthropic-ai/claude-code'],
	},
	{
		path: 'azure-pipelines.yml',
		text: 'steps:\n- script: npm i -g @google/gemini-cli\n- bash: |\n    claude -p x\n',
		found: ['install gemini-cli @google/gemini-cli', 'run claude-code claude'],
	},
	{
		path: '.circleci/config.yml',
		text: 'jobs:\n  a:\n    steps:\n      - run:\n          name: claude\n          command: claude -p x\n',
		found: ['run claude-code claude'],
	},
	{
		path: 'Taskfile.yml',
		text: "tasks:\n  ai:\n    cmds:\n      - claude -p '{{.X}}'\n",
		found: ['run claude-code claude'],
	},
	{
		path: 'Jenkinsfile',
		text: "pipeline {\n  agent { docker { image 'paulgauthier/aider' } }\n  steps {\n    sh 'claude -p x'\n    echo 'claude'\n    sh '''\n      npm i -g @openai/codex\n    '''\n  }\n}\n",
		found: ['run aider paulgauthier/aider', 'run claude-code claude', 'install codex @openai/codex'],
	},
	{
		path: 'setup.sh',
		text: '#!/bin/bash\n# claude\ninstall_it() {\n  npm install -g @augmentcode/auggie\n}\ncat <<EOF\nclaude is great\nEOF\nif command -v claude; then claude -p a; claude -p b; fi\n',
		found: ['install auggie @augmentcode/auggie', 'run claude-code claude', 'run claude-code claude'],
	},
	{
		path: 'setup.ps1',
		text: 'npm install -g @openai/codex\n$v = aider --version\n',
		found: ['install codex @openai/codex', 'run aider aider'],
	},
	{
		path: 'setup.bat',
		text: '@echo off\r\nrem claude\r\ncall npm install -g @openai/codex\r\n',
		found: ['install codex @openai/codex'],
	},
	{
		path: '.husky/pre-commit',
		text: 'npx lint-staged\nclaude -p review\n',
		found: ['run claude-code claude'],
	},
	{ path: 'bin/tool', text: '#!/usr/bin/env bash\nclaude -p review\n', found: ['run claude-code claude'] },
	{
		path: '.bashrc',
		text: 'export CLAUDE_CONFIG_DIR=~/.claude\n',
		found: ['config claude-code CLAUDE_CONFIG_DIR', 'config claude-code .claude'],
	},
	{
		path: 'Makefile',
		text: 'X = claude\nai: deps\n\t@claude -p "$(X)" $@\n\techo claude\n',
		found: ['run claude-code claude'],
	},
	{ path: 'justfile', text: "ai x:\n    claude -p '{{x}}'\n", found: ['run claude-code claude'] },
	{
		path: '.env',
		text: '#OPENAI_API_KEY=\nANTHROPIC_API_KEY=CODEX_HOME=1\nNAME=CLAUDE_CONFIG_DIR\n',
		found: ['config anthropic-sdk ANTHROPIC_API_KEY'],
	},
	{
		path: 'playbook.yml',
		text: '- hosts: all\n  tasks:\n    - name: claude\n      npm:\n        name: "@openai/codex"\n    - shell: npx @google/gemini-cli # npx opencode-ai\n',
		found: ['install codex @openai/codex', 'run gemini-cli @google/gemini-cli'],
	},
	{
		path: 'setup.cfg',
		text: '[metadata]\nname = openai\n[options]\ninstall_requires =\n    # openai\n    anthropic>=0.3\n',
		found: ['dependency anthropic-sdk anthropic>=0.3'],
	},
	{
		path: 'Procfile',
		text: '# x: claude -p\nclaude: node server.js\nagent: npx -y @openai/codex\n',
		found: ['run codex @openai/codex'],
	},
	{
		path: 'Vagrantfile',
		text: '# npm i -g opencode-ai\nconfig.vm.provision "shell", inline: <<-SHELL\n  npm i -g @openai/codex\nSHELL\n',
		found: ['install codex @openai/codex'],
	},
	{
		path: '.tmux.conf',
		text: '# bind a new-window "claude"\nbind C-c new-window -n claude "npx @openai/codex"\n',
		found: ['run codex "npx @openai/codex"'],
	},
	{
		path: 'com.x.plist',
		text: '<key>Label</key><string>claude</string>\n<key>ProgramArguments</key>\n<array>\n<string>npx</string>\n<string>@openai/codex</string>\n</array>\n',
		found: ['run codex @openai/codex'],
	},
	{
		path: 'a.ipynb',
		text: '{"cells": [{"cell_type": "code", "outputs": ["import openai"], "source": ["%pip install litellm\\n", "import anthropic"]}]}',
		found: ['install litellm litellm', 'import anthropic-sdk anthropic'],
	},
	{
		path: 'pom.xml',
		text: '<project>\n<!-- <groupId>com.openai</groupId> -->\n<dependency><groupId>com.anthropic</groupId></dependency>\n</project>\n',
		found: ['dependency anthropic-sdk com.anthropic'],
	},
	{
		path: 'init.lua',
		text: '-- "zbirenbaum/copilot.lua"\n{ "github/copilot.vim" }\n',
		found: ['extension github-copilot github/copilot.vim'],
	},
	{
		path: 'main.tf',
		text: '# claude -p\nscript = <<-EOT\n  npm i -g @openai/codex\nEOT\nname = "claude"\n',
		found: ['install codex @openai/codex'],
	},
	{
		path: 'a.ts',
		text: "import Anthropic from '@anthropic-ai/sdk';\n// import x from 'openai';\nimport {\n\tb,\n} from \"openai\";\nconst y = require('./openai');\n",
		found: ['import anthropic-sdk @anthropic-ai/sdk', 'import openai-sdk openai'],
	},
	{
		path: 'a.py',
		text: 'import anthropic\nfrom google.genai import types\nfrom .openai import x\nimport anthropics\n',
		found: ['import anthropic-sdk anthropic', 'import google-genai-sdk google.genai'],
	},
	{
		path: 'a.go',
		text: 'import (\n\t"fmt"\n\tsdk "github.com/anthropics/anthropic-sdk-go/option"\n)\n',
		found: ['import anthropic-sdk github.com/anthropics/anthropic-sdk-go/option'],
	},
	{
		path: 'A.java',
		text: 'import com.anthropic.client.AnthropicClient;\nimport com.other.X;\n',
		found: ['import anthropic-sdk com.anthropic.client.AnthropicClient'],
	},
	{
		path: 'a.rs',
		text: 'use serde::Serialize;\nuse codex_acp::run;\n',
		found: ['import codex-acp codex_acp'],
	},
	{
		path: '.github/copilot-instructions.md',
		text: '# Be nice\n\nmore\n',
		found: ['config github-copilot # Be nice'],
	},
	{ path: 'docs/AGENTS.md', text: '# Be nice\n', found: [] },
	{ path: 'docs/a.md', text: 'Run `claude`.\n', found: [] },
];
