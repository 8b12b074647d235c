/** The values of a message's placeholders, by name. */
export type MessageArguments = Readonly<Record<string, string | number>>;

/**
 * Gives `message`, which is written in English with `{name}` placeholders, in the reader's language. The English text is
 * the key, as in the editor's own `l10n.t`, which is one implementation of this type.
 */
export type Translate = (message: string, args?: MessageArguments) => string;

/** Leaves messages in English and fills their placeholders in. A placeholder without a value stays as it is. */
export const english: Translate = (message, args = {}) =>
	message.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(args[name] ?? placeholder));

/** Translates by a table of English text to text; what the table lacks stays English. */
export function translateBy(table: Readonly<Record<string, string>>): Translate {
	return (message, args) => english(table[message] ?? message, args);
}
