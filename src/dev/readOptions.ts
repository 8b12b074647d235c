import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/**
 * The options that a command of this folder was given. `--help` prints `help` and ends it; so does an option that it does
 * not know, with code 2.
 */
export function readOptions<const Options extends ParseArgsOptionsConfig>(
	help: string,
	options: Options,
): ReturnType<typeof parseArgs<{ options: Options }>>['values'] {
	if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
		console.log(help);
		process.exit(0);
	}
	try {
		return parseArgs({ options }).values;
	} catch (error) {
		console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
		process.exit(2);
	}
}
