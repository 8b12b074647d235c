import { failure, type Result, success } from '../result.ts';
import { type Position, positionAt } from './position.ts';
import { type JsonProblemCode, scanJson } from './scan.ts';

/** Why a text was refused, and where. `detail` is the key, the number or the text that was expected. */
export interface JsonProblem extends Position {
	readonly code: JsonProblemCode;
	readonly detail: string;
}

/**
 * Reads JSON that every reader understands alike, and refuses the rest (see `scanJson`). What it accepts equals
 * `JSON.parse`. It stands in front of every schema, because a parser that keeps the last of two equal keys lets a
 * document show one thing to its reviewer and another to its reader.
 */
export function readStrictJson(text: string): Result<unknown, JsonProblem> {
	const problem = scanJson(text);
	if (problem !== undefined) {
		const { code, detail, offset } = problem;
		return failure({ code, detail, ...positionAt(text, offset) });
	}
	return success(JSON.parse(text) as unknown);
}
