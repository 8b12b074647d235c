import { Disposable, extensions, lm } from 'vscode';
import type { ModelSignal } from '../../core/detection/signal.ts';
import { guarded, type Log } from '../log.ts';

/** The language models that extensions have registered with the editor. */
export interface Models extends Disposable {
	/** As last asked for; the first call asks. */
	signals(): readonly ModelSignal[];
}

/** `onChange` is called when there are others than before. */
export function createModels(onChange: () => void, log: Log): Models {
	let signals: readonly ModelSignal[] = [];
	let asked = false;
	const ask = async (): Promise<void> => {
		const now = await registeredModels();
		const changed = JSON.stringify(now) !== JSON.stringify(signals);
		signals = now;
		if (changed) {
			onChange();
		}
	};
	const askAgain = (): void => {
		if (asked) {
			void guarded(log, 'models', ask);
		}
	};
	const subscription = Disposable.from(
		lm.onDidChangeChatModels(askAgain),
		extensions.onDidChange(askAgain),
	);
	return {
		signals: () => {
			if (!asked) {
				asked = true;
				askAgain();
			}
			return signals;
		},
		dispose: () => void subscription.dispose(),
	};
}

/**
 * By vendor. Only vendors whose extensions all run are asked for: the question starts an extension that does not, and
 * one without a vendor starts them all (VS Code 1.139). What is asked for is names; no request is sent to a model.
 */
async function registeredModels(): Promise<readonly ModelSignal[]> {
	const vendors = new Map<string, { ids: string[]; running: boolean }>();
	for (const { id, isActive, packageJSON } of extensions.all) {
		for (const vendor of vendorsOf(packageJSON)) {
			const known = vendors.get(vendor) ?? { ids: [], running: true };
			vendors.set(vendor, { ids: [...known.ids, id], running: known.running && isActive });
		}
	}
	const signals = [...vendors]
		.filter(([, { running }]) => running)
		.map(async ([vendor, { ids }]): Promise<readonly ModelSignal[]> => {
			const names = (await lm.selectChatModels({ vendor })).map(({ name }) => name);
			return names.length === 0 ? [] : [{ kind: 'model', vendor, models: names, extensions: ids }];
		});
	return (await Promise.all(signals)).flat();
}

function vendorsOf(manifest: unknown): readonly string[] {
	const { contributes } = (manifest ?? {}) as {
		readonly contributes?: Readonly<Record<string, unknown>> | null;
	};
	return [contributes?.['languageModelChatProviders'] ?? []]
		.flat()
		.map((provider) => (provider as { readonly vendor?: unknown } | null)?.vendor)
		.filter((vendor) => typeof vendor === 'string');
}
