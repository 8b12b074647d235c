import { createInterface } from 'node:readline';
import { type Io, io } from './io.ts';

/** Asks a question and gives the answer, the fallback where none is given. `undefined`: the person went away (Ctrl+D). */
export type Ask = (question: string, fallback: string) => Promise<string | undefined>;

/**
 * Lets `work` ask questions where a person sits at a terminal; elsewhere every answer is its fallback, and nothing is
 * printed. Lines that were typed or pasted ahead count.
 */
export async function withQuestions<Value>(
	work: (ask: Ask) => Promise<Value>,
	{ input, output }: Io = io,
): Promise<Value> {
	if (input.isTTY !== true) {
		return work(async (_question, fallback) => fallback);
	}
	const reader = createInterface({ input, output });
	const lines = reader[Symbol.asyncIterator]();
	try {
		return await work(async (question, fallback) => {
			reader.setPrompt(`${question} [${fallback}] `);
			reader.prompt();
			const next: IteratorResult<string, undefined> = await lines.next();
			return next.done === true ? undefined : next.value.trim() || fallback;
		});
	} finally {
		reader.close();
	}
}
