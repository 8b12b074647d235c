import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { startPolicyHost } from '../../node/policy/policyHost.ts';
import { complain, refuse, say } from '../output.ts';
import { addFolderOption, type FolderOptions, policyFolder, shown } from '../policyFolder.ts';

interface ServeOptions extends FolderOptions {
	readonly port: number;
	readonly host: string;
	readonly quiet?: boolean;
	readonly json?: boolean;
}

const examples = `
Examples:
  $ assistant-policy serve
  $ assistant-policy serve --port 0 --dir policies/acme

For trying out and for small teams. Editors take a policy over plain http from this machine only, so for other
machines put the public folder on any https web server. After each publish, editors that are connected here fetch
at once; behind another web server they fetch at their next poll.`;

/** `serve`: a web server for the public folder that tells editors of changes. */
export function addServe(program: Command): void {
	addFolderOption(program.command('serve'))
		.summary('serve the public folder, and tell editors of changes')
		.description(
			'Serves the public folder on this machine, and tells connected editors when the bundle changes.',
		)
		.option('--port <number>', 'port; 0 for any free one', port, 8377)
		.option('--host <address>', 'address to listen on', '127.0.0.1')
		.option('--quiet', 'do not print requests')
		.option('--json', 'print a line of JSON for the start and for each request')
		.addHelpText('after', examples)
		.action(serve);
}

async function serve(options: ServeOptions): Promise<void> {
	const { publicFolder, bundle } = policyFolder(options);
	await mkdir(publicFolder, { recursive: true });
	if (!existsSync(bundle)) {
		complain('warning', `There is no ${shown(bundle)} yet; it appears with: assistant-policy publish`);
	}
	const tell = (line: string, value: object): void =>
		say(options.json === true ? JSON.stringify(value) : line);
	const onRequest =
		options.quiet === true ? undefined : (request: string): void => tell(request, { request });
	try {
		const host = await startPolicyHost({
			folder: publicFolder,
			port: options.port,
			host: options.host,
			onRequest,
		});
		const { bundleUrl } = host;
		tell(`Serving ${shown(publicFolder)} at ${bundleUrl} (Ctrl+C ends it)`, {
			serving: publicFolder,
			bundleUrl,
			published: existsSync(bundle),
		});
		for (const signal of ['SIGINT', 'SIGTERM'] as const) {
			process.once(signal, () => void host.close().then(() => process.exit(0)));
		}
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		if (code === 'EADDRINUSE') {
			refuse(
				`Port ${options.port} is in use.`,
				'Choose another with --port, or --port 0 for any free one.',
			);
		} else {
			refuse(`The server cannot start: ${message}`);
		}
	}
}

function port(value: string): number {
	const number = Number(value);
	if (!/^\d+$/.test(value) || number > 65_535) {
		throw new InvalidArgumentError('Write a port from 0 to 65535.');
	}
	return number;
}
