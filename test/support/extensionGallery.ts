import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { PackedFixture } from '../../src/dev/packageFixtures.ts';

/** A marketplace on loopback that has one extension, and knows of no other. */
export interface ExtensionGallery {
	/** What has the editor use it, in its environment. */
	readonly env: Readonly<Record<string, string>>;
	/** How many times the extension was fetched. */
	readonly downloads: () => number;
	readonly close: () => Promise<void>;
}

/** The files of an extension, as the editor names them. It wants a signature to be there; this build of it verifies none. */
const assets = {
	vsix: 'Microsoft.VisualStudio.Services.VSIXPackage',
	signature: 'Microsoft.VisualStudio.Services.VsixSignature',
	manifest: 'Microsoft.VisualStudio.Code.Manifest',
} as const;

/** Answers as VS Code 1.139 asks: for the latest version by name, for all of a query, and for its files. */
export async function startExtensionGallery(fixture: PackedFixture): Promise<ExtensionGallery> {
	const manifest = await readFile(path.join(fixture.folder, 'package.json'), 'utf8');
	const vsix = await readFile(fixture.file);
	const [publisher = '', name = ''] = fixture.id.split('.');
	let downloads = 0;
	const server = createServer((request, response) => {
		const address = `http://${request.headers.host ?? ''}`;
		const extension = galleryEntry(address, JSON.parse(manifest) as Manifest);
		const answerTo = async (asked: string | undefined): Promise<string | Buffer | undefined> => {
			switch (asked) {
				case `/vscode/${publisher}/${name}/latest`:
					return JSON.stringify(extension);
				case '/extensionquery': {
					const extensions = (await text(request)).includes(`"${fixture.id}"`) ? [extension] : [];
					return JSON.stringify({ results: [{ extensions, resultMetadata: [] }] });
				}
				case `/files/${assets.manifest}`:
					return manifest;
				case `/files/${assets.signature}`:
					return 'none';
				case `/files/${assets.vsix}`:
					downloads += 1;
					return vsix;
				default:
					return undefined;
			}
		};
		void answerTo(request.url?.replace(/\?.*/, '')).then((body) =>
			response.writeHead(body === undefined ? 404 : 200).end(body),
		);
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		env: { EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl }) },
		downloads: () => downloads,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => {
				server.close(resolve);
			});
		},
	};
}

interface Manifest {
	readonly publisher: string;
	readonly name: string;
	readonly version: string;
	readonly engines: { readonly vscode: string };
}

function galleryEntry(address: string, { publisher, name, version, engines }: Manifest): unknown {
	const date = '2026-01-01T00:00:00Z';
	const id = '00000000-0000-4000-8000-000000000001';
	return {
		extensionId: id,
		extensionName: name,
		displayName: name,
		shortDescription: '',
		publisher: { displayName: publisher, publisherId: id, publisherName: publisher },
		versions: [
			{
				version,
				lastUpdated: date,
				assetUri: `${address}/files`,
				fallbackAssetUri: `${address}/files`,
				files: Object.values(assets).map((assetType) => ({
					assetType,
					source: `${address}/files/${assetType}`,
				})),
				properties: [{ key: 'Microsoft.VisualStudio.Code.Engine', value: engines.vscode }],
			},
		],
		statistics: [],
		tags: [],
		categories: [],
		flags: '',
		releaseDate: date,
		publishedDate: date,
		lastUpdated: date,
	};
}
