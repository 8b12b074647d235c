import { describeJsonProblem } from '../json/describeJsonProblem.ts';
import type { Translate } from '../wording/translate.ts';
import type { BundlePart, PolicyProblem, PolicyProblemCode } from './policyProblem.ts';

/** Says in plain words why a policy was not taken, and what to do. The policy in force is not touched by any of these. */
export function describePolicyProblem(problem: PolicyProblem, translate: Translate): string {
	const describe = sentences[problem.code] as (problem: PolicyProblem, translate: Translate) => string;
	return describe(problem, translate);
}

type Sentences = {
	readonly [Code in PolicyProblemCode]: (
		problem: Extract<PolicyProblem, { readonly code: Code }>,
		translate: Translate,
	) => string;
};

const sentences: Sentences = {
	tooLarge: (problem, translate) =>
		translate(
			'The policy file is larger than {limit} KB. Make it smaller, or look whether the address is right.',
			{
				limit: problem.limit / 1024,
			},
		),
	notUtf8: (problem, translate) =>
		translate('The {part} is not UTF-8 text. Publish it again.', {
			part: partName(problem.part, translate),
		}),
	badJson: (problem, translate) =>
		translate('The {part} cannot be read, line {line}, column {column}: {reason}', {
			part: partName(problem.part, translate),
			line: problem.problem.line,
			column: problem.problem.column,
			reason: describeJsonProblem(problem.problem, translate),
		}),
	badShape: (problem, translate) =>
		translate('The {part} does not have the form that this version reads, at {path}: {reason}', {
			part: partName(problem.part, translate),
			path: problem.path || '/',
			reason: problem.message,
		}),
	badBase64: (problem, translate) =>
		translate('The {part} is damaged. Publish it again.', {
			part: partName(problem.part, translate),
		}),
	wrongType: (problem, translate) =>
		translate('In place of the {part} there is something else ({found}). Publish the policy again.', {
			part: partName(problem.part, translate),
			found: problem.found,
		}),
	wrongOrganization: (problem, translate) =>
		translate('The {part} is of "{found}", not of "{expected}". Look whether the address is right.', {
			part: partName(problem.part, translate),
			expected: problem.expected,
			found: problem.found,
		}),
	rootUnknown: (_problem, translate) =>
		translate(
			'The policy was signed under keys that this machine does not trust. Look whether rootSha256 in the managed configuration is that of your keys.',
		),
	rootGap: (problem, translate) =>
		translate(
			'Version {expected} of the signing keys is missing (found {version}). Publish with all versions.',
			{
				version: problem.version,
				expected: problem.expected,
			},
		),
	rootRollback: (problem, translate) =>
		translate(
			'The policy comes with older signing keys (version {version}) than seen before ({seen}). It was refused, as it may be an old copy.',
			{ version: problem.version, seen: problem.seen },
		),
	rootFork: (problem, translate) =>
		translate(
			'Version {version} of the signing keys is not the one seen before. It was refused; tell your security team.',
			{ version: problem.version },
		),
	rootExpired: (problem, translate) =>
		translate(
			'The signing keys (version {version}) expired on {expires}. A new policy needs new ones: assistant-policy rotate.',
			{ version: problem.version, expires: problem.expires },
		),
	epochFell: (problem, translate) =>
		translate(
			'The epoch of version {version} of the signing keys is lower than before. It was refused.',
			{
				version: problem.version,
			},
		),
	signatures: (problem, translate) =>
		translate(
			'The {part} is not signed as it must be: {valid} of {needed} signatures are good. It was refused.',
			{ part: partName(problem.part, translate), valid: problem.valid, needed: problem.needed },
		),
	noSuchRole: (problem, translate) =>
		translate('Nobody may sign the {part}: the list of signing keys names no keys for it.', {
			part: partName(problem.part, translate),
		}),
	rollback: (problem, translate) =>
		translate(
			'The {part} is older (version {version}) than the one in force (version {seen}). It was refused; to go back, publish the old content under a new version.',
			{ part: partName(problem.part, translate), version: problem.version, seen: problem.seen },
		),
	equivocation: (problem, translate) =>
		translate(
			'There are two different documents for the {part} with version {version}. The new one was refused; raise the version and publish again.',
			{ part: partName(problem.part, translate), version: problem.version },
		),
	wrongEpoch: (problem, translate) =>
		translate('The {part} has epoch {epoch}, the signing keys have {expected}. Make them equal.', {
			part: partName(problem.part, translate),
			epoch: problem.epoch,
			expected: problem.expected,
		}),
	documentExpired: (problem, translate) =>
		translate('The {part} (version {version}) expired on {expires}. Publish one with a later date.', {
			part: partName(problem.part, translate),
			version: problem.version,
			expires: problem.expires,
		}),
	freshnessMissing: (_problem, translate) =>
		translate(
			'Nothing says that this policy is the newest: the statement of freshness is missing. Publish one.',
		),
	notNewest: (problem, translate) =>
		translate(
			'The {part} is not what the statement of freshness names. It may be an old copy; publish all parts together.',
			{ part: partName(problem.part, translate) },
		),
	notRolledOut: (problem, translate) =>
		translate('The policy (version {version}) comes in stages, and this machine is not yet among them.', {
			version: problem.version,
		}),
	unusable: (problem, translate) =>
		translate('The policy (version {version}) cannot be used: {reason}', {
			version: problem.version,
			reason: problem.message,
		}),
	badAddress: (problem, translate) =>
		translate(
			'"{source}" is not an address that a policy can come from. Correct the managed configuration.',
			{
				source: problem.source,
			},
		),
	insecure: (problem, translate) =>
		translate('"{source}" is not https. A policy comes over https, from a file, or from this machine.', {
			source: problem.source,
		}),
	redirects: (problem, translate) =>
		translate('{source} leads from one address to the next without end.', {
			source: problem.source,
		}),
	status: (problem, translate) =>
		translate('{source} answered {status}. Trying again.', {
			source: problem.source,
			status: problem.status,
		}),
	notABundle: (problem, translate) =>
		translate(
			'{source} answered with a web page, perhaps a sign-in page of this network. Trying again.',
			{
				source: problem.source,
			},
		),
	offline: (problem, translate) =>
		translate('{source} cannot be reached ({reason}). Trying again.', {
			source: problem.source,
			reason: problem.message,
		}),
	timedOut: (problem, translate) =>
		translate('{source} did not answer within {seconds} seconds. Trying again.', {
			source: problem.source,
			seconds: problem.seconds,
		}),
	unreadableFile: (problem, translate) =>
		translate('{source} cannot be read ({reason}). Trying again.', {
			source: problem.source,
			reason: problem.message,
		}),
	notSaved: (problem, translate) =>
		translate('The policy is in force but could not be saved for the next start ({reason}).', {
			reason: problem.message,
		}),
	otherStore: (problem, translate) =>
		translate(
			'The policy that is kept here was saved by a newer version ({format}), so it is fetched anew. Update the extension.',
			{ format: problem.format },
		),
	cannotVerify: (_problem, translate) =>
		translate(
			'This editor cannot check signatures correctly, so no new policy is taken. Update the editor.',
		),
};

function partName(part: BundlePart, translate: Translate): string {
	switch (part) {
		case 'bundle':
			return translate('policy bundle');
		case 'root':
			return translate('list of signing keys');
		case 'policy':
			return translate('policy');
		case 'exemptions':
			return translate('list of exemptions');
		case 'freshness':
			return translate('statement of freshness');
	}
}
