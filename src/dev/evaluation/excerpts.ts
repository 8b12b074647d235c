import { readFileSync } from 'node:fs';
import { formatOf } from '../../core/detection/documents/formatPaths.ts';

/** A labelled excerpt of `file-references.*.jsonl`. */
export interface LabelledExcerpt {
	readonly path: string | null;
	readonly assumedPath?: string;
	readonly excerpt: string;
	readonly kind: string;
	readonly label: string | null;
	readonly also?: readonly string[];
	readonly role: string;
	readonly note?: string;
	readonly ambiguous?: boolean;
}

/** The excerpts of a file whose labels are beyond doubt. */
export function readExcerpts(file: string): readonly LabelledExcerpt[] {
	return readFileSync(file, 'utf8')
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as LabelledExcerpt)
		.filter(({ ambiguous }) => ambiguous !== true);
}

/** Where a file of each kind lies, for examples of one that stand in a page of documentation or in a template. */
const usualPlaces: Readonly<Record<string, string>> = {
	'github-workflow': '.github/workflows/a.yml',
	'gitlab-ci': '.gitlab-ci.yml',
	'azure-pipelines': 'azure-pipelines.yml',
	circleci: '.circleci/config.yml',
	compose: 'compose.yml',
	devcontainer: '.devcontainer/devcontainer.json',
	'extensions.json': '.vscode/extensions.json',
	'settings.json': '.vscode/settings.json',
	'tasks.json': '.vscode/tasks.json',
	'launch.json': '.vscode/launch.json',
	'mcp.json': '.mcp.json',
	'package.json': 'package.json',
	requirements: 'requirements.txt',
	pyproject: 'pyproject.toml',
	Dockerfile: 'Dockerfile',
	Makefile: 'Makefile',
	Jenkinsfile: 'Jenkinsfile',
	Brewfile: 'Brewfile',
	shell: 'a.sh',
	'shell-startup': '.bashrc',
	'git-hook': '.githooks/pre-commit',
	powershell: 'a.ps1',
	batch: 'a.cmd',
	nix: 'a.nix',
	env: '.env',
};

/** Kinds of which scripts and pages of code are instances too. */
const inCode: ReadonlySet<string> = new Set(['requirements', 'shell', 'powershell', 'batch']);

/** Where an excerpt stands; one whose place says nothing of its kind is read as a file of its kind. */
export function placeOf({ path: at, assumedPath, kind, note = '' }: LabelledExcerpt): string {
	const place = at ?? assumedPath ?? '';
	if (kind === 'source-import') {
		return /\.mdx?$/.test(place) ? `a.${languageIn(note)}` : place;
	}
	const format = formatOf(place)?.name;
	const fits = format !== undefined && (format !== 'source' || inCode.has(kind));
	return fits ? place : (usualPlaces[kind] ?? place);
}

/** The ending of files in the language that a note names. */
function languageIn(note: string): string {
	const words = note.toLowerCase().match(/[a-z#]+/g) ?? [];
	return words.map((word) => endings.get(word)).find((ending) => ending !== undefined) ?? 'ts';
}

const endings: ReadonlyMap<string, string> = new Map([
	['python', 'py'],
	['php', 'php'],
	['java', 'java'],
	['kotlin', 'kt'],
	['go', 'go'],
	['golang', 'go'],
	['rust', 'rs'],
	['ruby', 'rb'],
	['csharp', 'cs'],
	['c#', 'cs'],
	['javascript', 'js'],
	['typescript', 'ts'],
]);
