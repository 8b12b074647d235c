import {
	type Disposable,
	EventEmitter,
	MarkdownString,
	ThemeIcon,
	TreeItem,
	TreeItemCollapsibleState,
	window,
} from 'vscode';
import { holdItems } from '../../core/enforcement/describeHold.ts';
import { allowListSetting } from '../../core/enforcement/heldValue.ts';
import { outline, type OutlineItem } from '../../core/wording/outline.ts';
import type { PolicyClient } from '../../node/policyClient.ts';
import { views } from '../contributions.ts';
import type { Guard } from '../guard.ts';
import { installedExtensions } from '../sensors/extensions.ts';
import { editorReader, translate } from '../words.ts';

/** The view with all there is to know of the policy. It is drawn when somebody looks at it, and when things change. */
export function createPolicyView(guard: Guard, client: PolicyClient, ownId: string): Disposable {
	const changed = new EventEmitter<undefined>();
	const subscription = guard.onDidChange(() => changed.fire(undefined));
	const view = window.createTreeView<OutlineItem>(views.policy, {
		treeDataProvider: {
			onDidChangeTreeData: changed.event,
			getTreeItem: treeItem,
			getChildren: (item) => {
				const installed = installedExtensions(ownId).map(({ id }) => id.toLowerCase());
				const overview = guard.overview();
				return item === undefined
					? [
							...outline(
								{
									status: client.status(),
									policy: client.policy(),
									decisions: overview.decisions,
									installed: new Set(installed),
									held: holdItems(
										[
											{ name: allowListSetting, hold: overview.allowList },
											...overview.held,
										],
										translate,
									),
								},
								editorReader(),
								Date.now(),
							),
						]
					: [...(item.children ?? [])];
			},
		},
	});
	return {
		dispose: () => {
			subscription.dispose();
			view.dispose();
			changed.dispose();
		},
	};
}

/** Marks lines that the menus of the manifest act on. */
const actionable = 'finding';

function treeItem({ label, description, details, icon, decision, children }: OutlineItem): TreeItem {
	const item = new TreeItem(
		label,
		children === undefined ? TreeItemCollapsibleState.None : TreeItemCollapsibleState.Expanded,
	);
	if (description !== undefined) {
		item.description = description;
	}
	if (icon !== undefined) {
		item.iconPath = new ThemeIcon(icon);
	}
	item.tooltip =
		details === undefined ? [label, description].join(' ').trim() : new MarkdownString(details);
	if (decision !== undefined) {
		item.contextValue = decision.replacement === undefined ? actionable : `${actionable}.replaceable`;
	}
	return item;
}
