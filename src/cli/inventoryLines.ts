import { stripVTControlCharacters } from 'node:util';
import type { Catalog } from '../core/catalog/catalog.ts';
import { editors } from '../core/inventory/editors.ts';
import type { Inventory, InventoryFinding } from '../core/inventory/inventory.ts';
import { paint } from './output.ts';

/** What the policy says of a finding, as the members of a record; `undefined` without a policy. */
export type DecisionOf = (finding: InventoryFinding) => Readonly<Record<string, unknown>> | undefined;

/** An inventory for people: a table for each kind of thing, and none for kinds of which there is nothing. */
export function inventoryLines(
	catalog: Catalog,
	found: Inventory,
	decisionOf: DecisionOf,
): readonly string[] {
	const installed = found.findings.filter(({ finding }) => finding.use !== 'leftover');
	const leftOver = found.findings.filter(({ finding }) => finding.use === 'leftover');
	const row = (one: InventoryFinding): readonly string[] => findingRow(catalog, one, decisionOf);
	const lines = [
		...table(
			'Editors',
			found.editors.map(({ name, host, path, extensions, profiles }) => [
				host === 'local' ? name : `${name} (${host})`,
				count(extensions, 'extension'),
				profiles.length === 0 ? '' : `profiles: ${profiles.join(', ')}`,
				path,
			]),
		),
		...table('Assistants', installed.map(row)),
		...table('Left over, not in use', leftOver.map(row)),
		...table('Share their name with an assistant, not counted', found.unidentified.map(row)),
		...table(
			'MCP servers',
			found.servers.map(({ signal, client, host }) => [
				signal.name,
				signal.command ?? host ?? '',
				clientName(catalog, client),
				signal.path,
			]),
		),
	];
	const assistants = new Set(installed.map(({ finding, path }) => finding.assistant ?? path)).size;
	const summary =
		installed.length === 0 ? 'No assistant was found.' : `${count(assistants, 'assistant')} found.`;
	return [...lines, summary];
}

function findingRow(catalog: Catalog, found: InventoryFinding, decisionOf: DecisionOf): readonly string[] {
	const { finding, path } = found;
	const { signal, assistant } = finding;
	const decision = decisionOf(found);
	const verdict = decision === undefined ? [] : [verdictWords(decision)];
	const name = assistant === null ? 'an AI assistant' : (catalog.byId.get(assistant)?.name ?? assistant);
	return [name, thing(signal), notesOn(found).join(', '), ...verdict, path];
}

/** What else is to be said: which editor and profile it is in, and how sure it is. */
function notesOn({ finding, edition, host, profiles = [], state }: InventoryFinding): readonly string[] {
	return [
		...(edition === undefined ? [] : [editorName(edition)]),
		...(host === undefined || host === 'local' ? [] : [host]),
		...profiles.filter((profile) => profile !== 'Default').map((profile) => `profile ${profile}`),
		...(state === undefined || state === 'installed' ? [] : [state]),
		...(finding.certainty === 'likely' && finding.use !== 'leftover' ? ['likely'] : []),
	];
}

function thing(signal: InventoryFinding['finding']['signal']): string {
	switch (signal.kind) {
		case 'extension':
			return ['extension', signal.id, signal.version ?? ''].join(' ').trim();
		case 'command':
		case 'process':
		case 'model':
			return signal.kind;
		case 'document':
			return 'file';
		case 'installed': {
			const source = signal.packages?.[0];
			const words: Record<typeof signal.what, string> = {
				editor: 'editor',
				program: `command ${signal.name}`,
				package: 'package',
				mcpServer: `MCP server ${signal.name}`,
				remains: 'settings',
			};
			const from = source === undefined ? '' : `${source.source} ${source.name}`;
			return [words[signal.what], from, signal.version ?? ''].filter((word) => word !== '').join(' ');
		}
	}
}

function verdictWords({ action, rule }: Readonly<Record<string, unknown>>): string {
	const words = typeof rule === 'string' ? `${String(action)} (${rule})` : String(action);
	return paint(action === 'block' ? 'red' : action === 'warn' ? 'yellow' : 'dim', words);
}

function editorName(edition: string): string {
	return editors.find(({ id }) => id === edition)?.name ?? edition;
}

function clientName(catalog: Catalog, client: string): string {
	return catalog.byId.get(client)?.name ?? editorName(client);
}

function table(title: string, rows: readonly (readonly string[])[]): readonly string[] {
	if (rows.length === 0) {
		return [];
	}
	const columns = Math.max(...rows.map((row) => row.length));
	const widths = Array.from({ length: columns }, (_, column) =>
		Math.max(...rows.map((row) => visible(row[column] ?? '').length)),
	);
	const lines = rows.map((row) =>
		row
			.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - visible(cell).length))
			.filter((_, column) => (widths[column] ?? 0) > 0)
			.join('  ')
			.trimEnd(),
	);
	return [paint('bold', title), ...lines.map((line) => `  ${line}`), ''];
}

/** What is seen of a text: colours take no room. */
function visible(text: string): string {
	return stripVTControlCharacters(text);
}

function count(number: number, thing: string): string {
	return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
