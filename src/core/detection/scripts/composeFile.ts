import { quote } from '../command/quote.ts';
import type { Makefile } from './makefile.ts';
import type { Script } from './scriptBook.ts';
import type { YamlDocument } from './taskfile.ts';

/** The script that stands for all services. */
const everything = 'up';

/**
 * The services of a compose file as scripts: what `docker run` would be given, so that the image and the command are read
 * as those of a command line are.
 */
export function readComposeFile({ value, lineOf }: YamlDocument): Makefile {
	const scripts = new Map<string, Script>();
	const services = Object.entries(asObject(asObject(value)['services']));
	for (const [name, service] of services) {
		const { image, entrypoint, command, depends_on: needs } = asObject(service);
		const words = [...wordsOf(entrypoint), ...wordsOf(command)];
		const text = ['docker run', quote(typeof image === 'string' ? image : 'built-here'), ...words].join(
			' ',
		);
		const key = ['command', 'entrypoint', 'image'].find((one) => one in asObject(service));
		scripts.set(name, {
			lines: [{ text, line: lineOf(['services', name, ...(key === undefined ? [] : [key])]) }],
			before: Array.isArray(needs)
				? needs.filter((one) => typeof one === 'string')
				: Object.keys(asObject(needs)),
			after: [],
		});
	}
	const names = services.map(([name]) => name);
	if (!scripts.has(everything)) {
		scripts.set(everything, { lines: [], before: names, after: [] });
	}
	return { scripts, first: names.includes(everything) ? undefined : everything };
}

/** A command as text or as a list of words, as text. */
function wordsOf(value: unknown): readonly string[] {
	if (Array.isArray(value)) {
		return value.filter((word) => typeof word === 'string').map(quote);
	}
	return typeof value === 'string' ? [value] : [];
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Readonly<Record<string, unknown>>)
		: {};
}
