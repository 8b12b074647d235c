import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Trust } from '../../core/policy/trust/trust.ts';
import { describePolicyProblem } from '../../core/policy/describeProblem.ts';
import type { PolicyProblem } from '../../core/policy/policyProblem.ts';
import { type VerifiedPolicy, verifyBundle } from '../../core/policy/trust/verify.ts';
import { failure, type Result } from '../../core/result.ts';
import { english } from '../../core/wording/translate.ts';
import { fetchBundle, isWebSource } from '../../node/policy/policyFetch.ts';
import { nodeCryptography } from '../../node/signing/signature.ts';
import { moment } from '../composeBundle.ts';
import { complain, exitCodes, exitWith, paint, refuse, say, sayJson } from '../output.ts';
import { addFolderOption, type FolderOptions, policyFolder, shown } from '../policyFolder.ts';
import { readAnchor } from '../readAnchor.ts';
import { instant } from './decide.ts';

interface VerifyOptions extends FolderOptions {
	readonly anchor?: string;
	readonly asClient?: boolean;
	readonly now?: number;
	readonly machine?: string;
	readonly json?: boolean;
}

const examples = `
Examples:
  $ assistant-policy verify
  $ assistant-policy verify --as-client --anchor /etc/approved-assistants/anchor.json`;

/** `verify`: judges a bundle by an anchor, exactly as an editor that has never seen a policy. */
export function addVerify(program: Command): void {
	addFolderOption(program.command('verify'))
		.summary('check a bundle as an editor would')
		.description('Checks a bundle by an anchor, as an editor that has seen no policy yet would.')
		.argument('[bundle]', 'a bundle file or address (default: that of the policy folder)')
		.option('--as-client', "fetch it from the anchor's sources, in their order")
		.option('--anchor <file>', 'the anchor (default: anchor.json of the policy folder)')
		.option('--now <instant>', 'judge expiry as of this day or moment', instant)
		.option('--machine <id>', 'judge rollout as this machine')
		.option('--json', 'print the outcome as JSON')
		.addHelpText('after', examples)
		.action(verify);
}

async function verify(bundle: string | undefined, options: VerifyOptions): Promise<void> {
	const places = policyFolder(options);
	const anchor = await readAnchor(options.anchor ?? places.anchor);
	if (anchor === undefined) {
		return;
	}
	const file = bundle ?? places.bundle;
	if (options.asClient !== true && !isWebSource(file) && !file.startsWith('file:') && !existsSync(file)) {
		refuse(`There is no file ${shown(file)}.`, 'Write one with: assistant-policy publish');
		return;
	}
	const now = options.now ?? Date.now();
	for (const source of options.asClient === true ? anchor.sources : [file]) {
		const judged = await judgeSource(source, { anchor, now, machine: options.machine });
		if (judged.ok) {
			exitWith(exitCodes.done);
			reportAccepted(source, judged.value, options);
			return;
		}
		reportRefused(source, judged.error, options);
	}
}

async function judgeSource(
	source: string,
	judging: Pick<Trust, 'anchor' | 'machine'> & { readonly now: number },
): Promise<Result<VerifiedPolicy, PolicyProblem>> {
	const outcome = await fetchBundle(source, { etag: undefined, now: judging.now, fetch });
	switch (outcome.result) {
		case 'failed':
			return failure(outcome.problem);
		case 'unchanged':
			return failure({ code: 'status', source, status: 304 });
		case 'bundle':
			return verifyBundle(outcome.bytes, {
				...judging,
				floor: undefined,
				cryptography: nodeCryptography,
			});
	}
}

function reportAccepted(
	source: string,
	{ document, sha256, signers, root, exemptions, freshUntil, passedOver }: VerifiedPolicy,
	{ json }: VerifyOptions,
): void {
	const { epoch, version, expires } = document;
	if (json === true) {
		sayJson({
			source,
			result: 'accepted',
			epoch,
			version,
			expires,
			sha256,
			signers,
			rootVersion: root.version,
			exemptions: exemptions?.exemptions.length ?? 0,
			freshUntil: freshUntil === undefined ? undefined : moment(freshUntil),
			passedOver,
		});
		return;
	}
	say(`${paint('green', 'Accepted')}: ${source}`);
	say(`  ${document.organization.name}, version ${version}, expires ${expires}, SHA-256 ${sha256}`);
	say(`  signed by ${signers.map((id) => id.slice(0, 12)).join(', ')} under root version ${root.version}`);
	for (const problem of passedOver) {
		complain('warning', describePolicyProblem(problem, english));
	}
}

function reportRefused(source: string, problem: PolicyProblem, { json }: VerifyOptions): void {
	if (json === true) {
		sayJson({ source, result: 'refused', problem });
		exitWith(exitCodes.refused);
		return;
	}
	refuse(`${source}: ${describePolicyProblem(problem, english)}`);
}
