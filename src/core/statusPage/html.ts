import type { Brand } from '../brand.ts';

/** HTML in which every value has been escaped. */
export type Html = Brand<{ readonly text: string }, 'Html'>;

type Value = Html | string | number | undefined | readonly Html[];

/** HTML from a template: what stands in it as text is escaped, `undefined` is nothing, HTML stays. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
	const text = parts.map((part, index) => part + written(values[index])).join('');
	return { text } as Html;
}

function written(value: Value): string {
	if (value === undefined) {
		return '';
	}
	if (typeof value === 'string' || typeof value === 'number') {
		return escapeHtml(String(value));
	}
	return 'text' in value ? value.text : value.map(({ text }) => text).join('');
}

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
