import path from 'node:path';
import { type Demo, startDemo } from './demo/demo.ts';
import { openBrowser } from './demo/openBrowser.ts';
import { readStartOptions, type StartOptions } from './demo/options.ts';
import { tour } from './demo/tour.ts';

const options = readStartOptions(process.argv.slice(2));
if ('help' in options) {
	process.stdout.write(options.help);
} else if ('wrong' in options) {
	process.stderr.write(`${options.wrong}\nnpm start -- --help shows what can be written.\n`);
	process.exitCode = 2;
} else {
	try {
		await (options.tour ? tour(options) : start(options));
	} catch (error) {
		process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
		process.exitCode = 1;
	}
}

async function start(wanted: StartOptions): Promise<void> {
	const demo = await startDemo(wanted);
	greet(demo);
	if (wanted.open && !openBrowser(demo.editor.address)) {
		process.stdout.write('No browser was found here; open the address yourself.\n');
	}
	await interrupted();
	process.stdout.write('\nStopping …');
	await demo.stop();
	process.stdout.write(' done.\n');
}

function greet({ editor, policy }: Demo): void {
	const near = (file: string): string =>
		path.relative(process.env['INIT_CWD'] ?? process.cwd(), file) || '.';
	process.stdout.write(`
VS Code is at  ${editor.address}

In it: a notification about Claude Code; type "claude" in a terminal; press Switch.
The policy:    edit ${near(policy.file)}, then
               npx assistant-policy publish --dir ${near(policy.folder)}
Ctrl+C ends all of it.

`);
}

/** Resolves when the person, or the system, asks us to end. */
async function interrupted(): Promise<void> {
	await new Promise<void>((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.once(signal, () => resolve());
		}
	});
}
