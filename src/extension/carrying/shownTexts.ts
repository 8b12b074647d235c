import { commands, Uri, window, workspace } from 'vscode';
import { translate } from '../words.ts';
import type { PlacedChange } from './writeFiles.ts';

const scheme = 'approved-assistants-carrying';

/** Shows texts that no file holds: files as they would be, and what was done. */
export interface ShownTexts {
	/** Shows what would change in one file, or in several. */
	diff(changes: readonly PlacedChange[], title: string): Promise<void>;
	/** Closes what `diff` has opened under that title. */
	closeDiff(title: string): Promise<void>;
	/** Shows a text in Markdown. */
	read(name: string, markdown: string): Promise<void>;
}

export function createShownTexts(): ShownTexts {
	const texts = new Map<string, string>();
	let count = 0;
	workspace.registerTextDocumentContentProvider(scheme, {
		provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
	});
	const hold = (path: string, text: string): Uri => {
		const uri = Uri.from({ scheme, path, query: String(++count) });
		texts.set(uri.toString(), text);
		return uri;
	};
	const sides = ({ root, change }: PlacedChange): { now: Uri; before: Uri; after: Uri } => {
		const now = root.uriOf(change.path);
		// Under the same path on both sides: else the editor takes it for a file that was renamed.
		return {
			now,
			before: change.before === undefined ? hold(now.path, '') : now,
			after: hold(now.path, change.text),
		};
	};
	return {
		diff: async (changes, title) => {
			const [only, second] = changes;
			if (only !== undefined && second === undefined) {
				const { before, after } = sides(only);
				await commands.executeCommand('vscode.diff', before, after, title, { preview: true });
				return;
			}
			const all = changes.map(sides).map(({ now, before, after }) => [now, before, after]);
			await commands.executeCommand('vscode.changes', title, all);
		},
		closeDiff: async (title) => {
			const open = window.tabGroups.all.flatMap(({ tabs }) =>
				tabs.filter(({ label }) => label.startsWith(title)),
			);
			if (open.length > 0) {
				await window.tabGroups.close(open);
			}
		},
		read: async (name, markdown) => {
			await commands.executeCommand('markdown.showPreview', hold(`/${name}.md`, markdown));
		},
	};
}

/** The title of the diff of one file. */
export function diffTitle(path: string): string {
	return translate('{file} as it would be', { file: path });
}
