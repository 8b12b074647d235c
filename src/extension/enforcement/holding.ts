import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Disposable, type ExtensionContext, ExtensionMode, window } from 'vscode';
import type { DecisionContext } from '../../core/decision/context.ts';
import type { Held } from '../../core/enforcement/describeHold.ts';
import { allowListSetting } from '../../core/enforcement/heldValue.ts';
import type { HoldState } from '../../core/enforcement/hold.ts';
import type { CompiledPolicy } from '../../core/policy/compile.ts';
import { openHeldRecords, pointerFile, recordsFolder } from '../../node/enforcement/heldRecords.ts';
import { openWindowFocus } from '../../node/enforcement/windowFocus.ts';
import { openWindowWants, type Wants } from '../../node/enforcement/windowWants.ts';
import type { Log } from '../log.ts';
import type { StoredValue } from '../state.ts';
import { createServersHolder } from './serversHolder.ts';
import { createSettingHolder } from './settingHolder.ts';
import { settingsFiles } from './settingsFiles.ts';

/** Holds what the policy wants held in the user's files, with one record of what was whose. */
export interface Holding extends Disposable {
	/** The editor's `User` folder. */
	readonly userData: string;
	/** Says what this window wants, and gives what all open windows together do. */
	join(wants: Wants): Wants;
	/** Holds one setting; without `make` the user's value is given back. */
	setting(
		setting: string,
		items: readonly string[],
		make: ((own: unknown) => unknown) | undefined,
	): Promise<HoldState>;
	/** Holds these settings, and gives back all others that were held. */
	settings(wanted: Readonly<Record<string, unknown>>): Promise<readonly Held[]>;
	/** Takes MCP servers of blocked assistants out of the user's files, and puts back those that are blocked no more. */
	servers(policy: CompiledPolicy | undefined, context: DecisionContext): Promise<readonly Held[]>;
}

export function createHolding(context: ExtensionContext, profile: StoredValue<string>, log: Log): Holding {
	const storage = context.globalStorageUri.fsPath;
	const userData = join(storage, '..', '..');
	const records = openHeldRecords(join(storage, recordsFolder));
	const wants = openWindowWants(join(storage, 'windows'), process.pid);
	const focus = openWindowFocus(join(storage, 'windows'), process.pid);
	const tellFocus = (): void => attempt(log, () => focus.tell(window.state.focused));
	const following = window.onDidChangeWindowState(tellFocus);
	const inSight = (): boolean => window.state.focused || focus.elsewhere(Date.now());
	const files = settingsFiles(context, profileName(profile));
	const holder = createSettingHolder({ records, files, log, now: Date.now, inSight });
	const servers = createServersHolder({ records, userData, log, now: Date.now });
	pointToRecords(context, join(storage, recordsFolder), log);

	return {
		userData,
		join: (own) => wants.join(own),
		setting: async (setting, items, make) => await holder.hold(setting, items, make),
		settings: async (wanted) => {
			tellFocus();
			const held = (await records.all()).flatMap(({ key, held: { place } }) =>
				place.length === 1 && place[0] !== allowListSetting && key === files.keyOf(place[0] ?? '')
					? place
					: [],
			);
			const all = [...new Set([...Object.keys(wanted), ...held])].toSorted();
			const states: Held[] = [];
			for (const setting of all) {
				const make = Object.hasOwn(wanted, setting) ? () => wanted[setting] : undefined;
				states.push({ name: setting, hold: await holder.hold(setting, [setting], make) });
			}
			return states.filter(({ hold }) => hold.state !== 'idle');
		},
		servers: async (policy, decisionContext) => await servers.hold(policy, decisionContext),
		dispose: () => {
			following.dispose();
			focus.leave();
			wants.leave();
		},
	};
}

/** What cannot be written here is not known to other windows. */
function attempt(log: Log, act: () => void): void {
	try {
		act();
	} catch (error) {
		log.debug(`window focus: ${String(error)}`);
	}
}

function profileName(profile: StoredValue<string>): string {
	const known = profile.get();
	if (known !== undefined) {
		return known;
	}
	const made = randomUUID();
	void profile.set(made);
	return made;
}

/** What runs when we are uninstalled knows nothing but its own folder, so that is where the way is written down. */
function pointToRecords({ extensionPath, extensionMode }: ExtensionContext, folder: string, log: Log): void {
	// What is under development is not uninstalled, and its folder is somebody's project.
	if (extensionMode !== ExtensionMode.Production) {
		return;
	}
	try {
		writeFileSync(join(extensionPath, pointerFile), JSON.stringify({ records: folder }));
	} catch (error) {
		// An administrator's folder: then the editor's usual folders are looked through.
		log.debug(`${pointerFile}: ${String(error)}`);
	}
}
