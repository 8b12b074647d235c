import type { Action } from '../action.ts';
import type { Assistant, PackageSource } from '../catalog/assistant.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { ownCommands, standings } from './standing.ts';

/** A query that has a row for each trace of an assistant that the policy speaks against. */
export interface Query {
	readonly name: string;
	readonly description: string;
	readonly sql: string;
}

/** The tables of osquery 5 that list packages, with the column of their name. */
const packageTables: readonly (readonly [source: PackageSource, table: string])[] = [
	['npm', 'npm_packages'],
	['pypi', 'python_packages'],
	['brew', 'homebrew_packages'],
	['apt', 'deb_packages'],
	['choco', 'chocolatey_packages'],
];

/** Queries for what the policy says at least `action` of: extensions, packages, processes and programs in homes. */
export function osqueryQueries(policy: CompiledPolicy, now: number, action: Action): readonly Query[] {
	const assistants = standings(policy, { now }, action).map(({ assistant }) => assistant);
	const extensions = assistants.flatMap(({ extensions: ids = [] }) => ids.map((id) => id.toLowerCase()));
	const processes = assistants.flatMap(ownCommands);
	const paths = assistants.flatMap(pathsInHome);
	const queries: readonly (Query | undefined)[] = [
		query('extensions', 'Extensions in VS Code and its forks', extensions, (list) =>
			[
				'SELECT u.username, e.name, e.version, e.vscode_edition, e.path',
				'FROM users u CROSS JOIN vscode_extensions e USING (uid)',
				`WHERE lower(e.name) IN (${list})`,
			].join(' '),
		),
		...packageTables.map(([source, table]) => {
			const found = assistants.flatMap(({ packages }) => [
				...(packages?.[source] ?? []),
				...(source === 'brew' ? (packages?.cask ?? []) : []),
			]);
			return query(
				table,
				`Packages: ${source}`,
				found,
				(list) => `SELECT name, version FROM ${table} WHERE name IN (${list})`,
			);
		}),
		query(
			'processes',
			'Programs that run, by names that nothing else has',
			processes.flatMap((name) => [name, `${name}.exe`]),
			(list) => `SELECT pid, name, path, cmdline, uid FROM processes WHERE lower(name) IN (${list})`,
		),
		query('files', 'Programs where their installers put them', paths, (list) =>
			[
				'SELECT u.username, f.path FROM users u',
				`JOIN file f ON f.path IN (${list.replaceAll("'~/", "u.directory || '/")})`,
			].join(' '),
		),
	];
	return queries.filter((one) => one !== undefined);
}

function query(
	name: string,
	description: string,
	values: readonly string[],
	sql: (list: string) => string,
): Query | undefined {
	const list = [...new Set(values)].toSorted().map((value) => `'${value.replaceAll("'", "''")}'`);
	return list.length === 0 ? undefined : { name, description, sql: sql(list.join(', ')) };
}

function pathsInHome({ binaryPaths = [] }: Assistant): readonly string[] {
	return binaryPaths.filter((path) => path.startsWith('~/') && !path.includes('*'));
}
