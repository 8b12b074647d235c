import type { Decision } from '../decision/decide.ts';
import type { History } from '../history/historyEntry.ts';
import { historyLimits } from '../history/addEntry.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import type { PolicyStatus } from '../policy/status.ts';
import { actionWord } from '../wording/actionWords.ts';
import { type EvidenceLine, evidenceLines } from '../wording/evidence.ts';
import { outline, type OutlineItem, type OutlineSection, type Snooze } from '../wording/outline.ts';
import { type PolicyHeadline, policyHeadline } from '../wording/policyHeadline.ts';
import { type Reader, writeInstant } from '../wording/reader.ts';
import { type ReasonCard, reasonCard } from '../wording/reasonCard.ts';
import { type Happening, happening } from './happening.ts';
import { type PolicySentence, policySentences } from './policySentences.ts';
import { type TimeLine, timeLine } from './timeLine.ts';

/** Something that goes to the organisation, letter for letter. */
export interface SentMessage {
	/** What it is for. */
	readonly purpose: string;
	readonly text: string;
}

/** What is known where the page is shown. */
export interface StatusPageFacts {
	readonly status: PolicyStatus;
	readonly policy: CompiledPolicy | undefined;
	readonly decisions: readonly Decision[];
	/** Ids of the installed extensions, in lower case. */
	readonly installed: ReadonlySet<string>;
	/** How what the policy wants held stands. */
	readonly held: readonly OutlineItem[];
	readonly history: History;
	readonly snoozes: readonly Snooze[];
	/** What this machine sends, as sent. */
	readonly sent: readonly SentMessage[];
	/** As the person wrote them; empty when there are none. */
	readonly quietHours: string;
}

/** Something that was found, with all there is to say about it. */
export interface FoundHere {
	readonly card: ReasonCard;
	readonly decision: Decision;
	/** The action as people say it. */
	readonly word: string;
	readonly evidence: readonly EvidenceLine[];
}

/** The status page before it is drawn. */
export interface StatusPage {
	readonly headline: PolicyHeadline;
	readonly organization: string | undefined;
	/** Where to read more of the policy. */
	readonly learnMore: string | undefined;
	readonly contact: string | undefined;
	readonly standing: readonly OutlineItem[];
	readonly found: readonly FoundHere[];
	readonly sentences: readonly PolicySentence[];
	readonly sections: readonly OutlineItem[];
	readonly timeLine: TimeLine;
	/** The newest first. */
	readonly happenings: readonly Happening[];
	readonly keptDays: number;
	readonly snoozes: readonly { readonly about: string; readonly until: string }[];
	readonly sent: readonly SentMessage[];
	readonly quietHours: string;
}

/** What the page shows as the view does. */
const alsoInView: ReadonlySet<OutlineSection> = new Set(['held', 'sanctioned', 'coming', 'exemptions']);

/** Puts the page together for `reader` at `now` (epoch milliseconds). */
export function statusPage(facts: StatusPageFacts, reader: Reader, now: number): StatusPage {
	const { policy, status, history } = facts;
	const happenings = history.map((entry) => happening(entry, policy?.catalog, reader));
	const sections = outline(facts, reader, now);
	return {
		headline: policyHeadline(status, reader.translate),
		organization: policy?.document.organization.name,
		learnMore: policy?.document.organization.learnMore,
		contact: policy?.document.organization.contact,
		standing: sections.find(({ id }) => id === 'policy')?.children ?? [],
		found: facts.decisions.flatMap((decision) =>
			policy === undefined ? [] : [foundHere(policy, decision, reader, now)],
		),
		sentences: policy === undefined ? [] : policySentences(policy, reader, now),
		sections: sections.filter(({ id }) => id !== undefined && alsoInView.has(id)),
		timeLine: timeLine(policy, happenings, reader, now),
		happenings: happenings.toReversed(),
		keptDays: historyLimits.days,
		snoozes: facts.snoozes.map(({ about, until }) => ({ about, until: writeInstant(until, reader) })),
		sent: facts.sent,
		quietHours: facts.quietHours,
	};
}

function foundHere(policy: CompiledPolicy, decision: Decision, reader: Reader, now: number): FoundHere {
	return {
		card: reasonCard(policy, decision, reader, now),
		decision,
		word: actionWord(decision.action, reader.translate),
		evidence: evidenceLines(decision, reader),
	};
}
