import type { InstalledSignal } from './installedSignal.ts';
import type { ProgramFacts } from './programIdentity.ts';

/** The shells whose command lines are told apart. `sh` stands for any POSIX shell not named here. */
export const shellKinds = ['sh', 'bash', 'zsh', 'fish', 'pwsh', 'cmd'] as const;
export type ShellKind = (typeof shellKinds)[number];

/** An extension that is installed in an editor. */
export interface ExtensionSignal {
	readonly kind: 'extension';
	/** `publisher.name`, any case. */
	readonly id: string;
	readonly version?: string | undefined;
	/** Whether its code runs now; `undefined` where that cannot be known. */
	readonly active?: boolean | undefined;
	/**
	 * The contribution points and categories of its manifest that only AI assistants have (`chatParticipants`,
	 * `languageModelChatProviders`, …), so that an assistant missing from the catalog is seen too.
	 */
	readonly aiContributions?: readonly string[] | undefined;
	/** The commands that its manifest contributes, so that a copy under another id is seen. */
	readonly commands?: readonly string[] | undefined;
	/** The extensions that it brings in: members of a pack, and what it depends on. */
	readonly brings?: readonly string[] | undefined;
	/** Names of the programs that lie in its folder. */
	readonly programs?: readonly string[] | undefined;
	/** Where it lies; absent where it is simply in front of the person. */
	readonly where?: ExtensionPlace | undefined;
}

/** Where an extension is that need not be in front of the person. */
export interface ExtensionPlace {
	/** Names of the profiles that have it; `''` is the default one. */
	readonly profiles?: readonly string[] | undefined;
	/** `false`: this window's extension host does not have it, as it is switched off, or another host's or profile's. */
	readonly loaded: boolean;
	/** It runs where the window is, and this host is elsewhere. */
	readonly otherHost?: boolean | undefined;
}

/** A command line as typed, or as read from a task or a script. */
export interface CommandSignal {
	readonly kind: 'command';
	readonly shell: ShellKind;
	readonly text: string;
}

/** A file that may name assistants. Its text is looked at, never kept: see `detectInDocument`. */
export interface DocumentSignal {
	readonly kind: 'document';
	/** Relative to the workspace folder, with `/`. */
	readonly path: string;
}

/** A process that runs below a terminal of the editor, or started there. */
export interface ProcessSignal {
	readonly kind: 'process';
	/** Its arguments, the program's name first. */
	readonly argv: readonly string[];
	/** The file it runs: its program, or the script that an interpreter was given. */
	readonly program?: ProgramFacts | undefined;
	/** Names of the environment variables that the program which started it, no shell, added for it; never values. */
	readonly environment?: readonly string[] | undefined;
}

/** A language model that an extension has registered with the editor. No request is sent to it. */
export interface ModelSignal {
	readonly kind: 'model';
	/** Its vendor, as the extension registered it. */
	readonly vendor: string;
	/** Names of its models, as far as they are known. */
	readonly models: readonly string[];
	/** The extensions that contribute the vendor. */
	readonly extensions: readonly string[];
}

/** One raw observation. More kinds join as sensors for them are built. */
export type Signal = ExtensionSignal | CommandSignal | ProcessSignal | InstalledSignal | ModelSignal;
