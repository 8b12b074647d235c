import {
	type Disposable,
	type Event,
	EventEmitter,
	MarkdownString,
	ThemeIcon,
	TreeItem,
	TreeItemCollapsibleState,
	window,
} from 'vscode';
import { outline, type OutlineItem, type Snooze } from '../../core/wording/outline.ts';
import type { PolicyClient } from '../../node/policy/policyClient.ts';
import { views } from '../contributions.ts';
import type { Guard } from '../guard.ts';
import { installedExtensions } from '../sensors/extensions.ts';
import { editorReader } from '../words.ts';
import { heldHere } from './heldHere.ts';

/** The view with all there is to know of the policy. It is drawn when somebody looks at it, and when things change. */
export function createPolicyView(
	guard: Guard,
	client: PolicyClient,
	ownId: string,
	snoozes: { readonly list: () => readonly Snooze[]; readonly onDidChange: Event<void> },
): Disposable {
	const changed = new EventEmitter<undefined>();
	const draw = (): void => changed.fire(undefined);
	const subscriptions = [guard.onDidChange(draw), snoozes.onDidChange(draw)];
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
									snoozes: snoozes.list(),
									held: heldHere(overview),
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
			subscriptions.forEach((one) => void one.dispose());
			view.dispose();
			changed.dispose();
		},
	};
}

/** Marks lines that the menus of the manifest act on. */
const actionable = 'finding';

function treeItem({
	id,
	label,
	description,
	details,
	icon,
	decision,
	snooze,
	children,
}: OutlineItem): TreeItem {
	const item = new TreeItem(label, collapsing(id !== undefined, children));
	if (description !== undefined) {
		item.description = description;
	}
	if (icon !== undefined) {
		item.iconPath = new ThemeIcon(icon);
	}
	const words = [label, description].filter((word) => word !== undefined).join(', ');
	item.accessibilityInformation = { label: words };
	item.tooltip = details === undefined ? words : new MarkdownString(details);
	if (decision !== undefined) {
		item.contextValue = decision.replacement === undefined ? actionable : `${actionable}.replaceable`;
	} else if (snooze !== undefined) {
		item.contextValue = 'snooze';
	}
	return item;
}

/** Sections are open; what a finding rests on is there for who asks. */
function collapsing(
	isSection: boolean,
	children: readonly OutlineItem[] | undefined,
): TreeItemCollapsibleState {
	if (children === undefined) {
		return TreeItemCollapsibleState.None;
	}
	return isSection ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}
