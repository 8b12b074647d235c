import { hasEnding, withEnding } from './interpreters.ts';
import { anyOf } from './patterns.ts';

/** A family of files that are read alike. */
export interface Format {
	readonly name: FormatName;
	/** Paths with `/`; the first format that fits takes the file. */
	readonly paths: RegExp;
	/** The editor's languages of files whose path fits nothing. */
	readonly languages?: readonly string[];
	/** Variables and home folders of assistants are looked for too; where it may hold prose, in what is a value as a whole. */
	readonly configures?: boolean | 'values';
}

export type FormatName =
	| 'lock'
	| 'extensions'
	| 'devcontainer'
	| 'mcp'
	| 'editor'
	| 'package'
	| 'requirements'
	| 'toml'
	| 'gems'
	| 'brew'
	| 'go'
	| 'tools'
	| 'nix'
	| 'docker'
	| 'jenkins'
	| 'make'
	| 'environment'
	| 'shell'
	| 'yaml'
	| 'otherYaml'
	| 'ini'
	| 'procfile'
	| 'vagrant'
	| 'terminal'
	| 'propertyList'
	| 'builds'
	| 'plugins'
	| 'terraform'
	| 'notebook'
	| 'source';

/** Every format, most particular first. How each is read stands in `formats.ts`, apart, so that asking costs little. */
const formats: readonly Format[] = [
	{
		name: 'lock',
		paths: /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|Cargo\.lock|Gemfile\.lock|go\.sum|composer\.lock)$/,
	},
	{
		name: 'extensions',
		paths: /(?:^|\/)extensions\.json$|(?:^|\/)[\w.-]*extensions?(?:[._-][\w-]+)*\.(?:txt|list|lst)$/,
	},
	{
		name: 'devcontainer',
		paths: /(?:^|\/)\.?devcontainer\.json$/,
		configures: true,
	},
	{
		name: 'mcp',
		paths: anyOf([
			// MCP servers, and settings of assistants that have some in them.
			/(?:^|\/)[\w.-]*mcp[\w-]*\.json(?:\.\w+)?$/,
			/(?:^|\/)(?:claude_desktop_config(?:\.\w+)?|\.claude|gemini-extension|\.?crush)\.json$/,
			/(?:^|\/)opencode\.jsonc?$/,
			/(?:^|\/)\.(?:gemini|qwen|claude|factory|amp|iflow|codebuddy)\/settings(?:\.local)?\.json$/,
			/(?:^|\/)\.(?:amazonq\/cli-agents|kiro\/agents)\/[\w.-]+\.json$/,
			// Commands of build tools and hosts.
			/(?:^|\/)(?:project|nx|vercel|turbo|app)\.json$/,
		]),
		configures: true,
	},
	{
		name: 'editor',
		paths: /(?:^|\/)(?:settings|tasks|launch)\.json$|\.code-workspace$/,
		configures: true,
	},
	{
		name: 'package',
		paths: /(?:^|\/)(?:package|composer|devbox)\.json$|(?:^|\/)deno\.jsonc?$/,
		configures: true,
	},
	{
		name: 'requirements',
		paths: /(?:^|\/)[\w.-]*(?:requirements|constraints)[\w.-]*\.(?:txt|in)$|(?:^|\/)requirements\/[^/]+\.(?:txt|in)$/,
		languages: ['pip-requirements'],
	},
	{
		name: 'toml',
		paths: /(?<!\.versions)\.toml$|(?:^|\/)Pipfile$/,
		configures: true,
	},
	{ name: 'gems', paths: /(?:^|\/)(?:Gemfile|gems\.rb)$|\.gemspec$/ },
	{ name: 'brew', paths: /(?:^|\/)\.?Brewfile$/ },
	{ name: 'go', paths: /(?:^|\/)go\.mod$/, languages: ['go.mod'] },
	{ name: 'tools', paths: /(?:^|\/)\.tool-versions$/ },
	{ name: 'nix', paths: /\.nix$/, languages: ['nix'], configures: true },
	{
		name: 'docker',
		paths: /(?:^|\/)(?:[\w.-]+\.)?(?:Dockerfile|Containerfile|Earthfile)(?:\.[\w.-]+)?$|\.dockerfile$/i,
		languages: ['dockerfile'],
		configures: true,
	},
	{
		name: 'jenkins',
		paths: /(?:^|\/)Jenkinsfile[\w.-]*$|\.jenkinsfile$/i,
		configures: true,
	},
	{
		name: 'make',
		paths: /(?:^|\/)(?:GNUm|M|m)akefile(?:\.[\w-]+)?$|\.mk$|(?:^|\/)\.?[Jj]ustfile$|\.just(?:file)?$/,
		languages: ['makefile', 'just'],
		configures: true,
	},
	{
		name: 'environment',
		paths: /(?:^|\/)(?:\.env(?:[.-][\w.-]+)?|[\w.-]+\.env(?:\.[\w-]+)?|env\.(?:example|sample|template)|\.dev\.vars|\.flaskenv)$/,
		languages: ['dotenv'],
	},
	{
		name: 'shell',
		paths: anyOf([
			/\.(?:sh|bash|zsh|fish|nu|ps1|psm1|bat|cmd|ksh|crontab)$/,
			/(?:^|\/)crontab$|(?:^|\/)cron\.d\/[\w-]+$/,
			// What shells read as they start.
			/(?:^|\/)\.?(?:bashrc|bash_profile|bash_login|profile|zshrc|zprofile|zshenv|zlogin)(?:\.local)?$/,
			/(?:^|\/)\.?(?:(?:bash_|zsh_)?aliases|bash_functions)(?:\.local)?$/,
			/(?:^|\/)\.(?:functions|exports|extra|kshrc|envrc)$/,
			// Git hooks.
			/(?:^|\/)(?:\.husky|\.githooks|\.git\/hooks|hooks|git-hooks)\/[\w-]+$/,
		]),
		languages: ['shellscript', 'powershell', 'bat', 'fish'],
		configures: true,
	},
	{
		name: 'yaml',
		paths: anyOf([
			// GitHub; workflows that are written in prose have YAML at their top.
			/(?:^|\/)(?:\.github\/(?:workflows|actions)\/.+|action)\.ya?ml$/,
			/(?:^|\/)\.github\/workflows\/[\w.-]+\.md$/,
			// Other pipelines.
			/(?:^|\/)(?:[\w.-]*gitlab[\w.-]*|\.gitlab\/.+|[\w.-]*azure-pipelines?[\w.-]*|\.?azure[\w-]*\/.+)\.ya?ml$/,
			/(?:^|\/)(?:\.circleci\/.+|bitbucket-pipelines|\.drone|\.woodpecker[\w./-]*|\.travis)\.ya?ml$/,
			/(?:^|\/)(?:cloudbuild|buildspec|\.buildkite\/.+|\.gitpod)\.ya?ml$/,
			// Containers, task runners, hooks, packages.
			/(?:^|\/)(?:(?:docker-)?compose[\w.-]*|[Tt]askfile[\w.-]*|taskfiles?\/[\w./-]+)\.ya?ml$/,
			/(?:^|\/)(?:\.pre-commit-config|\.?lefthook|environment|pnpm-workspace|\.?aqua)\.ya?ml$/,
			// Assistants.
			/(?:^|\/)(?:(?:\.continue|\.?goose)\/.+|[\w.-]*mcp[\w.-]*|agents?)\.ya?ml$/,
		]),
		languages: ['github-actions-workflow', 'dockercompose', 'azure-pipelines'],
		configures: true,
	},
	{
		name: 'otherYaml',
		paths: /\.ya?ml$|(?:^|\/)(?:user-data|cloud-config)$/,
		languages: ['yaml', 'ansible', 'helm'],
		configures: 'values',
	},
	{
		name: 'ini',
		paths: /(?:^|\/)(?:\.?gitconfig|setup\.cfg|tox\.ini|\.replit|supervisord?[\w.-]*\.(?:conf|ini)|ghostty\/config)$|(?:^|\/)supervisor(?:d|\/conf\.d)?\/[\w.-]+\.(?:conf|ini)$|\.(?:service|desktop)$/,
		configures: true,
	},
	{ name: 'procfile', paths: /(?:^|\/)Procfile(?:\.[\w-]+)?$/, configures: true },
	{
		name: 'terminal',
		paths: /(?:^|\/)[\w.-]*tmux[\w.-]*\.conf$|(?:^|\/)kitty\.conf$|(?:^|\/)\.?wezterm\.lua$|\.kdl$/,
		configures: true,
	},
	{ name: 'propertyList', paths: /\.plist$/, configures: true },
	{ name: 'vagrant', paths: /(?:^|\/)Vagrantfile$/, configures: true },
	{
		name: 'builds',
		paths: /\.gradle(?:\.kts)?$|\.sbt$|(?:^|\/)(?:pom|packages)\.(?:xml|config)$|\.(?:cs|fs|vb)proj$|(?:^|\/)Directory\.(?:Packages|Build)\.(?:props|targets)$|\.versions\.toml$/,
	},
	{
		name: 'plugins',
		paths: /(?:^|\/)(?:init\.(?:lua|vim)|[._]?vimrc|plugins?\.(?:lua|vim))$|(?:^|\/)(?:nvim|plugins?)\/.*\.lua$/,
	},
	{ name: 'terraform', paths: /\.tf(?:\.json)?$/, languages: ['terraform'], configures: true },
	{ name: 'notebook', paths: /\.ipynb$/ },
	{
		name: 'source',
		paths: /\.(?:[cm]?[jt]sx?|vue|svelte|pyi?|go|rs|java|kts?|scala|groovy|cs|php|rb|rake)$/,
	},
];

