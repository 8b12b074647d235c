import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { CodeLens, Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { actions } from '../../core/action.ts';
import { type CaseOutcome, judgeCase, readCases } from '../../core/decision/policyCases.ts';
import { detect } from '../../core/detection/detect.ts';
import type { ShellGrammars } from '../../core/detection/syntax.ts';
import { locateInJson } from '../../core/json/position.ts';
import { compilePolicy } from '../../core/policy/compile.ts';
import { judgePolicyText } from '../../core/policy/judgePolicyText.ts';
import { problemDiagnostics, tokenAt } from './policyDiagnostics.ts';
import type { PolicySubject } from './policyText.ts';

/** Over each rule, what it decides on the signals that were recorded beside the policy. */
export async function policyLenses(
	subject: PolicySubject,
	casesText: string | undefined,
	grammars: ShellGrammars | undefined,
): Promise<readonly CodeLens[]> {
	const { document, reader } = subject;
	const outcomes = casesText === undefined ? undefined : await outcomesOf(subject, casesText, grammars);
	const tree = parseTree(document.getText());
	const rules = (tree && findNodeAtLocation(tree, ['rules'])?.children) ?? [];
	return outcomes === undefined
		? []
		: rules.map((rule): CodeLens => {
				const id: unknown = findNodeAtLocation(rule, ['id'])?.value;
				const own = outcomes.filter(({ decision }) => decision?.rule?.entry.id === id);
				return {
					range: tokenAt(document, rule.offset),
					command: { title: titleOf(reader.translate, own, outcomes.length), command: '' },
				};
			});
}

function titleOf(
	translate: PolicySubject['reader']['translate'],
	own: readonly CaseOutcome[],
	all: number,
): string {
	if (own.length === 0) {
		return translate('Decides none of the {all} recorded signals', { all });
	}
	const counts = actions
		.map((action) => ({
			action,
			count: own.filter(({ decision }) => decision?.action === action).length,
		}))
		.filter(({ count }) => count > 0)
		.toReversed();
	const what = counts.map(({ action, count }) => `${count} ${action}`).join(', ');
	const wrong = own.filter(({ problem }) => problem !== undefined).length;
	return wrong === 0
		? translate('Decides {count} of {all} recorded signals: {what}', { count: own.length, all, what })
		: translate('Decides {count} of {all} recorded signals: {what}; {wrong} not as expected', {
				count: own.length,
				all,
				what,
				wrong,
			});
}

/** What is wrong in a file of cases, and which of them the policy beside it does not decide as they expect. */
export async function casesDiagnostics(
	document: TextDocument,
	policy: PolicySubject | undefined,
	grammars: ShellGrammars | undefined,
): Promise<readonly Diagnostic[]> {
	const text = document.getText();
	const read = readCases(text);
	if (!read.ok) {
		return problemDiagnostics(document, read.error);
	}
	const outcomes = (policy && (await outcomesOf(policy, text, grammars))) ?? [];
	const differing = outcomes.flatMap(({ problem }, index) =>
		problem === undefined ? [] : [{ ...locateInJson(text, [index]), code: 'case', message: problem }],
	);
	return problemDiagnostics(document, differing);
}

async function outcomesOf(
	{ document, builtInCatalog, now }: PolicySubject,
	casesText: string,
	grammars: ShellGrammars | undefined,
): Promise<readonly CaseOutcome[] | undefined> {
	const judged = judgePolicyText(document.getText(), builtInCatalog, now);
	const cases = readCases(casesText);
	if (judged.document === undefined || !cases.ok) {
		return undefined;
	}
	const policy = compilePolicy(judged.document, builtInCatalog);
	return await Promise.all(
		cases.value.map(
			async (one) =>
				await judgeCase(policy, one, async (signal) => detect(policy.catalog, signal, grammars)),
		),
	);
}
