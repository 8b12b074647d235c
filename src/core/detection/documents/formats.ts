import type { Draft } from './draft.ts';
import {
	readDevcontainer,
	readEditorJson,
	readExtensionsJson,
	readMcpJson,
	readPackageJson,
} from './jsonFiles.ts';
import {
	readBrewfile,
	readEnvironmentFile,
	readGemfile,
	readGoMod,
	readLockFile,
	readNix,
	readRequirements,
	readToolVersions,
} from './lineFiles.ts';
import { readDockerfile, readJenkinsfile, readMakefile, readShellFile } from './scriptFiles.ts';
import { readSource } from './sourceFiles.ts';
import { readToml } from './tomlFiles.ts';
import { readYaml } from './yamlFiles.ts';

/** A family of files that are read alike. */
export interface Format {
	readonly name: string;
	/** Paths with `/`; the first format that fits takes the file. */
	readonly paths: RegExp;
	/** The editor's languages of files whose path fits nothing. */
	readonly languages?: readonly string[];
	readonly read: (draft: Draft) => void;
	/** Variables and home folders of assistants are looked for too. */
	readonly configures?: boolean;
}

/** Every format, most particular first. */
export const formats: readonly Format[] = [
	{
		name: 'lock',
		paths: /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|Cargo\.lock|Gemfile\.lock|go\.sum|composer\.lock)$/,
		read: readLockFile,
	},
	{ name: 'extensions', paths: /(?:^|\/)extensions\.json$/, read: readExtensionsJson },
	{
		name: 'devcontainer',
		paths: /(?:^|\/)\.?devcontainer\.json$/,
		read: readDevcontainer,
		configures: true,
	},
	{
		name: 'mcp',
		paths: /(?:^|\/)(?:[\w.-]*mcp[\w-]*\.json|claude_desktop_config\.json|opencode\.json|\.(?:gemini|qwen|claude)\/settings(?:\.local)?\.json)$/,
		read: readMcpJson,
		configures: true,
	},
	{
		name: 'editor',
		paths: /(?:^|\/)(?:settings|tasks|launch)\.json$|\.code-workspace$/,
		read: readEditorJson,
	},
	{
		name: 'package',
		paths: /(?:^|\/)(?:package|composer)\.json$|(?:^|\/)deno\.jsonc?$/,
		read: readPackageJson,
	},
	{
		name: 'requirements',
		paths: /(?:^|\/)[\w.-]*(?:requirements|constraints)[\w.-]*\.(?:txt|in)$|(?:^|\/)requirements\/[^/]+\.(?:txt|in)$/,
		read: readRequirements,
		languages: ['pip-requirements'],
	},
	{
		name: 'toml',
		paths: /(?:^|\/)(?:pyproject|Cargo|\.?mise(?:\.[\w-]+)?)\.toml$|(?:^|\/)\.?(?:config\/)?mise\/config\.toml$|(?:^|\/)Pipfile$/,
		read: readToml,
	},
	{ name: 'gems', paths: /(?:^|\/)(?:Gemfile|gems\.rb)$|\.gemspec$/, read: readGemfile },
	{ name: 'brew', paths: /(?:^|\/)\.?Brewfile$/, read: readBrewfile },
	{ name: 'go', paths: /(?:^|\/)go\.mod$/, read: readGoMod, languages: ['go.mod'] },
	{ name: 'tools', paths: /(?:^|\/)\.tool-versions$/, read: readToolVersions },
	{ name: 'nix', paths: /\.nix$/, read: readNix, languages: ['nix'] },
	{
		name: 'docker',
		paths: /(?:^|\/)(?:[\w.-]+\.)?(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.dockerfile$/i,
		read: readDockerfile,
		languages: ['dockerfile'],
		configures: true,
	},
	{
		name: 'jenkins',
		paths: /(?:^|\/)Jenkinsfile[\w.-]*$|\.jenkinsfile$/,
		read: readJenkinsfile,
		configures: true,
	},
	{
		name: 'make',
		paths: /(?:^|\/)(?:GNUm|M|m)akefile(?:\.[\w-]+)?$|\.mk$|(?:^|\/)\.?[Jj]ustfile$|\.just$/,
		read: readMakefile,
		languages: ['makefile', 'just'],
		configures: true,
	},
	{
		name: 'environment',
		paths: /(?:^|\/)(?:\.env(?:\.[\w.-]+)?|[\w-]+\.env)$/,
		read: readEnvironmentFile,
		languages: ['dotenv'],
	},
	{
		name: 'shell',
		paths: /\.(?:sh|bash|zsh|fish|ps1|psm1|bat|cmd|ksh)$|(?:^|\/)(?:\.?(?:bashrc|bash_profile|bash_login|bash_aliases|profile|zshrc|zprofile|zshenv|zlogin)|\.envrc)$|(?:^|\/)(?:\.husky|\.githooks|\.git\/hooks|hooks|git-hooks)\/[\w-]+$/,
		read: readShellFile,
		languages: ['shellscript', 'powershell', 'bat', 'fish'],
		configures: true,
	},
	{
		name: 'yaml',
		paths: /(?:^|\/)(?:\.github\/(?:workflows|actions)\/.+|action|\.gitlab-ci(?:[\w.-]*)|\.gitlab\/.+|azure-pipelines[\w.-]*|\.azure-?pipelines\/.+|\.circleci\/.+|bitbucket-pipelines|\.drone|\.woodpecker[\w./-]*|\.travis|(?:docker-)?compose[\w.-]*|[Tt]askfile[\w.-]*|\.pre-commit-config|\.?lefthook|environment|\.gitpod|cloudbuild|buildspec|\.buildkite\/.+)\.ya?ml$/,
		read: readYaml,
		languages: ['github-actions-workflow', 'dockercompose', 'azure-pipelines'],
		configures: true,
	},
	{
		name: 'source',
		paths: /\.(?:[cm]?[jt]sx?|vue|svelte|pyi?|go|rs|java|kts?|scala|groovy|cs|php|rb)$/,
		read: readSource,
	},
];

/** The format of a file. `text` is looked at only for a script's first line. */
export function formatOf(path: string, languageId?: string, text = ''): Format | undefined {
	const byPath = formats.find(({ paths }) => paths.test(path));
	const byLanguage =
		languageId === undefined
			? undefined
			: formats.find(({ languages }) => languages?.includes(languageId));
	const isScript = /^#!.*\b(?:ba|z|fi|da|k)?sh\b/.test(text.slice(0, 100)) && !/\.\w+$/.test(path);
	return byPath ?? byLanguage ?? (isScript ? formats.find(({ name }) => name === 'shell') : undefined);
}
