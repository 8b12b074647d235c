import { type Command, Option } from 'commander';
import { decide, type Decision, type TraceStep } from '../../core/decision/decide.ts';
import { type ShellKind, shellKinds, type Signal } from '../../core/detection/signal.ts';
import { type CompiledPolicy, compilePolicy } from '../../core/policy/compile.ts';
import { textFor } from '../../core/text.ts';
import { builtInCatalog } from '../../node/builtInCatalog.ts';
import { findingsOf } from '../findings.ts';
import { exitCodes, exitWith, paint, refuse, say, sayJson } from '../output.ts';
import { addFolderOption, type FolderOptions, policyFolder } from '../policyFolder.ts';
import { readAnyPolicy } from '../readPolicy.ts';
import { readSignalLine } from '../../core/decision/signalLine.ts';
import { instant } from './decide.ts';

interface ExplainOptions extends FolderOptions {
	readonly policy?: string;
	readonly shell: ShellKind;
	readonly now?: number;
	readonly json?: boolean;
}

const examples = `
Examples:
  $ assistant-policy explain 'npx @anthropic-ai/claude-code'
  $ assistant-policy explain --now 2026-07-10 '{"kind":"extension","id":"anthropic.claude-code"}'`;

/** `explain`: which rule decides on a signal, which came close, and why those did not. */
export function addExplain(program: Command): void {
	addFolderOption(program.command('explain'))
		.summary('say which rule decides on a command line or a signal, and why')
		.description('Says which rule decides on a signal, which came close, and why those did not.')
		.argument('<signal>', 'a command line, or a signal as JSON')
		.option('--policy <file>', 'a policy.json or a bundle (default: that of the policy folder)')
		.addOption(
			new Option('--shell <name>', 'the shell of the command line')
				.choices(shellKinds)
				.default('bash' as const),
		)
		.option('--now <instant>', 'decide as of this day or moment', instant)
		.option('--json', 'print as JSON')
		.addHelpText('after', examples)
		.action(explain);
}

async function explain(text: string, options: ExplainOptions): Promise<void> {
	const document = await readAnyPolicy(options.policy ?? policyFolder(options).policy);
	const signal = readSignal(text, options.shell);
	if (document === undefined || signal === undefined) {
		return;
	}
	const policy = compilePolicy(document, builtInCatalog);
	const now = options.now ?? Date.now();
	const findings = await findingsOf(policy, signal);
	const decisions = findings.map((finding) => decide(policy, finding, { now }));
	if (options.json === true) {
		sayJson(decisions.map(asJson));
		return;
	}
	if (decisions.length === 0) {
		say('Nothing here gives an AI assistant away, so no rule is asked: allowed.');
	}
	for (const [index, decision] of decisions.entries()) {
		say(index === 0 ? headline(policy, decision) : `\n${headline(policy, decision)}`);
		for (const line of reasons(decision, now)) {
			say(`  ${line}`);
		}
	}
}

function readSignal(text: string, shell: ShellKind): Signal | undefined {
	if (!text.trimStart().startsWith('{')) {
		return { kind: 'command', shell, text };
	}
	const read = readSignalLine(text);
	if (!read.ok) {
		refuse(read.error.message, 'Write for example: {"kind":"extension","id":"publisher.name"}');
		exitWith(exitCodes.usage);
		return undefined;
	}
	return read.value.signal;
}

function headline({ catalog }: CompiledPolicy, { finding, action }: Decision): string {
	const id = finding.assistant;
	const name =
		id === null ? 'an assistant that the catalog does not know' : (catalog.byId.get(id)?.name ?? id);
	const colour = action === 'block' ? 'red' : action === 'warn' ? 'yellow' : 'green';
	const seen = finding.evidence.map(({ fingerprint, value }) => `${fingerprint} ${value}`).join(', ');
	const what = `${name}${id === null ? '' : ` (${id})`}, ${finding.use}, ${finding.certainty}`;
	return `${paint(colour, action)}: ${what}${seen === '' ? '' : `; seen by ${seen}`}`;
}

function reasons(decision: Decision, now: number): readonly string[] {
	const { rule, phase, next, replacement, finding, trace } = decision;
	const lines = [
		whatDecided(decision),
		finding.unreadable && `Not all of it could be read: ${finding.unreadable}`,
		phase && `Since ${day(phase.from)}: ${phase.action}.`,
		next &&
			`From ${day(next.from)} (in ${Math.ceil((next.from - now) / 86_400_000)} days): ${next.action}.`,
		rule && `Reason: ${textFor(rule.entry.reason, 'en')}`,
		replacement && `Instead: ${replacement.name}`,
		...trace.map((step) => `${step.outcome === 'decided' ? '>' : '-'} ${step.rule}: ${traceWords(step)}`),
	];
	return lines.filter((line): line is string => line !== undefined && line !== '');
}

function whatDecided({ because, rule, exemption, finding }: Decision): string {
	const name = `Rule "${rule?.entry.id}"`;
	switch (because) {
		case 'rule':
			return `${name} decides.`;
		case 'exemption':
			return `${name} matches; exemption "${exemption?.id}" holds until ${day(exemption?.until)}.`;
		case 'uncertain':
			return rule === undefined
				? 'The finding is not certain: "uncertain" of the policy decides.'
				: `${name} matches; as the finding is only ${finding.certainty}, "uncertain" makes it milder.`;
		case 'sanctioned':
			return 'It is sanctioned, and no rule names it.';
		case 'unlisted':
			return 'No rule decides: "unlisted" of the policy does.';
		case 'notUse':
			return `Rules speak of run and install; this is ${finding.use}.`;
		default:
			return policyItself[because];
	}
}

const policyItself = {
	noPolicy: 'There is no policy.',
	withdrawn: 'The policy was withdrawn: everything is allowed.',
	aged: 'The policy has grown old: "onStale" or "onExpired" makes it milder.',
} as const;

function traceWords({ outcome, detail }: TraceStep): string {
	switch (outcome) {
		case 'decided':
			return 'matches';
		case 'outOfScope':
			return `does not hold here: "when.${detail}" does not fit`;
		case 'scopeUnknown':
			return `cannot hold here: "when.${detail}" is not known`;
		case 'notYet':
			return `has not begun: from ${detail}`;
		case 'exempted':
			return `exempted by "${detail}"`;
	}
}

function asJson({
	finding,
	action,
	because,
	rule,
	phase,
	next,
	exemption,
	replacement,
	trace,
}: Decision): unknown {
	const { assistant, use, certainty, evidence, unreadable } = finding;
	return {
		assistant,
		use,
		certainty,
		evidence,
		unreadable,
		action,
		because,
		rule: rule?.entry.id ?? null,
		phase: phase && { from: day(phase.from), action: phase.action },
		next: next && { from: day(next.from), action: next.action },
		exemption: exemption?.id,
		replacement: replacement?.entry.id ?? null,
		trace,
	};
}

function day(milliseconds: number | undefined): string {
	return milliseconds === undefined
		? ''
		: new Date(milliseconds).toISOString().replace('T00:00:00.000Z', '');
}
