import { StringDecoder } from 'node:string_decoder';

/** Lines longer than this are cut off, in UTF-16 code units: no command line is, and memory stays bounded. */
export const lineLimit = 4 * 1024 * 1024;

/**
 * The lines of a stream, without their ends, read no faster than they are taken. `undefined` stands for a line that is
 * too long. What follows the last line end counts as a line when it is not empty.
 */
export async function* inputLines(
	input: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly (string | undefined)[]> {
	const decoder = new StringDecoder('utf8');
	let rest = '';
	let overlong = false;
	for await (const chunk of input) {
		const parts = (rest + decoder.write(Buffer.from(chunk))).split('\n');
		rest = parts.pop() ?? '';
		const lines = parts.map((line, index): string | undefined => {
			const tooLong = line.length > lineLimit || (index === 0 && overlong);
			return tooLong ? undefined : line.endsWith('\r') ? line.slice(0, -1) : line;
		});
		overlong = parts.length === 0 && overlong;
		if (rest.length > lineLimit) {
			rest = '';
			overlong = true;
		}
		// One yield per chunk: one per line would cost more than deciding does.
		if (lines.length > 0) {
			yield lines;
		}
	}
	rest += decoder.end();
	if (rest !== '' || overlong) {
		yield [overlong ? undefined : rest];
	}
}
