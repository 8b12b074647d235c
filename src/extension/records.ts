import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import { readNoticeMemory } from '../core/notices/noticeMemory.ts';
import { createSharedRecord } from '../node/files/sharedRecord.ts';
import { type LocalHistory, openLocalHistory } from './localHistory.ts';
import type { Log } from './log.ts';
import { openState, type State } from './state.ts';

/** What is remembered; history and notices are shared by all windows. */
export function openRecords({ globalStorageUri, globalState }: ExtensionContext, log: Log) {
	const history = openLocalHistory(join(globalStorageUri.fsPath, 'history.json'), log);
	const memory = createSharedRecord(join(globalStorageUri.fsPath, 'notices.json'), readNoticeMemory);
	return { history, memory, state: noting(openState(globalState), history) };
}

/** The state, in which a switch that was made or undone goes to the history. */
function noting(state: State, history: LocalHistory): State {
	const { lastSwitch } = state;
	return {
		...state,
		lastSwitch: {
			get: () => lastSwitch.get(),
			set: async (value) => {
				const before = lastSwitch.get();
				await lastSwitch.set(value);
				const replacement = (value ?? before)?.replacement;
				if (replacement !== undefined) {
					const kind = value === undefined ? 'switchUndone' : 'switched';
					void history.add({ kind, at: Date.now(), replacement });
				}
			},
		},
	};
}
