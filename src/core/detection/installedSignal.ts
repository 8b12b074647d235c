import type { AssistantId, PackageSource } from '../catalog/assistant.ts';

/** A package by the name that its source knows it by: `{source: 'npm', name: '@scope/name'}`. */
export interface PackageReference {
	readonly source: PackageSource;
	readonly name: string;
}

/** Something that lies on the disk. Nothing of it was run, and no content of it is kept but what is named here. */
export interface InstalledSignal {
	readonly kind: 'installed';
	readonly what: 'editor' | 'program' | 'package' | 'mcpServer' | 'remains';
	/**
	 * `program`: the command, without `.exe` and the like. `package`: its name. `editor`: the product, by its catalog id
	 * where it has one. `mcpServer`: the name it is configured under. `remains`: the assistant that left them.
	 */
	readonly name: string;
	/** Where it was seen; the home is written as `~`, separators as `/`. */
	readonly path: string;
	readonly version?: string | undefined;
	/** Where all links end, written like `path`. */
	readonly target?: string | undefined;
	/** The packages that it says it belongs to, or that a server is started from. */
	readonly packages?: readonly PackageReference[] | undefined;
	/** A program's kind of file: `binary` is an executable image, `script` is text; `gone`: a link to nothing. */
	readonly form?: 'binary' | 'script' | 'gone' | undefined;
	/** The assistants whose packages, repositories or full names stand in the script. */
	readonly marks?: readonly AssistantId[] | undefined;
	/** The assistants of this command name whose settings are on this machine. */
	readonly settings?: readonly AssistantId[] | undefined;
	/** A server's command: its last path segment. */
	readonly command?: string | undefined;
	/** Whether the program of an editor was found, not only what it keeps in the home. */
	readonly present?: boolean | undefined;
}
