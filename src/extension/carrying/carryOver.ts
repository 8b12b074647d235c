import { ProgressLocation, type Uri, window } from 'vscode';
import type { AssistantId } from '../../core/catalog/assistant.ts';
import { countKinds, secretNames } from '../../core/carrying/describeItem.ts';
import type { CompiledPolicy, SanctionedAssistant } from '../../core/policy/compile.ts';
import type { Log } from '../log.ts';
import type { CarriedFile } from '../state.ts';
import { translate } from '../words.ts';
import { askWhatComesAlong } from './choose.ts';
import { type CarryPlans, comesAlong, makePlans, type PlacedItem } from './plans.ts';
import { leftFiles, reportOf } from './report.ts';
import { carryRoots } from './roots.ts';
import { createShownTexts, type ShownTexts } from './shownTexts.ts';
import { recordOf, takeBack, type Written, writeFiles } from './writeFiles.ts';

/** From which assistant to which, and what to carry. */
export interface CarryOrder {
	readonly policy: CompiledPolicy;
	readonly replacement: SanctionedAssistant;
	/** The assistant that is left, where there is one. */
	readonly leaving: AssistantId | undefined;
	/** Only what is in this file. */
	readonly only?: Uri | undefined;
	/** Whether to say so when nothing can come along. */
	readonly sayNothing: boolean;
}

/** What carrying over works with. */
export interface CarryParts {
	readonly globalStorage: Uri;
	readonly log: Log;
	/** Keeps what was written, before it is written; called again with less when some of it was not. */
	readonly remember: (files: readonly CarriedFile[]) => Promise<void>;
}

/** What is shown stays open after it was carried over, as long as the extension runs. */
let texts: ShownTexts | undefined;

/** Offers to take instructions, servers, commands, ignore files and keys along to the next assistant, and does so. */
export async function carryOver(order: CarryOrder, parts: CarryParts): Promise<void> {
	const { replacement, policy, leaving, only } = order;
	const roots = carryRoots(parts.globalStorage);
	const plans = await window.withProgress(
		{ location: ProgressLocation.Window, title: translate('Looking for what can come along') },
		async () => limited(await makePlans(policy, replacement, leaving, roots), only),
	);
	texts ??= createShownTexts();
	if (plans.items.some(comesAlong)) {
		const wanted = await askWhatComesAlong(plans, replacement.name, texts);
		await (wanted.length > 0 && carry(plans, wanted, { name: replacement.name, texts, parts }));
	} else if (order.sayNothing) {
		await sayNothingComesAlong(plans, replacement.name, texts);
	}
}

/** Takes back what was carried over; gives what somebody has changed since, and which was left. */
export async function undoCarrying(files: readonly CarriedFile[]): Promise<readonly CarriedFile[]> {
	return await takeBack(files);
}

interface Carrying {
	readonly name: string;
	readonly texts: ShownTexts;
	readonly parts: CarryParts;
}

async function carry(
	plans: CarryPlans,
	wanted: readonly PlacedItem[],
	{ name, texts, parts }: Carrying,
): Promise<void> {
	const title = translate('Carrying over to {assistant}', { assistant: name });
	const written = await window.withProgress(
		{ location: ProgressLocation.Notification, title },
		async (progress) => {
			const changes = plans.changesFor(wanted);
			const records = await Promise.all(changes.map(recordOf));
			await parts.remember(records);
			const done = await writeFiles(changes, records, (message) => progress.report({ message }));
			await parts.remember(done.files);
			return done;
		},
	);
	written.left.forEach(({ uri, reason }) => parts.log.warn(`carry over: ${uri.toString()}: ${reason}`));
	await sayWhatCameAlong({ plans, wanted, written }, { name, texts, parts });
}

async function sayWhatCameAlong(
	{
		plans,
		wanted,
		written,
	}: { readonly plans: CarryPlans; readonly wanted: readonly PlacedItem[]; readonly written: Written },
	{ name, texts, parts }: Carrying,
): Promise<void> {
	const left = new Set(written.left.map(({ uri }) => uri.toString()));
	const isWritten = ({ root, item: { outcome } }: PlacedItem): boolean =>
		outcome.state === 'carried' && !left.has(root.uriOf(outcome.target).toString());
	const items = wanted.filter(isWritten).map(({ item }) => item);
	const secrets = secretNames(items);
	const message = [
		...(items.length === 0
			? []
			: [
					translate('Carried over to {assistant}: {things}.', {
						assistant: name,
						things: countKinds(items, translate),
					}),
				]),
		...(secrets.length === 0
			? []
			: [
					translate('Left behind, to be set by you: {names}.', {
						names: secrets.join(translate(', ')),
					}),
				]),
		...leftFiles(written),
	].join(' ');
	const [show, undo] = [translate('Show All'), translate('Undo')];
	const chosen = await window.showInformationMessage(
		message,
		show,
		...(written.files.length > 0 ? [undo] : []),
	);
	if (chosen === show) {
		const report = reportOf(plans.items, name, { items: wanted.filter(isWritten), written });
		await texts.read(translate('Carry over to {assistant}', { assistant: name }), report);
	} else if (chosen === undo) {
		await undoAndSay(written.files, parts);
	}
}

async function undoAndSay(files: readonly CarriedFile[], parts: CarryParts): Promise<void> {
	const left = await undoCarrying(files);
	await parts.remember(left);
	if (left.length === 0) {
		void window.showInformationMessage(translate('Everything is as it was before.'));
	} else {
		void window.showWarningMessage(
			translate('Changed since, and left as they are: {files}.', {
				files: namesOf(left).join(translate(', ')),
			}),
		);
	}
}

/** The names of files, without their folders. */
function namesOf(files: readonly CarriedFile[]): readonly string[] {
	return files.map(({ uri }) => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1)));
}

async function sayNothingComesAlong(plans: CarryPlans, assistant: string, texts: ShownTexts): Promise<void> {
	const show = plans.items.length > 0 ? [translate('Show All')] : [];
	const text = translate('There is nothing to carry over to {assistant}.', { assistant });
	if ((await window.showInformationMessage(text, ...show)) !== undefined) {
		await texts.read(
			translate('Carry over to {assistant}', { assistant }),
			reportOf(plans.items, assistant),
		);
	}
}

function limited(plans: CarryPlans, only: Uri | undefined): CarryPlans {
	return only === undefined
		? plans
		: {
				...plans,
				items: plans.items.filter(
					({ root, item }) => root.uriOf(item.source).toString() === only.toString(),
				),
			};
}
