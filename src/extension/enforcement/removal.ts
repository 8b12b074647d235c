import { commands, type Disposable, extensions, window } from 'vscode';
import { type Decision, decide } from '../../core/decision/decide.ts';
import { detectExtension } from '../../core/detection/extensionDetector.ts';
import type { CompiledPolicy } from '../../core/policy/compile.ts';
import { assistantName } from '../../core/wording/reasonCard.ts';
import { windowContext } from '../context.ts';
import { guarded, type Log } from '../log.ts';
import type { RemovedExtension, State } from '../state.ts';
import { translate } from '../words.ts';

/** Uninstalls extensions where a rule says so, and offers them again when it does not any more. */
export interface Removal extends Disposable {
	/** @param decisions What the policy says of everything that is installed. */
	look(policy: CompiledPolicy | undefined, decisions: readonly Decision[]): void;
}

interface Parts {
	readonly removed: State['removed'];
	readonly askedToRemove: State['askedToRemove'];
	readonly ownId: string;
	readonly now: () => number;
	readonly log: Log;
}

/** How long a question is not asked again, in milliseconds. */
const snooze = 24 * 3_600_000;

/** What was asked is not asked again for a day, in no window of this profile. */
export function createRemoval(parts: Parts): Removal {
	let disposed = false;

	/** Those that nobody was asked about lately; remembers that they are now. */
	function unasked<T>(
		kind: 'remove' | 'offer',
		list: readonly T[],
		idOf: (one: T) => string,
	): readonly T[] {
		const now = parts.now();
		const asked = Object.entries(parts.askedToRemove.get() ?? {}).filter(([, at]) => now - at < snooze);
		const known = new Set(asked.map(([key]) => key));
		const fresh = list.filter((one) => !known.has(`${kind} ${idOf(one)}`));
		if (fresh.length > 0) {
			const keys = fresh.map((one) => [`${kind} ${idOf(one)}`, now] as const);
			// What was uninstalled and comes back is asked about anew, and the reverse.
			const other = kind === 'remove' ? 'offer' : 'remove';
			const gone = new Set(fresh.map((one) => `${other} ${idOf(one)}`));
			const kept = asked.filter(([key]) => !gone.has(key));
			void parts.askedToRemove.set(Object.fromEntries([...kept, ...keys]));
		}
		return fresh;
	}

	return {
		look: (policy, decisions) => {
			if (policy === undefined || disposed) {
				return;
			}
			const found = decisions.flatMap((decision) => removable(policy, decision, parts.ownId) ?? []);
			const fresh = unasked('remove', found, ({ extension }) => extension.id);
			const free = (parts.removed.get() ?? []).filter((one) => !isBlocked(policy, one));
			const offered = unasked('offer', free, ({ id }) => id);
			if (fresh.length > 0) {
				void guarded(parts.log, 'uninstalling', async () => await remove(parts, policy, fresh));
			}
			if (offered.length > 0) {
				void guarded(parts.log, 'installing again', async () => await offerAgain(parts, offered));
			}
		},
		dispose: () => {
			disposed = true;
		},
	};
}

function isBlocked(policy: CompiledPolicy, { id, version }: RemovedExtension): boolean {
	const context = windowContext();
	return detectExtension(policy.catalog, { kind: 'extension', id, version }).some(
		(finding) => decide(policy, finding, context).action === 'block',
	);
}

interface Removable {
	readonly extension: RemovedExtension;
	readonly how: 'ask' | 'always';
}

/** Only what is certain and was installed by somebody: never what comes with the editor, never a copy or a pack. */
function removable(
	policy: CompiledPolicy,
	{ action, rule, finding }: Decision,
	ownId: string,
): Removable | undefined {
	const { signal, certainty } = finding;
	const how = rule?.entry.remove;
	if (action !== 'block' || how === undefined || signal.kind !== 'extension' || certainty !== 'certain') {
		return undefined;
	}
	const id = signal.id.toLowerCase();
	const builtIn = (extensions.getExtension(id)?.packageJSON as { readonly isBuiltin?: unknown } | undefined)
		?.isBuiltin;
	if (builtIn === true || id === ownId.toLowerCase() || signal.where?.otherHost === true) {
		return undefined;
	}
	return { extension: { id, version: signal.version, name: assistantName(policy, finding) }, how };
}

async function remove(parts: Parts, policy: CompiledPolicy, found: readonly Removable[]): Promise<void> {
	const asked = found.filter(({ how }) => how === 'ask').map(({ extension }) => extension);
	const always = found.filter(({ how }) => how === 'always').map(({ extension }) => extension);
	const organization = policy.document.organization.name;
	await uninstall(parts, always);
	if (asked.length === 0) {
		return;
	}
	const uninstallIt = translate('Uninstall');
	const chosen = await window.showWarningMessage(
		translate(
			'{organization} asks you to uninstall {assistants}. It can be installed again when it is allowed.',
			{
				organization,
				assistants: namesOf(asked),
			},
		),
		uninstallIt,
		translate('Not now'),
	);
	if (chosen === uninstallIt) {
		await uninstall(parts, asked);
	}
}

async function uninstall({ removed, log }: Parts, wanted: readonly RemovedExtension[]): Promise<void> {
	const done: RemovedExtension[] = [];
	for (const extension of wanted) {
		try {
			await commands.executeCommand('workbench.extensions.uninstallExtension', extension.id);
			log.info(`${extension.id} is uninstalled`);
			done.push(extension);
		} catch (error) {
			// Another profile's, or one that others depend on; it stays switched off.
			log.warn(`${extension.id} is not uninstalled: ${String(error)}`);
		}
	}
	if (done.length > 0) {
		const ids = done.map(({ id }) => id);
		await removed.set([...(removed.get() ?? []).filter(({ id }) => !ids.includes(id)), ...done]);
		void window.showInformationMessage(
			translate('Uninstalled, as your organisation’s policy says: {assistants}.', {
				assistants: namesOf(done),
			}),
		);
	}
}

async function offerAgain({ removed, log }: Parts, free: readonly RemovedExtension[]): Promise<void> {
	const installAgain = translate('Install Again');
	const noThanks = translate('No, Thanks');
	const chosen = await window.showInformationMessage(
		translate('{assistants} was uninstalled for your organisation’s policy, and is allowed again.', {
			assistants: namesOf(free),
		}),
		installAgain,
		noThanks,
	);
	if (chosen === undefined) {
		return;
	}
	const ids = new Set(free.map(({ id }) => id));
	const failed: RemovedExtension[] = [];
	for (const extension of chosen === installAgain ? free : []) {
		try {
			await commands.executeCommand('workbench.extensions.installExtension', extension.id);
		} catch (error) {
			log.error(`${extension.id} is not installed again: ${String(error)}`);
			failed.push(extension);
		}
	}
	const left = (removed.get() ?? []).filter(({ id }) => !ids.has(id));
	await removed.set([...left, ...failed]);
	if (failed.length > 0) {
		void window.showErrorMessage(
			translate('{assistants} could not be installed: the log says why.', {
				assistants: namesOf(failed),
			}),
		);
	}
}

function namesOf(list: readonly RemovedExtension[]): string {
	return [...new Set(list.map(({ name, id }) => `${name} (${id})`))].join(', ');
}
