import type { Command } from 'commander';
import {
	type FleetDay,
	type FleetPolicies,
	simulate as simulateFleet,
} from '../../core/decision/simulate.ts';
import { nextChange } from '../../core/decision/decide.ts';
import type { PolicyDocument } from '../../core/policy/document.ts';
import { instantOf } from '../../core/policy/instant.ts';
import { isRolledOut, nextStage } from '../../core/policy/rollout.ts';
import { nodeCryptography } from '../../node/signing/signature.ts';
import { type CompiledPolicy, compilePolicy } from '../../core/policy/compile.ts';
import { writeFileAtomic } from '../../node/files/atomicFile.ts';
import { builtInCatalog } from '../../node/builtInCatalog.ts';
import { complain, exitCodes, exitWith, refuse, say, sayJson } from '../output.ts';
import { addFolderOption, type FolderOptions, policyFolder, shown } from '../policyFolder.ts';
import { readAnyPolicy } from '../readPolicy.ts';
import { type RecordedFleet, readFleet } from '../simulation/recordedFleet.ts';
import { printSimulation, simulationAsJson } from '../simulation/report.ts';
import { svgPlot } from '../simulation/svgPlot.ts';
import { dayText } from '../simulation/textPlot.ts';
import { count } from '../wholeNumber.ts';
import { instant } from './decide.ts';

interface SimulateOptions extends FolderOptions {
	readonly signals: string;
	readonly policy?: string;
	readonly current?: string;
	readonly from?: number;
	readonly to?: number;
	readonly svg?: string;
	readonly list: number;
	readonly json?: boolean;
}

const dayLength = 86_400_000;
/** Ten years: far above any plan, and quick. */
const mostDays = 3660;

const examples = `
Examples:
  $ assistant-policy simulate --signals fleet.jsonl
  $ assistant-policy simulate --signals fleet.jsonl --current public/policy.bundle.json --svg plan.svg
  $ assistant-policy simulate --signals fleet.jsonl --from 2026-07-01 --to 2026-08-01 --json

The signals are lines as decide reads them. Beside a signal may stand "machine", a name under which its signals are
counted together, and "context" with os, editor, remote, groups, region, folders, repositories, for rules with "when":
  {"kind":"extension","id":"anthropic.claude-code","machine":"m1","context":{"os":"linux","groups":["research"]}}
A day stands for its last moment, UTC.`;

/** `simulate`: a fleet's recorded signals through a policy, day by day. */
export function addSimulate(program: Command): void {
	addFolderOption(program.command('simulate'))
		.summary("put a fleet's recorded signals through a policy, day by day")
		.description('Says day by day how many machines a policy would block, and who is newly blocked when.')
		.requiredOption('--signals <file>', 'signals, one JSON per line')
		.option('--policy <file>', 'the policy to try (default: that of the policy folder)')
		.option('--current <file>', 'the policy that holds where the new one has not come yet')
		.option('--from <day>', 'the first day (default: today)', instant)
		.option(
			'--to <day>',
			'the last day (default: the day after the last change that the policy plans)',
			instant,
		)
		.option('--svg <file>', 'draw it into a file as well')
		.option('--list <number>', 'how many machines to name for each change', count, 3)
		.option('--json', 'print as JSON, with every change')
		.addHelpText('after', examples)
		.action(simulate);
}

async function simulate(options: SimulateOptions): Promise<void> {
	const document = await readAnyPolicy(options.policy ?? policyFolder(options).policy);
	const old = options.current === undefined ? undefined : await readAnyPolicy(options.current);
	if (document === undefined || (options.current !== undefined && old === undefined)) {
		return;
	}
	const policies = fleetPolicies(document, old);
	const range = rangeOf(policies.after, options);
	const fleet = range && (await readFleet(options.signals, policies.after, policies.before));
	if (range !== undefined && fleet !== undefined) {
		await report(fleet, policies.after, simulateFleet(fleet, policies, range), options);
	}
}

function fleetPolicies(document: PolicyDocument, old: PolicyDocument | undefined): FleetPolicies {
	const { rollout } = document;
	if (rollout !== undefined && old === undefined) {
		complain('warning', 'Without --current, machines that the rollout has not reached have no policy.');
	}
	return {
		after: compilePolicy(document, builtInCatalog),
		before: old && compilePolicy(old, builtInCatalog),
		reached: (machine, now) => isRolledOut(rollout, machine, now, nodeCryptography),
		stages: (rollout?.stages ?? []).map((stage) => instantOf(stage.from)),
	};
}

interface Range {
	readonly from: number;
	readonly to: number;
}

/** Says what is wrong with a time that cannot be simulated. */
function rangeOf(
	policy: CompiledPolicy,
	{ from = Date.now(), to = lastPlanned(policy, from) }: SimulateOptions,
): Range | undefined {
	if (from <= to && to - from <= mostDays * dayLength) {
		return { from, to };
	}
	refuse(
		`From ${dayText(from)} to ${dayText(to)} is not a time that can be simulated.`,
		`Write --from and --to so that the second is later, by ${mostDays} days at most.`,
	);
	exitWith(exitCodes.usage);
	return undefined;
}

async function report(
	fleet: RecordedFleet,
	policy: CompiledPolicy,
	days: readonly FleetDay[],
	{ svg, json, list }: SimulateOptions,
): Promise<void> {
	const { organization, version } = policy.document;
	const title = `${organization.name}, version ${version}: ${fleet.machines.size} machines, strongest action by day`;
	if (svg !== undefined) {
		await writeFileAtomic(svg, svgPlot(title, days), { mode: 0o644 });
	}
	if (json === true) {
		sayJson(simulationAsJson(fleet, days));
		return;
	}
	printSimulation(fleet, policy, days, list);
	if (svg !== undefined) {
		say(`Wrote ${shown(svg)}.`);
	}
}

/** The day after the last moment at which the policy plans to change something; two weeks when it plans nothing. */
function lastPlanned(policy: CompiledPolicy, from: number): number {
	const after = (moment: number): number | undefined => {
		const moments = [nextChange(policy, moment), nextStage(policy.document.rollout, moment)];
		const known = moments.filter((each) => each !== undefined);
		return known.length === 0 ? undefined : Math.min(...known);
	};
	let last: number | undefined;
	for (let next = after(from); next !== undefined; next = after(next)) {
		last = next;
	}
	return last === undefined
		? from + 14 * dayLength
		: Math.min(last, from + (mostDays - 1) * dayLength) + dayLength;
}
