import type { RuleDialect } from '../catalog/reads.ts';
import { plainText } from './draft.ts';

/** What stands at the top of a Markdown file between two lines of dashes. */
export interface FrontMatter {
	/** Texts, truth values and lists by key; `undefined` for what is nested deeper. */
	readonly entries: ReadonlyMap<string, string | boolean | readonly string[] | undefined>;
	/** What follows, with `\n` at the end of each line. */
	readonly body: string;
}

/** When a rule holds, and for what. */
export interface Rule {
	readonly holds: 'always' | 'onFiles' | 'onDescription' | 'byHand';
	readonly globs: readonly string[];
	readonly description: string | undefined;
	/** Keys at its top that say something else. */
	readonly otherKeys: readonly string[];
	readonly body: string;
}

/**
 * Reads the lines at the top of a Markdown file. They look like YAML and are not: Cursor writes patterns without quotes,
 * and YAML takes what begins with a star for an alias.
 */
export function readFrontMatter(text: string): FrontMatter {
	const plain = plainText(text);
	const found = /^---[ \t]*\n([^]*?)(?:^|\n)---[ \t]*(?:\n|$)/m.exec(plain);
	if (found?.index !== 0) {
		return { entries: new Map(), body: plain };
	}
	const body = plain.slice(found[0].length).replace(/^\n+/, '');
	return { entries: readEntries((found[1] ?? '').split('\n')), body };
}

function readEntries(lines: readonly string[]): FrontMatter['entries'] {
	const entries = new Map<string, string | boolean | readonly string[] | undefined>();
	let open = '';
	for (const line of lines.filter((one) => one.trim() !== '' && !one.trim().startsWith('#'))) {
		const entry = /^([\w-]+)[ \t]*:[ \t]*(.*)$/.exec(line);
		const item = /^[ \t]*-[ \t]+(.*)$/.exec(line)?.[1];
		if (entry !== null) {
			open = entry[1] ?? '';
			entries.set(open, valueOf(entry[2] ?? ''));
		} else if (entries.has(open)) {
			const list = entries.get(open);
			const before = typeof list === 'object' ? list : [];
			entries.set(open, item === undefined ? undefined : [...before, unquoted(item)]);
		}
	}
	return entries;
}

/** Reads a rule as its assistant does. */
export function readRule(text: string, dialect: RuleDialect = {}): Rule {
	const { entries, body } = readFrontMatter(text);
	const globs = [dialect.globs, dialect.globList].flatMap((key) => globsOf(key && entries.get(key)));
	const described = dialect.description && entries.get(dialect.description);
	const description = typeof described === 'string' && described !== '' ? described : undefined;
	const known = new Set([
		dialect.globs,
		dialect.globList,
		dialect.description,
		...[dialect.always, dialect.onFiles, dialect.onDescription, dialect.byHand].flatMap((marks) =>
			Object.keys(marks ?? {}),
		),
	]);
	const otherKeys = [...entries.keys()].filter((key) => !known.has(key));
	const says = (marks: RuleDialect['always']): boolean =>
		marks !== undefined && Object.entries(marks).every(([key, value]) => entries.get(key) === value);
	return { holds: whenHolds(), globs, description, otherKeys, body };

	function whenHolds(): Rule['holds'] {
		if (entries.size === 0 || says(dialect.always)) {
			return 'always';
		}
		if (globs.length > 0) {
			return 'onFiles';
		}
		// Where a rule has to say that it always holds, one that does not is taken by its description, or by hand.
		return dialect.always === undefined
			? 'always'
			: description === undefined
				? 'byHand'
				: 'onDescription';
	}
}

/** A rule as the next assistant reads it, and the keys of what could not be said in its form. */
export function writeRule(
	rule: Rule,
	dialect: RuleDialect | undefined,
): { readonly text: string; readonly unsaid: readonly string[] } {
	const { holds, globs, description, otherKeys, body } = rule;
	const saysFiles = (dialect?.globs ?? dialect?.globList) !== undefined;
	const top = dialect === undefined ? '' : topOf(rule, dialect);
	const words = holds === 'onFiles' && !saysFiles ? `${scopeLine(globs)}\n\n` : '';
	const saysDescription = description === undefined || dialect?.description !== undefined;
	return {
		text: `${top === '' ? '' : `---\n${top}---\n\n`}${words}${body}`,
		unsaid: [...otherKeys, ...(saysDescription ? [] : ['description'])],
	};
}

function topOf({ holds, globs, description }: Rule, dialect: RuleDialect): string {
	const files = holds === 'onFiles' ? globs : undefined;
	const entries: readonly (readonly [string | undefined, string | undefined])[] = [
		[dialect.description, description && scalar(description)],
		[dialect.globs, files && scalar(files.join(','))],
		[dialect.globList, files && `[${files.map((glob) => JSON.stringify(glob)).join(', ')}]`],
	];
	const lines = new Map(
		entries.filter((entry): entry is readonly [string, string] => !entry.includes(undefined)),
	);
	for (const [key, value] of Object.entries(dialect[holds] ?? {})) {
		lines.set(key, typeof value === 'string' ? scalar(value) : String(value));
	}
	return [...lines].map(([key, value]) => `${key}: ${value}\n`).join('');
}

/** Says in words for which files something is. */
function scopeLine(globs: readonly string[]): string {
	return `For ${globs.map((glob) => `\`${glob}\``).join(', ')}:`;
}

function valueOf(written: string): string | boolean | readonly string[] {
	const list = /^\[(.*)\]$/.exec(written.trim());
	if (list !== null) {
		return splitGlobs(list[1] ?? '').map(unquoted);
	}
	const value = unquoted(written);
	return value === 'true' || value === 'false' ? value === 'true' : value;
}

function globsOf(value: unknown): readonly string[] {
	const listed = typeof value === 'string' ? splitGlobs(value) : Array.isArray(value) ? value : [];
	return listed.filter((glob): glob is string => typeof glob === 'string' && glob !== '');
}

/** At commas, but for those in braces: `*.{ts,tsx}, *.md`. */
function splitGlobs(text: string): readonly string[] {
	return (text.match(/(?:\{[^}]*\}|[^,{])+|\{/g) ?? [])
		.map((glob) => glob.trim())
		.filter((glob) => glob !== '');
}

function unquoted(text: string): string {
	const trimmed = text.trim();
	return /^(?:"(?:[^"\\]|\\.)*"|'[^']*')$/.test(trimmed)
		? trimmed.slice(1, -1).replaceAll('\\"', '"')
		: trimmed;
}

/** A text as YAML takes it for a text. */
function scalar(text: string): string {
	return /^[A-Za-z][\w ./-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text)
		? text
		: JSON.stringify(text);
}
