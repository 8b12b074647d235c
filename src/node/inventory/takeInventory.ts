import { realpath, stat } from 'node:fs/promises';
import type { Catalog } from '../../core/catalog/catalog.ts';
import { type EditorPlace, editorPlaces, editors } from '../../core/inventory/editors.ts';
import {
	type EditorSighting,
	type ExtensionSighting,
	type Inventory,
	type ServerSighting,
	takeStock,
} from '../../core/inventory/inventory.ts';
import { type Machine, shownPath } from '../../core/inventory/machine.ts';
import { serverSignal } from '../../core/inventory/mcpServers.ts';
import { openDisk } from './disk.ts';
import { type EditorContent, readEditorPlace } from './extensions.ts';
import { type ConfiguredServer, findMcpServers } from './mcpConfigs.ts';
import { findPackages } from './packages.ts';
import { findPrograms } from './programs.ts';
import { findTraces } from './traces.ts';

/** What of `catalog` is on `machine`. Reads only, and runs nothing. */
export async function takeInventory(catalog: Catalog, given: Machine): Promise<Inventory> {
	const machine = await withRealHome(given);
	const disk = openDisk([machine.home, machine.applicationData, machine.localData]);
	const traces = await findTraces(catalog, machine, disk);
	const settings = new Set(traces.map(({ assistant }) => assistant));
	const [contents, packages, servers, programs] = await Promise.all([
		Promise.all(places(machine).map((place) => readEditorPlace(catalog, place, disk))),
		findPackages(catalog, machine, disk),
		findMcpServers(catalog, machine, disk),
		findPrograms({ catalog, machine, disk, settings }),
	]);
	const used = contents.filter(({ inUse }) => inUse);
	return takeStock(catalog, {
		editors: await Promise.all(used.map((content) => editorSighting(catalog, machine, content))),
		extensions: contents.flatMap((content) => extensionSightings(machine, content)),
		programs,
		packages,
		servers: servers.map(serverSighting),
		traces,
	});
}

/** Links end in real paths, so the home is taken by its real path too. */
async function withRealHome(machine: Machine): Promise<Machine> {
	const { home, applicationData, localData, path } = machine;
	const real = await realpath(home).catch(() => home);
	const moved = (folder: string): string =>
		folder === home || folder.startsWith(`${home}/`) ? real + folder.slice(home.length) : folder;
	return real === home || machine.os === 'win32'
		? machine
		: {
				...machine,
				home: real,
				applicationData: moved(applicationData),
				localData: moved(localData),
				path: path.map(moved),
			};
}

/** A folder that two editions share is read once, for the first of them. */
function places(machine: Machine): readonly EditorPlace[] {
	const all = editors.flatMap((editor) => editorPlaces(editor, machine));
	return all.filter(
		({ extensions }, index) => all.findIndex((one) => one.extensions === extensions) === index,
	);
}

async function editorSighting(
	catalog: Catalog,
	machine: Machine,
	content: EditorContent,
): Promise<EditorSighting> {
	const { place, profiles, extensions } = content;
	const { editor, host } = place;
	return {
		edition: editor.id,
		name: editor.name,
		product: editor.product,
		host,
		path: shownPath(machine, place.extensions),
		profiles,
		extensions: extensions.filter(({ entry }) => entry.state === 'installed').length,
		present: catalog.byId.has(editor.product) && (await isProgramThere(machine, place)),
	};
}

async function isProgramThere(machine: Machine, { editor: { id, name } }: EditorPlace): Promise<boolean> {
	const folders = [
		...(machine.path.length === 0
			? []
			: [`/usr/share/${id}`, `/opt/${name}`, `/Applications/${name}.app`]),
		`${machine.home}/Applications/${name}.app`,
		`${machine.localData}/Programs/${name}`,
	];
	const found = await Promise.all(folders.map((folder) => stat(folder).catch(() => undefined)));
	return found.some((one) => one?.isDirectory() === true);
}

function extensionSightings(machine: Machine, { extensions }: EditorContent): readonly ExtensionSighting[] {
	return extensions.map(({ signal, entry: { state, profiles }, path, place }) => ({
		signal,
		state,
		profiles: profiles.map((name) => (name === '' ? 'Default' : name)),
		path: shownPath(machine, path),
		edition: place.editor.id,
		host: place.host,
	}));
}

function serverSighting({ server, client, path }: ConfiguredServer): ServerSighting {
	return { signal: serverSignal(server, path), client, host: server.host };
}
