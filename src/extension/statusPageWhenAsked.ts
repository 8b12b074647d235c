import { type Disposable, type ExtensionContext, Uri } from 'vscode';
import { type NoticeMemory, snoozes } from '../core/notices/noticeMemory.ts';
import type { PolicyClient } from '../node/policy/policyClient.ts';
import type { SharedRecord } from '../node/files/sharedRecord.ts';
import type { Guard } from './guard.ts';
import type { LocalHistory } from './localHistory.ts';
import type { Log } from './log.ts';
import type { SentRequests } from './sentRequests.ts';
import type { StatusPageView } from './statusPage.ts';
import { translate } from './words.ts';

/** The status page, which is read from its own file when it is first asked for. */
export interface LazyStatusPage extends Disposable {
	get(): Promise<StatusPageView>;
}

interface Parts {
	readonly guard: Guard;
	readonly client: PolicyClient;
	readonly history: LocalHistory;
	readonly memory: SharedRecord<NoticeMemory>;
	readonly requests: SentRequests;
	readonly log: Log;
}

export function statusPageWhenAsked(
	{ extension }: ExtensionContext,
	{ guard, client, history, memory, requests, log }: Parts,
): LazyStatusPage {
	const disposables: Disposable[] = [];
	const make = async (): Promise<StatusPageView> => {
		const { createStatusPage } = await import('./statusPage.ts');
		const manifest = extension.packageJSON as { readonly version?: unknown };
		const page = createStatusPage({
			guard,
			client,
			log,
			history: () => history.read(),
			snoozes: () => snoozes(memory.read(), Date.now()),
			sent: () => requests.messages(translate('To look for a new policy')),
			own: {
				id: extension.id,
				version: String(manifest.version),
				icon: Uri.joinPath(extension.extensionUri, 'media/icon.svg'),
			},
		});
		disposables.push(
			page,
			guard.onDidChange(() => page.refresh()),
			history.onDidChange(() => page.refresh()),
		);
		return page;
	};
	let page: Promise<StatusPageView> | undefined;
	return {
		get: async () => await (page ??= make()),
		dispose: () => disposables.forEach((one) => void one.dispose()),
	};
}
