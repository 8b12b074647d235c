import type { Reader } from '../wording/reader.ts';
import { isoText } from './isoText.ts';
import { statusPage, type StatusPageFacts } from './statusPage.ts';

/** What the report says of where it was made. */
export interface Machine {
	readonly extension: string;
	readonly editor: string;
	readonly os: string;
	readonly remote: string;
	readonly language: string;
}

/**
 * A report for a help desk: first for people, then the same and more as JSON. Left out: where files lie and what they are
 * called, command lines, what a policy problem quotes, and what an address carries besides its host and path.
 */
export function helpDeskReport(
	facts: StatusPageFacts,
	machine: Machine,
	reader: Reader,
	now: number,
): string {
	const { translate } = reader;
	const page = statusPage(facts, reader, now);
	const readable = [
		`# ${translate('Approved Assistants: report for the help desk')}`,
		'',
		translate(
			'Look it over before you pass it on. It holds no code, no prompts, no names of files, no secrets.',
		),
		'',
		`- ${isoText(now)}`,
		`- ${page.headline.text}`,
		...(page.organization === undefined ? [] : [`- ${page.organization}`]),
		`- ${Object.values(machine).join(' · ')}`,
		'',
		...list(
			translate('Found here'),
			page.found.map(({ card: { assistant }, word }) => `${assistant}: ${word}`),
		),
		...list(
			translate('What the policy says'),
			page.sentences.map(({ title }) => title),
		),
		...list(
			translate('What happened here'),
			page.happenings.map(({ at, text }) => `${isoText(at)} ${text}`),
		),
	];
	const data = JSON.stringify(reportData(facts, machine, now), undefined, '\t');
	return [...readable, '```json', data, '```', ''].join('\n');
}

function list(title: string, lines: readonly string[]): readonly string[] {
	return lines.length === 0 ? [] : [`## ${title}`, '', ...lines.map((line) => `- ${line}`), ''];
}

function reportData(facts: StatusPageFacts, machine: Machine, now: number): unknown {
	const { status, policy, decisions, history, snoozes, quietHours } = facts;
	return {
		report: 1,
		madeAt: isoText(now),
		machine,
		policy: policyData(status),
		problem: status.state === 'unconfigured' ? undefined : status.problem?.code,
		found: decisions.map(({ finding, action, because, rule, trace }) => ({
			assistant: finding.assistant,
			seen: finding.signal.kind,
			use: finding.use,
			certainty: finding.certainty,
			marks: finding.evidence.map(({ fingerprint }) => fingerprint),
			action,
			because,
			rule: rule?.entry.id,
			trace: trace.map((step) => ({ rule: step.rule, outcome: step.outcome })),
		})),
		rules: policy?.rules.map(({ entry, phases }) => ({
			id: entry.id,
			phases: phases.map(({ from, action }) => ({ from: isoText(from), action })),
		})),
		exemptions: policy?.exemptions.map(({ id, until }) => ({ id, until: isoText(until) })),
		history: history.map((entry) => ({ ...entry, at: isoText(entry.at) })),
		putOff: snoozes.map(({ about, until }) => ({ about, until: isoText(until) })),
		quietHours,
	};
}

function policyData(status: StatusPageFacts['status']): unknown {
	if (status.state !== 'active') {
		return status.state;
	}
	const { policy } = status;
	return {
		organization: policy.organization,
		epoch: policy.epoch,
		version: policy.version,
		sha256: policy.sha256,
		rootVersion: policy.rootVersion,
		signers: policy.signers,
		source: plainSource(policy.source),
		acceptedAt: isoText(policy.acceptedAt),
		checkedAt: isoText(policy.checkedAt),
		freshness: policy.freshness,
		withdrawn: policy.withdrawn,
		passedOver: policy.passedOver.map(({ code }) => code),
		machine: policy.machine,
	};
}

/** Host and path of an address; of a file only that it is one. */
function plainSource(source: string): string {
	const match = /^(https?:\/\/)(?:[^/?#]*@)?([^?#]*)/i.exec(source);
	return match === null ? 'a file' : `${match[1] ?? ''}${match[2] ?? ''}`;
}
