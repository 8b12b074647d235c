import { type Draft, note } from '../draft.ts';
import { ownerOfSetting } from '../naming/names.ts';

/** Settings of assistants that a program writes for an editor: `"x.chat.enabled": true`. */
export function readWrittenSettings(draft: Draft): void {
	for (const match of draft.text.matchAll(draft.names.settingKey)) {
		const name = match[1] ?? '';
		if (
			/^\s*false\b/.test(
				draft.text.slice(match.index + match[0].length, match.index + match[0].length + 40),
			)
		) {
			continue;
		}
		const own = ownerOfSetting(draft.names, name);
		const at = match.index + 1;
		note(
			draft,
			{ range: [at, at + name.length], role: 'config' },
			own && { ...own, fingerprint: 'setting' },
		);
	}
}
