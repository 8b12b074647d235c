import type { Memento } from 'vscode';

/** What `extensions.allowed` was before us, and what we made of it. */
export interface AllowListRecord {
	/** The user's own value; absent when it was not set. */
	readonly before?: unknown;
	readonly written: Readonly<Record<string, unknown>>;
	/** The settings file before our first write, where it could be read. */
	readonly textBefore?: string | undefined;
}

/** One thing that a switch did, with what is needed to undo it. */
export type SwitchStep =
	| { readonly kind: 'installedExtension'; readonly id: string }
	| { readonly kind: 'switchedOff'; readonly ids: readonly string[]; readonly name: string }
	| { readonly kind: 'openedView'; readonly command: string }
	| { readonly kind: 'openedTerminal'; readonly command: string }
	| { readonly kind: 'openedWeb'; readonly address: string };

/** A switch that was made and can be undone. */
export interface SwitchRecord {
	readonly replacement: string;
	readonly steps: readonly SwitchStep[];
}

/** What the extension remembers between windows and starts; each member is one stored key. */
export interface State {
	readonly allowList: StoredValue<AllowListRecord>;
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
		allowList: stored(memento, 'allowList'),
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