const source = formats.find(({ name }) => name === 'source');
/** How files with MCP servers are read. */
export const serverFormat = formats.find(({ name }) => name === 'mcp');
/** Endings that only source code has. */
const plainSource = /\.(?:[cm]?[jt]sx?|vue|svelte|pyi?|go|rs|java|kts?|scala|cs|php)$/;

/** What templates of files and examples have behind the name of the file that becomes of them. */
const templateEnding = /\.(?:tpl|tmpl|template|j2|jinja2?|example|sample|dist|erb|hbs|mustache)$/;

/** The path of the file that a template is for: `x.json.tpl`; chezmoi writes `dot_zshrc.tmpl`. */
function targetOf(path: string): string {
	return path
		.replace(templateEnding, '')
		.replaceAll(/(?<=^|\/)(?:(?:private|executable|readonly)_)*dot_/g, '.');
}

/** The format of a file. `text` is looked at only for a script's first line. */
export function formatOf(path: string, languageId?: string, text = ''): Format | undefined {
	const own = formatByName(path, languageId, text);
	const target = own === undefined || path.includes('dot_') ? targetOf(path) : path;
	return target === path ? own : (formatByName(target, languageId, text) ?? own);
}

function formatByName(path: string, languageId: string | undefined, text: string): Format | undefined {
	// Most files are source code, and the last format of the table.
	const byPath =
		plainSource.test(path) && !path.endsWith('.gradle.kts')
			? source
			: formats.find(({ paths }) => paths.test(path));
	const byLanguage =
		languageId === undefined
			? undefined
			: formats.find(({ languages }) => languages?.includes(languageId));
	return byPath ?? byLanguage ?? formatOfScript(path, text);
}

function formatOfScript(path: string, text: string): Format | undefined {
	if (hasEnding.test(path)) {
		return undefined;
	}
	const isShell = /^#!.*\b(?:ba|z|fi|da|k)?sh\b/.test(text.slice(0, 100));
	return isShell
		? formats.find(({ name }) => name === 'shell')
		: withEnding(path, text) === path
			? undefined
			: source;
}

/** Whether a file of this path may name an assistant, as a script without an ending may. */
export function mayBeRead(path: string): boolean {
	const name = path.slice(path.lastIndexOf('/') + 1);
	// What has no ending may be a script; Markdown is read only where the name gives it away.
	return formatOf(path) !== undefined || /^\.?[^.]+$/.test(name);
}
