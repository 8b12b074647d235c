import type { Catalog } from '../catalog/catalog.ts';
import { type Editor, editorPlaces } from './editors.ts';
import type { Machine } from './machine.ts';

/** A file that may configure MCP servers. */
export interface McpFile {
	readonly path: string;
	/** The catalog id of the assistant, or the editor's, that reads it. */
	readonly client: string;
}

/** Names under which assistants keep servers in their folders. */
const usualNames = [
	'mcp.json',
	'mcp_config.json',
	'mcp-config.json',
	'mcp_settings.json',
	'settings/mcp.json',
];
/** Where extensions keep theirs, within the editor's storage. */
const inStorage = [
	['cline', 'saoudrizwan.claude-dev/settings/cline_mcp_settings.json'],
	['roo-code', 'rooveterinaryinc.roo-cline/settings/mcp_settings.json'],
	['kilo-code', 'kilocode.kilo-code/settings/mcp_settings.json'],
] as const;
/** Files that hold keys and nothing about servers. */
const secret = /auth|credential|token|secret|oauth|\.env/i;
const readable = /\.(?:jsonc?|toml|ya?ml)$/;

/** The configuration files of the catalog's assistants and of the editors, whether they are there or not. */
export function mcpFiles(catalog: Catalog, machine: Machine, editors: readonly Editor[]): readonly McpFile[] {
	const files = new Map<string, McpFile>();
	const add = (path: string, client: string): void => {
		if (!files.has(path) && readable.test(path) && !secret.test(path.slice(machine.home.length))) {
			files.set(path, { path, client });
		}
	};
	for (const { id, configPaths = [] } of catalog.assistants) {
		for (const configPath of configPaths) {
			const path = absolute(configPath, machine);
			if (path === undefined) {
				continue;
			}
			for (const file of readable.test(path) ? [path] : usualNames.map((name) => `${path}/${name}`)) {
				add(file, id);
			}
		}
	}
	for (const { editor, userData } of editors.flatMap((one) => editorPlaces(one, machine))) {
		add(`${userData}/User/mcp.json`, editor.id);
		add(`${userData}/User/settings.json`, editor.id);
		for (const [client, name] of inStorage) {
			add(`${userData}/User/globalStorage/${name}`, client);
		}
	}
	return [...files.values()];
}

/** A path of the catalog's on this machine; `undefined` for those in projects, of the machine, or of another system. */
export function absolute(configPath: string, { home, os, applicationData }: Machine): string | undefined {
	const path = configPath.replaceAll('\\', '/').replace(/\/$/, '');
	if (path.startsWith('~/Library/') && os !== 'darwin') {
		return undefined;
	}
	if (path.startsWith('~/')) {
		return home + path.slice(1);
	}
	return os === 'win32' && /^%appdata%\//i.test(path)
		? applicationData + path.slice('%APPDATA%'.length)
		: undefined;
}
