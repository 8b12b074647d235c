import type { Node } from 'jsonc-parser';
import { type Draft, note } from '../draft.ts';
import { ownerOfSetting } from '../naming/names.ts';
import { type JsonString, jsonRemoval } from './jsonDocument.ts';

/** What is false of these is set for an assistant that is used. */
const saysMore = /share|telemetry|notif|feedback|log/i;

/** A setting of an assistant's own, unless it switches something off. */
export function noteSetting(draft: Draft, { value, range, node }: JsonString): void {
	const own = ownerOfSetting(draft.names, value);
	if (own !== undefined && !isSwitchedOff(value, node.parent?.children?.[1])) {
		note(
			draft,
			{ range, role: 'config', removal: jsonRemoval(draft.text, node) },
			{ ...own, fingerprint: 'setting' },
		);
	}
}

/** `"x.enable": false`, `"x.enable": {"*": false}`, `"x.disableIndexing": true`. */
function isSwitchedOff(name: string, setTo: Node | undefined): boolean {
	if (setTo?.type === 'object' && setTo.children !== undefined && setTo.children.length > 0) {
		return setTo.children.every((member) => member.children?.[1]?.value === false);
	}
	return (
		(setTo?.value === false && !saysMore.test(name)) || (setTo?.value === true && /disable/i.test(name))
	);
}
