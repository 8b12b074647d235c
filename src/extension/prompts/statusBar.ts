import { type Disposable, env, MarkdownString, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { Decision } from '../../core/decision/decide.ts';
import type { CompiledPolicy } from '../../core/policy/compile.ts';
import { describePolicyProblem } from '../../core/policy/describeProblem.ts';
import { type PolicyHeadline, policyHeadline } from '../../core/wording/policyHeadline.ts';
import { writeAge, writeInstant } from '../../core/wording/reader.ts';
import { assistantName, reasonCard } from '../../core/wording/reasonCard.ts';
import { cardMarkdown, escapeMarkdown } from '../../core/wording/renderCard.ts';
import { commands } from '../contributions.ts';
import { describeHoldProblem } from '../../core/enforcement/describeHold.ts';
import { needsAttention, type Overview } from '../look.ts';
import { editorReader, translate } from '../words.ts';

/** Shows the state at a glance; a click opens the ways forward. */
export interface StatusBar extends Disposable {
	show(overview: Overview, policy: CompiledPolicy | undefined): void;
}

export function createStatusBar(): StatusBar {
	const item = window.createStatusBarItem('approvedAssistants.status', StatusBarAlignment.Left, 40);
	item.name = 'Approved Assistants';
	item.command = commands.showStatus;
	return {
		show: (overview, policy) => {
			const headline = policyHeadline(overview.policy, translate);
			const { icon, text, color } = face(overview, policy, headline);
			item.text = `$(${icon}) ${text}`;
			item.backgroundColor =
				color === undefined ? undefined : new ThemeColor(`statusBarItem.${color}Background`);
			item.tooltip = tooltip(overview, policy, headline);
			item.accessibilityInformation = {
				label: translate('Approved Assistants: {state}', { state: text }),
			};
			item.show();
		},
		dispose: () => item.dispose(),
	};
}

interface Face {
	readonly icon: string;
	readonly text: string;
	readonly color?: 'warning' | 'error';
}

function face(
	overview: Overview,
	policy: CompiledPolicy | undefined,
	{ standing, text }: PolicyHeadline,
): Face {
	switch (standing) {
		case 'refused':
			return { icon: 'workspace-untrusted', text: translate('Policy refused'), color: 'error' };
		case 'unconfigured':
			return { icon: 'shield', text: translate('No assistant policy') };
		case 'missing':
			return { icon: 'sync', text };
		case 'unreachable':
			return { icon: 'cloud', text: translate('Policy unreachable'), color: 'warning' };
		case 'stale':
		case 'expired':
			return { icon: 'history', text, color: 'warning' };
		case 'fine':
			return policy === undefined ? { icon: 'shield', text } : assistantsFace(overview, policy);
	}
}

function assistantsFace(overview: Overview, policy: CompiledPolicy): Face {
	const { allowList, held, stillRunning } = overview;
	const decisions = overview.decisions.filter((decision) => needsAttention(overview, decision));
	const [strongest] = decisions;
	if (allowList.state === 'failed' || held.some(({ hold }) => hold.state === 'failed')) {
		return { icon: 'warning', text: translate('Policy not applied'), color: 'warning' };
	}
	if (strongest === undefined) {
		return { icon: 'shield', text: translate('Assistants approved') };
	}
	const text =
		assistantName(policy, strongest.finding) + (decisions.length > 1 ? ` +${decisions.length - 1}` : '');
	switch (strongest.action) {
		case 'block':
			return {
				icon: 'circle-slash',
				text:
					stillRunning.length > 0
						? translate('{assistants}: reload to finish', { assistants: text })
						: text,
				color: 'warning',
			};
		case 'warn':
			return { icon: 'warning', text };
		case 'inform':
		case 'audit':
		case 'allow':
			return { icon: 'info', text };
	}
}

function tooltip(
	overview: Overview,
	policy: CompiledPolicy | undefined,
	headline: PolicyHeadline,
): MarkdownString {
	const reader = editorReader();
	const lines = [`**${escapeMarkdown(headline.text)}**`, ''];
	const { policy: status } = overview;
	if (status.state !== 'unconfigured' && status.problem !== undefined) {
		lines.push(escapeMarkdown(describePolicyProblem(status.problem, translate)), '');
		if (status.state === 'active') {
			lines.push(escapeMarkdown(translate('The last good policy stays in force.')), '');
		}
	}
	if (status.state === 'active') {
		const { version, source, checkedAt, signers } = status.policy;
		const checked = writeInstant(checkedAt, reader);
		const keys = signers.map((signer) => signer.slice(0, 12)).join(', ');
		const organization = policy?.document.organization.name ?? status.policy.organization;
		lines.push(
			escapeMarkdown(translate('{organization}, policy version {version}', { organization, version })),
			'',
			escapeMarkdown(translate('Confirmed {date} by {source}', { date: checked, source })),
			'',
			escapeMarkdown(
				translate('Checked {age}, signed by {keys}', {
					age: writeAge(checkedAt, Date.now(), reader),
					keys,
				}),
			),
			'',
		);
	}
	lines.push(...enforcementLines(overview), ...cards(overview.decisions, policy));
	lines.push(
		'---',
		`[${escapeMarkdown(translate('Open the status page'))}](command:${commands.openStatusPage})`,
	);
	const text = new MarkdownString(lines.join('\n'), true);
	text.isTrusted = { enabledCommands: Object.values(commands) };
	return text;
}

function enforcementLines({ allowList, held, stillRunning }: Overview): readonly string[] {
	const lines: string[] = [];
	if (stillRunning.length > 0) {
		const extensions = new Intl.ListFormat(env.language).format(stillRunning);
		lines.push(translate('Still running until the window is reloaded: {extensions}.', { extensions }));
	}
	if (allowList.state === 'managed') {
		lines.push(translate('Which extensions may run is set by your organisation’s device policy.'));
	}
	if (allowList.state === 'failed') {
		const message = describeHoldProblem(allowList.problem, translate);
		lines.push(translate('Extensions could not be switched off: {message}', { message }));
	}
	for (const { name, hold } of held) {
		if (hold.state === 'failed') {
			const problem = describeHoldProblem(hold.problem, translate);
			lines.push(`${name}: ${translate('could not be applied: {problem}', { problem })}`);
		}
	}
	return lines.flatMap((line) => [escapeMarkdown(line), '']);
}

function cards(decisions: readonly Decision[], policy: CompiledPolicy | undefined): readonly string[] {
	if (policy === undefined) {
		return [];
	}
	const now = Date.now();
	return decisions.flatMap((decision) => [
		'---',
		cardMarkdown(reasonCard(policy, decision, editorReader(), now)),
		'',
	]);
}
