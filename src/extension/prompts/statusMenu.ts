import { commands as editorCommands, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import type { CompiledPolicy } from '../../core/policy/compile.ts';
import { policyHeadline } from '../../core/wording/policyHeadline.ts';
import { reasonCard } from '../../core/wording/reasonCard.ts';
import { commands } from '../contributions.ts';
import type { Overview } from '../look.ts';
import { editorReader, translate } from '../words.ts';
import { reloadWindow } from './reload.ts';

interface Choice extends QuickPickItem {
	readonly act?: () => Thenable<unknown> | Promise<void>;
}

/** What the menu needs besides the overview. */
export interface MenuParts {
	readonly forgetTold: () => Promise<void>;
	/** Whether there is a switch to undo. */
	readonly canUndo: boolean;
}

/** The ways forward from how things stand: what was found with its switch and its reason, then the policy's own. */
export async function showStatusMenu(
	overview: Overview,
	policy: CompiledPolicy | undefined,
	{ forgetTold, canUndo }: MenuParts,
): Promise<void> {
	const run =
		(command: string, ...args: unknown[]) =>
		() =>
			editorCommands.executeCommand(command, ...args);
	const now = Date.now();
	const found = overview.decisions.flatMap((decision): Choice[] => {
		if (policy === undefined) {
			return [];
		}
		const card = reasonCard(policy, decision, editorReader(), now);
		return [
			{ label: `$(question) ${card.title}`, act: run(commands.why, decision) },
			...(card.replacement === undefined
				? []
				: [
						{
							label: `$(arrow-right) ${translate('Switch to {assistant}', { assistant: card.replacement })}`,
							description: translate('instead of {assistant}', { assistant: card.assistant }),
							act: run(commands.switch, decision),
						},
					]),
		];
	});
	const reload: Choice[] =
		overview.stillRunning.length === 0
			? []
			: [{ label: `$(refresh) ${translate('Reload the window to finish')}`, act: reloadWindow }];
	const choices: Choice[] = [
		...reload,
		...found,
		{ label: translate('Policy'), kind: QuickPickItemKind.Separator },
		{ label: `$(shield) ${translate('Open the status page')}`, act: run(commands.openStatusPage) },
		{ label: `$(sync) ${translate('Look for a new policy now')}`, act: run(commands.refreshPolicy) },
		{ label: `$(bell) ${translate('Show notices again')}`, act: forgetTold },
		...(canUndo
			? [{ label: `$(discard) ${translate('Undo the last switch')}`, act: run(commands.undoSwitch) }]
			: []),
		{
			label: `$(book) ${translate('What does the policy mean for me?')}`,
			act: run(commands.openWalkthrough),
		},
		{
			label: `$(export) ${translate('Export a report for the help desk')}`,
			act: run(commands.exportReport),
		},
		{ label: `$(output) ${translate('Open the log')}`, act: run(commands.showLog) },
	];
	const title = policyHeadline(overview.policy, translate).text;
	const chosen = await window.showQuickPick(choices, {
		title,
		placeHolder: translate('What would you like to do?'),
	});
	await chosen?.act?.();
}
