import { type Disposable, EventEmitter, type Event } from 'vscode';
import type { Decision } from '../core/decision/decide.ts';
import { addEntry } from '../core/history/addEntry.ts';
import { type History, type HistoryEntry, readHistory } from '../core/history/historyEntry.ts';
import type { CompiledPolicy } from '../core/policy/compile.ts';
import type { PolicyStatus } from '../core/policy/status.ts';
import { createSharedRecord } from '../node/files/sharedRecord.ts';
import { guarded, type Log } from './log.ts';

/** What happened on this machine, for the person who works at it. It is kept here and sent nowhere. */
export interface LocalHistory extends Disposable {
	read(): History;
	readonly onDidChange: Event<void>;
	add(entry: HistoryEntry): Promise<void>;
	/** Notes a finding and what was decided. */
	found(policy: CompiledPolicy, decision: Decision, now: number): void;
	/** Notes where the policy in force comes from, when that has changed. */
	policy(status: PolicyStatus, now: number): void;
}

/** @param file All windows share it. */
export function openLocalHistory(file: string, log: Log): LocalHistory {
	const record = createSharedRecord(file, readHistory);
	const changed = new EventEmitter<void>();
	/** What was added together is written together. */
	let pending: HistoryEntry[] = [];
	let writing: Promise<void> | undefined;

	async function write(): Promise<void> {
		// What was added while the file was written is written next.
		while (pending.length > 0) {
			const entries = pending;
			pending = [];
			await guarded(log, 'history', async () => {
				await record.update((history) => entries.reduce(addEntry, history));
			});
		}
		writing = undefined;
		changed.fire();
	}

	async function add(entry: HistoryEntry): Promise<void> {
		pending.push(entry);
		writing ??= write();
		await writing;
	}

	return {
		read: () => record.read(),
		onDidChange: changed.event,
		add,
		found: (policy, decision, now) => void add(foundEntry(policy, decision, now)),
		policy: (status, now) => policyEntries(status, now).forEach((entry) => void add(entry)),
		dispose: () => changed.dispose(),
	};
}

function foundEntry(
	{ document }: CompiledPolicy,
	{ finding: { signal, assistant }, action, rule }: Decision,
	at: number,
): HistoryEntry {
	const name = assistant ?? (signal.kind === 'extension' ? signal.id : '?');
	return {
		kind: 'found',
		at,
		assistant: name,
		seen: signal.kind,
		action,
		...(rule === undefined ? {} : { rule: rule.entry.id }),
		version: document.version,
		times: 1,
	};
}

function policyEntries(status: PolicyStatus, now: number): readonly HistoryEntry[] {
	if (status.state === 'unconfigured') {
		return [];
	}
	const problem: HistoryEntry[] =
		status.problem === undefined ? [] : [{ kind: 'problem', at: now, code: status.problem.code }];
	if (status.state === 'missing') {
		return problem;
	}
	const { epoch, version, acceptedAt, checkedAt } = status.policy;
	return [
		{ kind: 'policy', at: acceptedAt, epoch, version },
		...(checkedAt > acceptedAt ? [{ kind: 'confirmed' as const, at: checkedAt, version }] : []),
		...problem,
	];
}
