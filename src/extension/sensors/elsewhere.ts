import type { Disposable, ExtensionContext } from 'vscode';
import type { Catalog } from '../../core/catalog/catalog.ts';
import type { ExtensionSignal } from '../../core/detection/signal.ts';
import { guarded, type Log } from '../log.ts';

/** The extensions that are installed and that this window's extension host need not know of. */
export interface Elsewhere extends Disposable {
	/** As last read; another catalog has them read anew, after which `onChange` is called. */
	signals(catalog: Catalog): readonly ExtensionSignal[];
}

/** What reads the disk is loaded after the first look, which does not wait for it. */
export function createElsewhere(
	context: Pick<ExtensionContext, 'extension' | 'globalStorageUri'>,
	onChange: () => void,
	log: Log,
): Elsewhere {
	let signals: readonly ExtensionSignal[] = [];
	let readFor: Catalog | undefined;
	let endWatch: (() => void) | undefined;
	let disposed = false;

	async function read(catalog: Catalog): Promise<void> {
		const { installedOnDisk, installedPlaces, watchInstalled } = await import('./installedOnDisk.ts');
		const places = installedPlaces(context);
		endWatch?.();
		if (disposed) {
			return;
		}
		// Before it is read, so that nothing comes in between; anew each time, as there may be a new profile.
		endWatch = watchInstalled(places, () => {
			readFor = undefined;
			onChange();
		});
		signals = await installedOnDisk(catalog, places);
		if (!disposed && readFor === catalog) {
			onChange();
		}
	}

	return {
		signals: (catalog) => {
			if (readFor !== catalog) {
				readFor = catalog;
				void guarded(log, 'installed extensions', async () => await read(catalog));
			}
			return signals;
		},
		dispose: () => {
			disposed = true;
			endWatch?.();
		},
	};
}
