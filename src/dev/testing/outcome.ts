import { existsSync, readFileSync } from 'node:fs';

/** What a step of the test run came to. */
export interface Outcome {
	readonly passed: number;
	readonly failures: readonly Failure[];
	/** Something a reader of the run has to know, such as which editor it was. */
	readonly note?: string;
}

export interface Failure {
	readonly title: string;
	readonly message: string;
}

/** Reads the outcome that a run wrote as JSON; a missing file means that it broke off, and counts as a failure. */
export function readOutcome(file: string, title: string, whyMissing: string): Outcome {
	if (!existsSync(file)) {
		return {
			passed: 0,
			failures: [{ title, message: `The run broke off before its end. ${whyMissing}` }],
		};
	}
	return JSON.parse(readFileSync(file, 'utf8')) as Outcome;
}

/** The same from the file of Mocha's `json` reporter. */
export function readMochaOutcome(file: string, title: string, output: string): Outcome {
	if (!existsSync(file)) {
		return { passed: 0, failures: [{ title, message: `The run broke off before its end.\n${output}` }] };
	}
	const report = JSON.parse(readFileSync(file, 'utf8')) as {
		readonly stats: { readonly passes: number };
		/** Tests that found nothing here to run on. */
		readonly pending: readonly { readonly fullTitle: string }[];
		readonly failures: readonly {
			readonly fullTitle: string;
			readonly err: { readonly stack?: string; readonly message?: string };
		}[];
	};
	const skipped = report.pending.map(({ fullTitle }) => fullTitle);
	return {
		passed: report.stats.passes,
		...(skipped.length === 0 ? {} : { note: `not run here: ${skipped.join('; ')}` }),
		failures: report.failures.map(({ fullTitle, err }) => ({
			title: fullTitle,
			message: err.stack ?? err.message ?? 'failed without a message',
		})),
	};
}

export function joinOutcomes(outcomes: readonly Outcome[]): Outcome {
	const notes = outcomes.flatMap((outcome) => outcome.note ?? []);
	return {
		passed: outcomes.reduce((sum, outcome) => sum + outcome.passed, 0),
		failures: outcomes.flatMap((outcome) => outcome.failures),
		...(notes.length === 0 ? {} : { note: notes.join('; ') }),
	};
}
