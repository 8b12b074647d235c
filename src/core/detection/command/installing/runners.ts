import type { PackageSource } from '../../../catalog/assistant.ts';

/** A program that fetches a package and runs it in one go. */
export interface Runner {
	readonly source: PackageSource;
	/** Options whose value is the next word, separated by spaces. */
	readonly values?: string;
	/** Options that name the package, so that the first plain word is the program in it. */
	readonly from?: string;
	/** Options whose value is a command line. */
	readonly text?: string;
}

const npm: Runner = {
	source: 'npm',
	values: '-w --workspace --cache --registry --prefix --node-options --loglevel',
	from: '-p --package',
	text: '-c --call',
};
const pypi: Runner = {
	source: 'pypi',
	values: '--python -p --with --with-editable --index --index-url --default-index --extra-index-url --pip-args --env-file',
	from: '--from --spec',
};

/** Keys are a program, or a program and its subcommands. */
export const runners: Readonly<Record<string, Runner>> = {
	npx: npm,
	'npm exec': npm,
	'npm x': npm,
	'npm init': npm,
	pnpx: npm,
	'pnpm dlx': { source: 'npm', from: '-p --package', values: '--registry -C --dir' },
	'pnpm dlx run': npm,
	'yarn dlx': { source: 'npm', from: '-p --package' },
	bunx: { source: 'npm', from: '-p --package' },
	'bun x': { source: 'npm', from: '-p --package' },
	'deno run': { source: 'npm', values: '-c --config --import-map --lock --cert -L --seed --env-file' },
	'deno x': { source: 'npm' },
	dx: { source: 'npm' },
	dlx: { source: 'npm' },
	vpx: { source: 'npm' },
	uvx: pypi,
	'uv tool run': pypi,
	'pipx run': pypi,
	'hatch tool run': pypi,
	'go run': { source: 'go', values: '-exec -C -modfile -tags' },
	'nix run': { source: 'nix', values: '--option --override-input --inputs-from' },
	dnx: { source: 'nuget' },
	'gem exec': { source: 'gem', values: '-v --version -g --gem' },
};
