import { type ReadProblem, unknownText } from './reading.ts';

/** A variable that holds itself twice grows without end, so a line has room for so much of its variables only. */
export interface Room {
	/** Characters that variables may still bring into the line. */
	left: number;
}

export function roomOfLine(): Room {
	return { left: 8192 };
}

/** What a variable stands for, while there is room for it; beyond, the line counts as not read whole. */
export function brought(
	reader: { readonly room: Room; problem: ReadProblem | undefined },
	value: string,
): string {
	reader.room.left -= value.length;
	if (reader.room.left >= 0) {
		return value;
	}
	reader.problem ??= 'tooLong';
	return unknownText;
}
