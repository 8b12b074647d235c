import { parse as parseJsonc } from 'jsonc-parser';
import type { Catalog } from '../../core/catalog/catalog.ts';
import { fingerprintsOf } from '../../core/detection/command/naming/fingerprints.ts';
import { matchPackage } from '../../core/detection/command/naming/packages.ts';
import type { PackageReference } from '../../core/detection/installedSignal.ts';
import { editors } from '../../core/inventory/editors.ts';
import { type Machine, shownPath } from '../../core/inventory/machine.ts';
import { mcpFiles } from '../../core/inventory/mcpFiles.ts';
import { type McpServer, mcpServersIn } from '../../core/inventory/mcpServers.ts';
import type { Disk } from './disk.ts';

/** A server, with the file that configures it and who reads that. */
export interface ConfiguredServer {
	readonly server: McpServer;
	readonly client: string;
	readonly path: string;
}

/** The MCP servers in the files of assistants and editors. Of each only its name, its command and its host are kept,
 * and packages only where they are the catalog's. */
export async function findMcpServers(
	catalog: Catalog,
	machine: Machine,
	disk: Disk,
): Promise<readonly ConfiguredServer[]> {
	const fingerprints = fingerprintsOf(catalog);
	const isKnown = ({ source, name }: PackageReference): boolean =>
		matchPackage(fingerprints, source, name) !== undefined;
	const files = mcpFiles(catalog, machine, editors);
	const found = await Promise.all(
		files.map(async ({ path, client }) => {
			const text = await disk.text(path);
			const servers =
				text === undefined || !mayHoldServers.test(text)
					? []
					: mcpServersIn(await parse(path, text), isKnown);
			return servers.map((server) => ({ server, client, path: shownPath(machine, path) }));
		}),
	);
	return found.flat();
}

/** A file with none of these words has no servers, and is not parsed. */
const mayHoldServers = /command|cmd|url/i;

/** Most homes need one of the parsers at most, so each is loaded by the first file that needs it. */
async function parse(path: string, text: string): Promise<unknown> {
	try {
		if (path.endsWith('.toml')) {
			return (await import('smol-toml')).parse(text);
		}
		if (/\.ya?ml$/.test(path)) {
			return (await import('yaml')).parse(text) as unknown;
		}
		return parseJsonc(text) as unknown;
	} catch {
		return undefined;
	}
}
