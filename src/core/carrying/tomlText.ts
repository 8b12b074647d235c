/** A TOML table with what a JSON object holds: texts, truth values, numbers, lists of texts, and objects of these. */
export function tomlTable(way: readonly string[], value: Readonly<Record<string, unknown>>): string {
	const entries = Object.entries(value);
	const own = entries.filter(([, one]) => !isTable(one));
	const inner = entries.flatMap(([key, one]) => (isTable(one) ? [tomlTable([...way, key], one)] : []));
	const lines = own.map(([key, one]) => `${tomlKey(key)} = ${JSON.stringify(one)}\n`);
	return [`[${way.map(tomlKey).join('.')}]\n${lines.join('')}`, ...inner].join('\n');
}

/** A text of many lines; what it cannot hold as it is, is escaped. */
export function tomlText(text: string): string {
	return text.includes("'''") || /(?![\n\t])\p{Cc}/u.test(text) ? JSON.stringify(text) : `'''\n${text}'''`;
}

function tomlKey(key: string): string {
	return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
