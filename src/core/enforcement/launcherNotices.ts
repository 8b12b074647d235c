import type { Certainty } from '../detection/finding.ts';
import type { DecisionContext } from '../decision/context.ts';
import { type Decision, decide, strongestDecision } from '../decision/decide.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { withoutControls } from '../text.ts';
import { reasonCard } from '../wording/reasonCard.ts';
import type { Reader } from '../wording/reader.ts';
import { type LauncherOffer, launcherOffer } from './launcherOffer.ts';

/** What the launcher of one command does: stops it, or lets it through after its lines were shown. */
export interface LauncherNotice {
	readonly action: 'warn' | 'block';
	/** What the terminal shows, without control characters. */
	readonly lines: readonly string[];
	readonly decision: Decision;
	/** What can be run instead of a command that is stopped. */
	readonly offer?: LauncherOffer | undefined;
}

/**
 * The commands that need a launcher now, by name. A launcher knows only the name it was called by, so a name that other
 * programs share counts as `possible`, and is left alone unless the policy blocks even those.
 */
export function launcherNotices(
	policy: CompiledPolicy,
	context: DecisionContext,
	reader: Reader,
): ReadonlyMap<string, LauncherNotice> {
	const notices = new Map<string, LauncherNotice>();
	for (const command of policy.catalog.byCommand.keys()) {
		if (!isPlainName(command)) {
			continue;
		}
		const decision = strongestDecision(decisionsFor(policy, command, context));
		if (decision?.action === 'block' || decision?.action === 'warn') {
			const lines = noticeLines(policy, decision, reader, context.now);
			const offer = decision.action === 'block' ? launcherOffer(policy, decision, reader) : undefined;
			notices.set(command, { action: decision.action, lines, decision, offer });
		}
	}
	return notices;
}

function decisionsFor(
	policy: CompiledPolicy,
	command: string,
	context: DecisionContext,
): readonly Decision[] {
	const certainty = certaintyOf(policy.catalog, command);
	return (policy.catalog.byCommand.get(command) ?? []).map((assistant) =>
		decide(
			policy,
			{
				signal: { kind: 'command', shell: 'sh', text: command },
				assistant: assistant.id,
				use: 'run',
				certainty,
				evidence: [{ fingerprint: 'command', value: command }],
			},
			context,
		),
	);
}

function certaintyOf(catalog: Catalog, command: string): Certainty {
	const owners = catalog.byCommand.get(command) ?? [];
	const shared = owners.some(
		(owner) =>
			owner.namesakes?.some(
				({ command: name, usually }) => name === command && usually !== 'assistant',
			) === true,
	);
	return shared ? 'possible' : 'certain';
}

function noticeLines(
	policy: CompiledPolicy,
	decision: Decision,
	reader: Reader,
	now: number,
): readonly string[] {
	const { translate } = reader;
	const card = reasonCard(policy, decision, reader, now);
	const terminal = decision.replacement?.entry.terminal?.command;
	const instead = terminal ?? card.replacement;
	const { contact } = policy.document.organization;
	const link = decision.rule?.entry.learnMore ?? policy.document.organization.learnMore;
	return [
		card.title,
		card.reason,
		instead === undefined ? '' : translate('Use instead: {command}', { command: instead }),
		[link, contact].filter((part) => part !== undefined).join('  ·  '),
	]
		.map(withoutControls)
		.filter((line) => line !== '');
}

/** A file name that is safe in every shell and file system. */
function isPlainName(command: string): boolean {
	return /^[a-z0-9][a-z0-9._-]*$/.test(command);
}
