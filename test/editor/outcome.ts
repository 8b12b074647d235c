import { existsSync, readFileSync } from 'node:fs';

/** What a run of tests came to. */
export interface Outcome {
	readonly passed: number;
	readonly failures: readonly { readonly title: string; readonly message: string }[];
}

/** Reads what `inEditor.ts` wrote; a missing file means that the run broke off, and counts as a failure. */
export function readOutcome(file: string, title: string, whyMissing: string): Outcome {
	if (!existsSync(file)) {
		return {
			passed: 0,
			failures: [{ title, message: `The run broke off before its end. ${whyMissing}` }],
		};
	}
	return JSON.parse(readFileSync(file, 'utf8')) as Outcome;
}

export function joinOutcomes(outcomes: readonly Outcome[]): Outcome {
	return {
		passed: outcomes.reduce((sum, outcome) => sum + outcome.passed, 0),
		failures: outcomes.flatMap((outcome) => outcome.failures),
	};
}
