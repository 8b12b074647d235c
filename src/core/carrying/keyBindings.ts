import { getNodeValue } from 'jsonc-parser';
import { type KeyboardRole, keyboardRoles, type Reads } from '../catalog/reads.ts';
import { asRecord, textIn } from '../json/record.ts';
import { addMember, treeOf } from './jsonMembers.ts';
import { type CarryRun, openDraft, stays, type Thing } from './run.ts';

/** The editor's own file of keys, among the files of a home. */
export const keyBindingsPath = '~/keybindings.json';

/** A key that people have bound, as the editor keeps it. */
interface Binding {
	readonly key: string;
	readonly command: string;
	readonly when: string | undefined;
}

/** Plans what becomes of the keys that are bound to commands of the assistants that are left. */
export function planKeyBindings(run: CarryRun): void {
	const file = run.files.get(keyBindingsPath);
	if (file === undefined || 'problem' in file) {
		return;
	}
	const bindings = bindingsIn(file.text);
	for (const { assistant, reads } of run.sources) {
		for (const binding of bindings) {
			const role = roleOf(reads, binding.command);
			const thing: Thing = {
				id: `keys:${binding.key} ${binding.command}`,
				kind: 'keys',
				assistant: assistant.id,
				source: keyBindingsPath,
				name: binding.key,
			};
			if (role !== undefined && run.wants(thing.id)) {
				run.items.push({ ...thing, outcome: carryBinding(run, binding, role), notes: [] });
			}
		}
	}
}

function carryBinding(run: CarryRun, { key, when }: Binding, role: KeyboardRole) {
	const command = run.target.keyboard?.[role]?.[0];
	const opened = openDraft(run, keyBindingsPath);
	if (command === undefined || 'reason' in opened) {
		return stays(command === undefined ? 'noPlace' : 'targetNotUnderstood');
	}
	const isThere = bindingsIn(opened.draft.text).some(
		(other) => other.key === key && other.command === command && other.when === when,
	);
	if (isThere) {
		return { state: 'there', target: keyBindingsPath } as const;
	}
	// The later binding of a key wins, so that it does the same with the next assistant from now on.
	const entry = { key, command, ...(when === undefined ? {} : { when }) };
	const written = addMember(opened.draft, [], [undefined, entry]);
	if (written === undefined) {
		return stays('targetNotUnderstood', keyBindingsPath);
	}
	run.drafts.set(keyBindingsPath, written);
	return { state: 'carried', target: keyBindingsPath } as const;
}

function roleOf(reads: Reads, command: string): KeyboardRole | undefined {
	return keyboardRoles.find((role) => reads.keyboard?.[role]?.includes(command));
}

function bindingsIn(text: string): readonly Binding[] {
	const tree = treeOf(text);
	const value: unknown = tree && getNodeValue(tree);
	return (Array.isArray(value) ? value : []).flatMap((entry) => {
		const [record, key, command] = [
			asRecord(entry),
			textIn(asRecord(entry), 'key'),
			textIn(asRecord(entry), 'command'),
		];
		return key === undefined || command === undefined
			? []
			: [{ key, command, when: textIn(record, 'when') }];
	});
}
