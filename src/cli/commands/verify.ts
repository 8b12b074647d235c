import type { Command } from 'commander';
import { trustAnchorSchema } from '../../core/policy/anchor.ts';
import { describePolicyProblem } from '../../core/policy/describeProblem.ts';
import { parseWithPlaces } from '../../core/policy/parseDocument.ts';
import { verifyBundle } from '../../core/policy/verify.ts';
import { english } from '../../core/wording/translate.ts';
import { fetchBundle } from '../../node/policyFetch.ts';
import { nodeCryptography } from '../../node/signature.ts';
import { exitCodes, paint, refuse, say, sayJson } from '../output.ts';
import { addFolderOption, type FolderOptions, policyFolder, shown } from '../policyFolder.ts';
import { printProblems, readText } from '../readPolicy.ts';
import { instant } from './decide.ts';

interface VerifyOptions extends FolderOptions {
	readonly anchor?: string;
	readonly asClient?: boolean;
	readonly now?: number;
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
		.option('--json', 'print the outcome as JSON')
		.addHelpText('after', examples)
		.action(verify);
}

async function verify(bundle: string | undefined, options: VerifyOptions): Promise<void> {
	const places = policyFolder(options);
	const anchorPath = options.anchor ?? places.anchor;
	const text = await readText(anchorPath, 'Name the anchor that keygen printed: --anchor FILE');
	if (text === undefined) {
		return;
	}
	const anchor = parseWithPlaces(text, trustAnchorSchema);
	if (!anchor.ok) {
		printProblems(
			anchor.error.map((problem) => ({ file: shown(anchorPath), severity: 'error', ...problem })),
		);
		return;
	}
	const now = options.now ?? Date.now();
	const sources = options.asClient === true ? anchor.value.sources : [bundle ?? places.bundle];
	for (const source of sources) {
		const outcome = await fetchBundle(source, { etag: undefined, now, fetch });
		const problem = outcome.result === 'failed' ? outcome.problem : undefined;
		const bytes = outcome.result === 'bundle' ? outcome.bytes : new Uint8Array();
		const trust = { anchor: anchor.value, floor: undefined, now, cryptography: nodeCryptography };
		const judged =
			problem === undefined ? verifyBundle(bytes, trust) : ({ ok: false, error: problem } as const);
		if (!judged.ok) {
			if (options.json === true) {
				sayJson({ source, result: 'refused', problem: judged.error });
				process.exitCode = exitCodes.refused;
			} else {
				refuse(`${source}: ${describePolicyProblem(judged.error, english)}`);
			}
			continue;
		}
		const { document, sha256, signers, root } = judged.value;
		const { epoch, version, expires } = document;
		process.exitCode = exitCodes.done;
		if (options.json === true) {
			sayJson({
				source,
				result: 'accepted',
				epoch,
				version,
				expires,
				sha256,
				signers,
				rootVersion: root.version,
			});
		} else {
			say(`${paint('green', 'Accepted')}: ${source}`);
			say(`  ${document.organization.name}, version ${version}, expires ${expires}, SHA-256 ${sha256}`);
			say(
				`  signed by ${signers.map((id) => id.slice(0, 12)).join(', ')} under root version ${root.version}`,
			);
		}
		return;
	}
}
