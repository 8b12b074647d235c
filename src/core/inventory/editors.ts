import type { Machine } from './machine.ts';

/**
 * An editor of the VS Code family. What a build calls its folders is in its product.json (`dataFolderName`, `nameShort`,
 * `serverDataFolderName`), its policies under `win32RegValueName` and `darwinBundleIdentifier`.
 */
export interface Editor {
	/** One edition: stable, Insiders and national editions are different ones. */
	readonly id: string;
	readonly name: string;
	/** What it is an edition of; the catalog's id where the editor is an assistant itself. */
	readonly product: string;
	/** The folder in the home that holds `extensions`. */
	readonly dataFolder?: string;
	/** Its folder among the application data, which holds `User`. */
	readonly userData?: string;
	/** Folders in the home of a machine that it works on from elsewhere; they hold `extensions` and `data`. */
	readonly serverFolders?: readonly string[];
	/** Names of the program that starts it. */
	readonly commands: readonly string[];
	/** Its Flatpak: the application's id, and the folder within its data that holds `extensions`. */
	readonly flatpak?: readonly [id: string, folder: string];
	/** Where it looks for device policy, as far as that is known to work as in VS Code. */
	readonly devicePolicy?: { readonly registryKey: string; readonly bundleId: string };
}

/** Every edition that is known. A new one is a new entry. */
export const editors: readonly Editor[] = [
	{
		id: 'vscode',
		name: 'Visual Studio Code',
		product: 'vscode',
		dataFolder: '.vscode',
		userData: 'Code',
		// `.vscode-remote` is what Codespaces and dev containers use.
		serverFolders: ['.vscode-server', '.vscode-remote'],
		commands: ['code'],
		flatpak: ['com.visualstudio.code', 'vscode'],
		devicePolicy: { registryKey: 'VSCode', bundleId: 'com.microsoft.VSCode' },
	},
	{
		id: 'vscode-insiders',
		name: 'Visual Studio Code - Insiders',
		product: 'vscode',
		dataFolder: '.vscode-insiders',
		userData: 'Code - Insiders',
		serverFolders: ['.vscode-server-insiders'],
		commands: ['code-insiders'],
		flatpak: ['com.visualstudio.code.insiders', 'vscode-insiders'],
		devicePolicy: { registryKey: 'VSCodeInsiders', bundleId: 'com.microsoft.VSCodeInsiders' },
	},
	{
		id: 'vscode-exploration',
		name: 'Visual Studio Code - Exploration',
		product: 'vscode',
		dataFolder: '.vscode-exploration',
		userData: 'Code - Exploration',
		serverFolders: ['.vscode-server-exploration'],
		commands: ['code-exploration'],
	},
	{
		id: 'vscodium',
		name: 'VSCodium',
		product: 'vscodium',
		dataFolder: '.vscode-oss',
		userData: 'VSCodium',
		serverFolders: ['.vscodium-server', '.vscode-server-oss'],
		commands: ['codium'],
		flatpak: ['com.vscodium.codium', 'codium'],
	},
	{
		id: 'vscodium-insiders',
		name: 'VSCodium - Insiders',
		product: 'vscodium',
		dataFolder: '.vscodium-insiders',
		userData: 'VSCodium - Insiders',
		serverFolders: ['.vscodium-server-insiders'],
		commands: ['codium-insiders'],
		flatpak: ['com.vscodium.codium-insiders', 'codium-insiders'],
	},
	// Shares its data folder with VSCodium, which is found first.
	{
		id: 'code-oss',
		name: 'Code - OSS',
		product: 'code-oss',
		dataFolder: '.vscode-oss',
		userData: 'Code - OSS',
		commands: ['code-oss'],
		flatpak: ['com.visualstudio.code-oss', 'vscode'],
	},
	{
		id: 'code-oss-dev',
		name: 'Code - OSS Dev',
		product: 'code-oss',
		dataFolder: '.vscode-oss-dev',
		userData: 'code-oss-dev',
		commands: [],
	},
	{
		id: 'code-server',
		name: 'code-server',
		product: 'code-server',
		serverFolders: ['.local/share/code-server'],
		commands: ['code-server'],
	},
	{
		id: 'openvscode-server',
		name: 'OpenVSCode Server',
		product: 'openvscode-server',
		serverFolders: ['.openvscode-server'],
		commands: ['openvscode-server'],
	},
	fork('cursor', 'Cursor', { dataFolder: '.cursor' }),
	fork('cursor-nightly', 'Cursor Nightly', { product: 'cursor', dataFolder: '.cursor-nightly' }),
	fork('windsurf', 'Windsurf', { dataFolder: '.windsurf' }),
	fork('windsurf-next', 'Windsurf - Next', { product: 'windsurf', dataFolder: '.windsurf-next' }),
	fork('qoder', 'Qoder', { dataFolder: '.qoder' }),
	fork('qoder-cn', 'Qoder CN', { product: 'qoder', dataFolder: '.qoder-cn', userData: 'QoderCN' }),
	fork('trae', 'Trae', { dataFolder: '.trae' }),
	fork('trae-cn', 'Trae CN', { product: 'trae', dataFolder: '.trae-cn' }),
	fork('kiro', 'Kiro', { dataFolder: '.kiro' }),
	fork('antigravity', 'Antigravity', { dataFolder: '.antigravity', commands: ['antigravity', 'agy'] }),
	fork('antigravity-ide', 'Antigravity IDE', { product: 'antigravity', dataFolder: '.antigravity-ide' }),
	fork('lingma', 'Lingma', { dataFolder: '.lingma' }),
	fork('codebuddy', 'CodeBuddy', { dataFolder: '.codebuddy' }),
	fork('codebuddy-cn', 'CodeBuddy CN', { product: 'codebuddy', dataFolder: '.codebuddycn' }),
	fork('positron', 'Positron', { dataFolder: '.positron' }),
	fork('void', 'Void', { dataFolder: '.void-editor', serverFolders: ['.void-editor-server'] }),
	fork('pearai', 'PearAI', { dataFolder: '.pearai' }),
	fork('melty', 'Melty', { dataFolder: '.melty' }),
	fork('aide', 'Aide', { dataFolder: '.aide' }),
	fork('catpaw', 'CatPaw', { dataFolder: '.catpaw' }),
	fork('azuredatastudio', 'Azure Data Studio', {
		dataFolder: '.azuredatastudio',
		userData: 'azuredatastudio',
	}),
];

