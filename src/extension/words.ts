import { env, l10n } from 'vscode';
import type { Reader } from '../core/wording/reader.ts';
import type { Translate } from '../core/wording/translate.ts';

/** Translates into the editor's language, from the bundles in `media/l10n`. */
export const translate: Translate = (message, args) => l10n.t(message, { ...args });

/** The person in front of this editor. */
export function editorReader(): Reader {
	return { language: env.language, translate };
}
