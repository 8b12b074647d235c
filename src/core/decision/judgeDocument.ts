import { milderAction } from '../action.ts';
import { detectInDocument } from '../detection/documents/detectInDocument.ts';
import type { Document, Reference } from '../detection/documents/reference.ts';
import type { Finding } from '../detection/finding.ts';
import type { ShellGrammars } from '../detection/syntax.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import type { DecisionContext } from './context.ts';
import { type Decision, decide } from './decide.ts';
import { type IgnoreEntry, isIgnored } from './ignoreFile.ts';

/** A place in a file that the policy has something to say about. */
export interface JudgedReference {
	readonly reference: Reference;
	readonly decision: Decision;
}

/** What documents are judged by. */
export interface DocumentJudging {
	readonly policy: CompiledPolicy;
	readonly context: DecisionContext;
	readonly grammars: ShellGrammars | undefined;
	/** What the workspace lets stand. */
	readonly ignored: readonly IgnoreEntry[];
}

/** The places of `document` about which the policy says `inform` or more and which are not let stand. */
export function judgeDocument(document: Document, judging: DocumentJudging): readonly JudgedReference[] {
	const { policy, context, grammars, ignored } = judging;
	return detectInDocument(policy.catalog, document, grammars)
		.filter((reference) => !isIgnored(ignored, document.path, reference, context.now))
		.map((reference) => ({ reference, decision: decideReference(document.path, reference, judging) }))
		.filter(({ decision: { action } }) => action !== 'allow' && action !== 'audit');
}

/**
 * What a rule says of the assistant, said of this place. Files that are set up for an assistant are worth a word, never
 * more: that they lie in a repository proves no use.
 */
function decideReference(path: string, reference: Reference, { policy, context }: DocumentJudging): Decision {
	const { assistant, use, certainty, evidence } = reference;
	const finding: Finding = {
		signal: { kind: 'document', path },
		assistant,
		use,
		certainty,
		evidence: [evidence],
	};
	if (use !== 'leftover') {
		return decide(policy, finding, context);
	}
	const decision = decide(policy, { ...finding, use: 'install' }, context);
	return { ...decision, finding, action: milderAction(decision.action, 'inform') };
}
