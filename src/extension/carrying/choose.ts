import { QuickPickItemKind, type QuickInputButton, type QuickPickItem, ThemeIcon, window } from 'vscode';
import { countKinds, describeItem } from '../../core/carrying/describeItem.ts';
import { translate } from '../words.ts';
import { type CarryPlans, comesAlong, type PlacedItem } from './plans.ts';
import { diffTitle, type ShownTexts } from './shownTexts.ts';
import { reportOf } from './report.ts';

/** Offers to carry things over; gives what the person wants, nothing where they do not want any. */
export async function askWhatComesAlong(
	plans: CarryPlans,
	assistant: string,
	texts: ShownTexts,
): Promise<readonly PlacedItem[]> {
	const able = plans.items.filter(comesAlong);
	const [all, each] = [translate('Carry All'), translate('Look at Each')];
	const chosen = await window.showInformationMessage(
		translate('This can come along to {assistant}: {things}. Nothing is overwritten.', {
			assistant,
			things: countKinds(
				able.map(({ item }) => item),
				translate,
			),
		}),
		all,
		each,
		translate('Not now'),
	);
	return chosen === all ? able : chosen === each ? await lookAtEach(plans, assistant, texts) : [];
}

interface Choice extends QuickPickItem {
	readonly placed?: PlacedItem;
}

/** Shows every file as it would be, and a list to choose from. */
async function lookAtEach(
	plans: CarryPlans,
	assistant: string,
	texts: ShownTexts,
): Promise<readonly PlacedItem[]> {
	const title = translate('Carry over to {assistant}', { assistant });
	const able = plans.items.filter(comesAlong);
	await texts.diff(plans.changesFor(able), title);
	const picked = await pick(plans, { assistant, title, able }, texts);
	await texts.closeDiff(title);
	return picked;
}

async function pick(
	plans: CarryPlans,
	{
		assistant,
		title,
		able,
	}: { readonly assistant: string; readonly title: string; readonly able: readonly PlacedItem[] },
	texts: ShownTexts,
): Promise<readonly PlacedItem[]> {
	const diff: QuickInputButton = {
		iconPath: new ThemeIcon('diff'),
		tooltip: translate('Show what changes'),
	};
	const rest: QuickInputButton = { iconPath: new ThemeIcon('info'), tooltip: translate('Show what stays') };
	const list = window.createQuickPick<Choice>();
	list.title = title;
	list.placeholder = translate('What comes along? Untick what should stay.');
	list.canSelectMany = true;
	list.ignoreFocusOut = true;
	list.matchOnDescription = true;
	list.buttons = plans.items.length > able.length ? [rest] : [];
	list.items = choicesOf(able, assistant, diff);
	list.selectedItems = list.items.filter(({ placed }) => placed !== undefined);
	const picked = await new Promise<readonly Choice[]>((resolve) => {
		list.onDidAccept(() => resolve(list.selectedItems));
		list.onDidHide(() => resolve([]));
		list.onDidTriggerButton(() => void texts.read(title, reportOf(plans.items, assistant)));
		list.onDidTriggerItemButton(({ item: { placed } }) => {
			if (placed !== undefined) {
				void texts.diff(plans.changesFor([placed]), diffTitle(placed.item.source));
			}
		});
		list.show();
	});
	list.dispose();
	return picked.flatMap(({ placed }) => (placed === undefined ? [] : [placed]));
}

function choicesOf(
	able: readonly PlacedItem[],
	assistant: string,
	diff: QuickInputButton,
): readonly Choice[] {
	let heading = '';
	return able.flatMap((placed): Choice[] => {
		const { name, outcome, notes } = describeItem(placed.item, assistant, translate);
		const kind = countKinds([placed.item], translate).replace(/\s*[（(]1[）)]$/, '');
		const above = [placed.root.name, kind].filter((part) => part !== '').join(' · ');
		const separator: Choice[] =
			above === heading ? [] : [{ label: above, kind: QuickPickItemKind.Separator }];
		heading = above;
		return [
			...separator,
			{ label: name, description: outcome, detail: notes.join(' '), buttons: [diff], placed },
		];
	});
}
