import type { Memento } from 'vscode';

/** A file that something was put into when it was carried over. Nothing of what it says is kept here. */
export interface CarriedFile {
	readonly uri: string;
	/** What was put in, by place and length in the text (UTF-16 units). */
	readonly inserted: readonly { readonly start: number; readonly length: number }[];
	/** SHA-256 of the text; absent where there was no file. */
	readonly before?: string | undefined;
	readonly after: string;
	/** Folders that were made for it, the innermost first. */
	readonly folders: readonly string[];
}

/** One thing that a switch did, with what is needed to undo it. */
export type SwitchStep =
	| { readonly kind: 'installedExtension'; readonly id: string }
	| { readonly kind: 'switchedOff'; readonly ids: readonly string[]; readonly name: string }
	| { readonly kind: 'openedView'; readonly command: string }
	| { readonly kind: 'openedTerminal'; readonly command: string }
	/** Its install line stands in a terminal, for the person to run. */
	| { readonly kind: 'offeredInstall'; readonly command: string }
	| { readonly kind: 'openedEditor'; readonly name: string }
	| { readonly kind: 'openedWeb'; readonly address: string }
	| { readonly kind: 'startedSignIn'; readonly command: string }
	| { readonly kind: 'carriedOver'; readonly files: readonly CarriedFile[] };

/** A switch that was made and can be undone. */
export interface SwitchRecord {
	readonly replacement: string;
	readonly steps: readonly SwitchStep[];
}

/** An extension that was uninstalled for the policy. */
export interface RemovedExtension {
	readonly id: string;
	readonly version?: string | undefined;
	/** What people know it by. */
	readonly name: string;
}

/** What the extension remembers between windows and starts; each member is one stored key. */
export interface State {
	/** A name for this profile of the editor; each profile has this storage of its own. */
	readonly profile: StoredValue<string>;
	/** What was uninstalled because the policy said so, and may come back when it does not any more. */
	readonly removed: StoredValue<readonly RemovedExtension[]>;
	/** What a person was asked to uninstall or offered again: key to the epoch milliseconds of the question. */
	readonly askedToRemove: StoredValue<Readonly<Record<string, number>>>;
	/** Extensions that the user switched off by a switch, beyond what the policy blocks. */
	readonly switchedOff: StoredValue<readonly string[]>;
	readonly lastSwitch: StoredValue<SwitchRecord>;
}

export interface StoredValue<T> {
	get(): T | undefined;
	set(value: T | undefined): Promise<void>;
}

export function openState(memento: Memento): State {
	return {
		profile: stored(memento, 'profile'),
		removed: stored(memento, 'removed'),
		askedToRemove: stored(memento, 'askedToRemove'),
		switchedOff: stored(memento, 'switchedOff'),
		lastSwitch: stored(memento, 'lastSwitch'),
	};
}

function stored<T>(memento: Memento, key: string): StoredValue<T> {
	return {
		get: () => memento.get<T>(key),
		set: async (value) => await memento.update(key, value),
	};
}
