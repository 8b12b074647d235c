import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

export interface StartOptions {
	/** A policy of the person's own, instead of the example. */
	readonly policy: string | undefined;
	/** VSIX files to install besides the fixtures. */
	readonly install: readonly string[];
	/** The folder to open. */
	readonly folder: string | undefined;
	/** Of the editor; a free one when absent. */
	readonly port: number | undefined;
	readonly open: boolean;
	readonly tour: boolean;
}

export const startHelp = `Starts a real VS Code with Approved Assistants installed, and a policy host beside it.

  npm start                              the example policy, a banned extension, stand-in commands
  npm start -- --policy FILE             a policy of your own (edit it, publish it, watch the editor follow)
  npm start -- --install FILE.vsix       install an extension as well; may be repeated
  npm start -- --folder DIR              open this folder
  npm start -- --port N                  the editor's port (any free one if absent)
  npm start -- --no-open                 do not open a browser
  npm start -- --tour                    drive the whole story without a window, and write the README's pictures
`;

/** Reads the command line; a text instead of options is what to print: the help, or what is wrong. */
export function readStartOptions(
	args: readonly string[],
): StartOptions | { readonly help: string } | { readonly wrong: string } {
	let values;
	try {
		({ values } = parseArgs({
			args: [...args],
			allowNegative: true,
			options: {
				policy: { type: 'string' },
				install: { type: 'string', multiple: true, default: [] },
				folder: { type: 'string' },
				port: { type: 'string' },
				open: { type: 'boolean', default: true },
				tour: { type: 'boolean', default: false },
				help: { type: 'boolean', short: 'h', default: false },
			},
		}));
	} catch (error) {
		return { wrong: error instanceof Error ? error.message : String(error) };
	}
	if (values.help) {
		return { help: startHelp };
	}
	const port = values.port === undefined ? undefined : Number(values.port);
	if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
		return { wrong: `--port takes a number from 1 to 65535, not "${values.port}".` };
	}
	const policy = values.policy && fromWhereTheyStand(values.policy);
	const folder = values.folder && fromWhereTheyStand(values.folder);
	const install = values.install.map(fromWhereTheyStand);
	const missing = [policy, folder, ...install].find((name) => name && !existsSync(name));
	return missing === undefined
		? { policy, install, folder, port, open: values.open, tour: values.tour }
		: { wrong: `There is no ${missing}.` };
}

/** npm runs scripts in the project's folder; a person means the folder they stand in. */
function fromWhereTheyStand(name: string): string {
	return path.resolve(process.env['INIT_CWD'] ?? process.cwd(), name);
}
