/** Runs everything that says whether the project is sound, and ends with a line `N passed, N failed`. */
import { readOptions } from './readOptions.ts';
import { joinOutcomes, type Outcome } from './testing/outcome.ts';
import { type Group, groups, type Step, steps, workers } from './testing/steps.ts';

const longestMessage = 60;
const help = `npm test -- [--only GROUP] [--grep TEXT]

Every check and test, the integration tests in a real editor.

  --only GROUP  ${groups.join(', ')}; may be repeated
  --grep TEXT   only tests whose names have it`;
const values = readOptions(help, { only: { type: 'string', multiple: true }, grep: { type: 'string' } });
const wanted = wantedGroups(values.only);
if (wanted === undefined) {
	console.error(`--only takes one of: ${groups.join(', ')}.`);
	process.exit(2);
}
const started = performance.now();
const chosen = steps.filter((step) => wanted.includes(step.group));
/** Steps that others wait for; one that is not chosen is not waited for. */
const ended = new Map(chosen.map(({ name }) => [name, Promise.withResolvers<void>()]));
const waiting = [...chosen];
const outcomes = await Promise.all(Array.from({ length: workers }, work));
const total = joinOutcomes(outcomes.flat());
report(total);
process.exitCode = total.failures.length > 0 || total.passed === 0 ? 1 : 0;

function wantedGroups(only: readonly string[] | undefined): readonly Group[] | undefined {
	const chosenGroups = groups.filter((group) => only === undefined || only.includes(group));
	return only !== undefined && only.some((name) => !groups.some((group) => group === name))
		? undefined
		: chosenGroups;
}

/** Takes up one step after the other until none is left. */
async function work(): Promise<readonly Outcome[]> {
	const results: Outcome[] = [];
	for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
		await ended.get(step.after ?? '')?.promise;
		const before = performance.now();
		const outcome = requireTests(
			step,
			await step.run({ grep: values.grep, say: (line) => console.log(`    ${line.trim()}`) }),
		);
		console.log(lineFor(step, outcome, performance.now() - before));
		results.push(outcome);
		ended.get(step.name)?.resolve();
	}
	return results;
}

/** A suite that ran nothing proves nothing, so it fails; unless a filter was asked for. */
function requireTests(step: Step, outcome: Outcome): Outcome {
	if (outcome.passed > 0 || outcome.failures.length > 0 || values.grep !== undefined) {
		return outcome;
	}
	return { ...outcome, failures: [{ title: step.name, message: 'No test was run.' }] };
}

function lineFor(step: Step, outcome: Outcome, milliseconds: number): string {
	const mark = outcome.failures.length === 0 ? 'ok    ' : 'FAILED';
	const time = `${(milliseconds / 1000).toFixed(1)} s`.padStart(7);
	const counts =
		step.group === 'checks' ? '' : `  ${outcome.passed} passed, ${outcome.failures.length} failed`;
	return `${mark} ${step.name.padEnd(30)} ${time}${counts}`;
}

/** Long enough to see what is wrong; a tool that has more to say is run by hand. */
function excerpt(message: string): string {
	const lines = message.split('\n');
	const more = lines.length > longestMessage ? [`... and ${lines.length - longestMessage} lines more`] : [];
	return [...lines.slice(0, longestMessage), ...more].map((line) => `   ${line}`).join('\n');
}

function report({ passed, failures, note }: Outcome): void {
	for (const [index, failure] of failures.entries()) {
		console.log(`\n${index + 1}) ${failure.title}\n${excerpt(failure.message)}`);
	}
	console.log(
		`\n${note === undefined ? '' : `${note}\n`}${((performance.now() - started) / 1000).toFixed(1)} s in all`,
	);
	console.log(`${passed} passed, ${failures.length} failed`);
}
