import { readFileSync } from 'node:fs';
import type { Reader } from '../../src/core/wording/reader.ts';
import { english, translateBy } from '../../src/core/wording/translate.ts';

export const languages = ['en', 'zh-cn'] as const;
export type Language = (typeof languages)[number];

/** What our surfaces say to a reader, from the files that the extension reads it from. */
export interface Words {
	readonly reader: Reader;
	/** A message of the program. Throws where it has none by that English text. */
	readonly say: Reader['translate'];
	/** A text of the manifest, by its key. */
	readonly title: (key: string) => string;
}

export function wordsIn(language: Language): Words {
	const messages = table('media/l10n/bundle.l10n.zh-cn.json');
	const titles = table(`media/nls/package.nls${language === 'en' ? '' : `.${language}`}.json`);
	const translate = language === 'en' ? english : translateBy(messages);
	return {
		reader: { language, translate },
		say: (message, args) => {
			known(messages, message);
			return translate(message, args);
		},
		title: (key) => known(titles, key),
	};
}

function known(texts: Readonly<Record<string, string>>, key: string): string {
	const text = texts[key];
	if (text === undefined) {
		throw new Error(`There is no text "${key}".`);
	}
	return text;
}

function table(file: string): Readonly<Record<string, string>> {
	return JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
}
