import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../../core/catalog/catalog.ts';
import { fingerprintsOf } from '../../core/detection/command/naming/fingerprints.ts';
import { matchPackage } from '../../core/detection/command/naming/packages.ts';
import type { Finding } from '../../core/detection/finding.ts';
import { detectInstalled } from '../../core/detection/installedDetector.ts';
import { shownPath } from '../../core/inventory/machine.ts';
import { mcpServersIn, serverSignal } from '../../core/inventory/mcpServers.ts';
import { readUserFile } from '../../node/enforcement/userFile.ts';
import { thisMachine } from '../../node/inventory/thisMachine.ts';
import { valueInText } from '../../node/files/settingsText.ts';

/** The member of `mcp.json` that holds the servers by name (VS Code 1.139). */
export const serversMember = 'servers';

/** An MCP server in a file of the user's. */
export interface ServerEntry {
	readonly file: string;
	readonly name: string;
	readonly entry: unknown;
}

/**
 * The MCP servers that the user has configured, in every profile.
 *
 * @param userData The editor's `User` folder.
 */
export async function configuredServers(userData: string): Promise<readonly ServerEntry[]> {
	const profiles = join(userData, 'profiles');
	const names = existsSync(profiles) ? readdirSync(profiles) : [];
	const files = [userData, ...names.map((name) => join(profiles, name))].map((folder) =>
		join(folder, 'mcp.json'),
	);
	const texts = await Promise.all(files.map(async (file) => ({ file, text: await readUserFile(file) })));
	return texts.flatMap(({ file, text }) => {
		const servers: unknown = typeof text === 'string' ? valueInText(text, [serversMember]) : undefined;
		return Object.entries(servers ?? {}).map(([name, entry]: [string, unknown]) => ({
			file,
			name,
			entry,
		}));
	});
}

/** The assistants that a server is, by what starts it. */
export function serverFindings(catalog: Catalog, { file, name, entry }: ServerEntry): readonly Finding[] {
	const fingerprints = fingerprintsOf(catalog);
	const servers = mcpServersIn(
		{ [serversMember]: { [name]: entry } },
		({ source, name: wanted }) => matchPackage(fingerprints, source, wanted) !== undefined,
	);
	const path = shownPath(thisMachine(), file);
	return servers.flatMap((server) => detectInstalled(catalog, serverSignal(server, path)));
}
