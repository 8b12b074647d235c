import { describeJsonProblem } from '../json/describeJsonProblem.ts';
import type { Translate } from '../wording/translate.ts';
import type { BundlePart, PolicyProblem } from './policyProblem.ts';

/** Says in plain words why a policy was not taken, and what to do. The policy in force is not touched by any of these. */
export function describePolicyProblem(problem: PolicyProblem, translate: Translate): string {
	switch (problem.code) {
		case 'tooLarge':
			return translate(
				'The policy file is larger than {limit} KB. Make it smaller, or look whether the address is right.',
				{
					limit: problem.limit / 1024,
				},
			);
		case 'notUtf8':
			return translate('The {part} is not UTF-8 text. Publish it again.', {
				part: partName(problem.part, translate),
			});
		case 'badJson':
			return translate('The {part} cannot be read, line {line}, column {column}: {reason}', {
				part: partName(problem.part, translate),
				line: problem.problem.line,
				column: problem.problem.column,
				reason: describeJsonProblem(problem.problem, translate),
			});
		case 'badShape':
			return translate(
				'The {part} does not have the form that this version reads, at {path}: {reason}',
				{
					part: partName(problem.part, translate),
					path: problem.path || '/',
					reason: problem.message,
				},
			);
		case 'badBase64':
			return translate('The {part} is damaged. Publish it again.', {
				part: partName(problem.part, translate),
			});
		case 'wrongType':
			return translate(
				'In place of the {part} there is something else ({found}). Publish the policy again.',
				{
					part: partName(problem.part, translate),
					found: problem.found,
				},
			);
		case 'wrongOrganization':
			return translate(
				'The {part} is of "{found}", not of "{expected}". Look whether the address is right.',
				{
					part: partName(problem.part, translate),
					expected: problem.expected,
					found: problem.found,
				},
			);
		case 'rootUnknown':
			return translate(
				'The policy was signed under keys that this machine does not trust. Look whether rootSha256 in the managed configuration is that of your keys.',
			);
		case 'rootGap':
			return translate(
				'Version {expected} of the signing keys is missing (found {version}). Publish with all versions.',
				{
					version: problem.version,
					expected: problem.expected,
				},
			);
		case 'rootRollback':
			return translate(
				'The policy comes with older signing keys (version {version}) than seen before ({seen}). It was refused, as it may be an old copy.',
				{ version: problem.version, seen: problem.seen },
			);
		case 'rootFork':
			return translate(
				'Version {version} of the signing keys is not the one seen before. It was refused; tell your security team.',
				{ version: problem.version },
			);
		case 'rootExpired':
			return translate(
				'The signing keys (version {version}) expired on {expires}. A new policy needs new ones: assistant-policy rotate.',
				{ version: problem.version, expires: problem.expires },
			);
		case 'epochFell':
			return translate(
				'The epoch of version {version} of the signing keys is lower than before. It was refused.',
				{
					version: problem.version,
				},
			);
		case 'signatures':
			return translate(
				'The {part} is not signed as it must be: {valid} of {needed} signatures are good. It was refused.',
				{ part: partName(problem.part, translate), valid: problem.valid, needed: problem.needed },
			);
		case 'rollback':
			return translate(
				'The policy is older (version {version}) than the one in force (version {seen}). It was refused; to go back, publish the old rules under a new version.',
				{ version: problem.version, seen: problem.seen },
			);
		case 'equivocation':
			return translate(
				'There are two different policies with version {version}. The new one was refused; raise the version and publish again.',
				{ version: problem.version },
			);
		case 'wrongEpoch':
			return translate(
				'The policy has epoch {epoch}, the signing keys have {expected}. Make them equal.',
				{
					epoch: problem.epoch,
					expected: problem.expected,
				},
			);
		case 'policyExpired':
			return translate(
				'The policy (version {version}) expired on {expires}. Publish one with a later date.',
				{
					version: problem.version,
					expires: problem.expires,
				},
			);
		case 'unusable':
			return translate('The policy (version {version}) cannot be used: {reason}', {
				version: problem.version,
				reason: problem.message,
			});
		case 'badAddress':
			return translate(
				'"{source}" is not an address that a policy can come from. Correct the managed configuration.',
				{
					source: problem.source,
				},
			);
		case 'insecure':
			return translate(
				'"{source}" is not https. A policy comes over https, from a file, or from this machine.',
				{
					source: problem.source,
				},
			);
		case 'redirects':
			return translate('{source} leads from one address to the next without end.', {
				source: problem.source,
			});
		case 'status':
			return translate('{source} answered {status}. Trying again.', {
				source: problem.source,
				status: problem.status,
			});
		case 'notABundle':
			return translate(
				'{source} answered with a web page, perhaps a sign-in page of this network. Trying again.',
				{
					source: problem.source,
				},
			);
		case 'offline':
			return translate('{source} cannot be reached ({reason}). Trying again.', {
				source: problem.source,
				reason: problem.message,
			});
		case 'timedOut':
			return translate('{source} did not answer within {seconds} seconds. Trying again.', {
				source: problem.source,
				seconds: problem.seconds,
			});
		case 'unreadableFile':
			return translate('{source} cannot be read ({reason}). Trying again.', {
				source: problem.source,
				reason: problem.message,
			});
		case 'notSaved':
			return translate('The policy is in force but could not be saved for the next start ({reason}).', {
				reason: problem.message,
			});
		case 'cannotVerify':
			return translate(
				'This editor cannot check signatures correctly, so no new policy is taken. Update the editor.',
			);
	}
}

function partName(part: BundlePart, translate: Translate): string {
	switch (part) {
		case 'bundle':
			return translate('policy bundle');
		case 'root':
			return translate('list of signing keys');
		case 'policy':
			return translate('policy');
	}
}