/** One place in which an edition keeps extensions. */
export interface EditorPlace {
	readonly editor: Editor;
	/** `remote`: of an editor on another machine that works on this one. */
	readonly host: 'local' | 'remote' | 'sandbox';
	readonly extensions: string;
	/** The folder that holds `User`, with settings and profiles. */
	readonly userData: string;
	/** The settings that are read for it in this place. */
	readonly settings: string;
}

/** Every place in which `editor` keeps extensions on `machine`, whether it is there or not. */
export function editorPlaces(editor: Editor, machine: Machine): readonly EditorPlace[] {
	const places: EditorPlace[] = [];
	const { home, applicationData } = machine;
	if (editor.dataFolder !== undefined) {
		const userData = `${applicationData}/${editor.userData ?? editor.name}`;
		const extensions = `${home}/${editor.dataFolder}/extensions`;
		places.push({
			editor,
			host: 'local',
			extensions,
			userData,
			settings: `${userData}/User/settings.json`,
		});
	}
	for (const folder of editor.serverFolders ?? []) {
		const root = `${home}/${folder}`;
		// A web server has no other settings than these; where a window connects, they are the machine's.
		const own = editor.dataFolder === undefined;
		const data = folder.startsWith('.local/') ? root : `${root}/data`;
		places.push({
			editor,
			host: own ? 'local' : 'remote',
			extensions: `${root}/extensions`,
			userData: data,
			settings: `${data}/${own ? 'User' : 'Machine'}/settings.json`,
		});
	}
	if (editor.flatpak !== undefined && machine.os === 'linux') {
		const [id, folder] = editor.flatpak;
		const root = `${home}/.var/app/${id}`;
		const userData = `${root}/config/${editor.userData ?? editor.name}`;
		places.push({
			editor,
			host: 'sandbox',
			extensions: `${root}/data/${folder}/extensions`,
			userData,
			settings: `${userData}/User/settings.json`,
		});
	}
	return places;
}

/** A fork that names its folders after itself, as most do. */
function fork(id: string, name: string, more: Partial<Editor> & { readonly dataFolder: string }): Editor {
	return {
		id,
		name,
		product: id,
		userData: name,
		serverFolders: [`${more.dataFolder}-server`],
		commands: [id],
		...more,
	};
}
