/** Strict readers of the formats that policies are compiled to. What is not well-formed throws. */

/** An element of an XML document. */
export interface XmlElement {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly XmlElement[];
	/** The characters directly inside it. */
	readonly text: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads XML 1.0 without comments, sections or entities of its own. */
export function parseXml(text: string): XmlElement {
	const scanner = { text, at: 0 };
	take(scanner, /<\?xml version="1\.0" encoding="utf-8"\?>\s*/iy);
	takeIf(scanner, /<!DOCTYPE plist PUBLIC "[^"<>]*" "[^"<>]*">\s*/y);
	const element = parseElement(scanner);
	takeIf(scanner, /\s+/y);
	if (scanner.at !== text.length) {
		throw new Error(`more behind the root, at ${scanner.at}`);
	}
	return element;
}

interface Scanner {
	readonly text: string;
	at: number;
}

function parseElement(scanner: Scanner): XmlElement {
	const [, name = ''] = take(scanner, /<([A-Za-z][\w.-]*)/y);
	const attributes: Record<string, string> = {};
	for (let found = takeIf(scanner, attribute); found !== undefined; found = takeIf(scanner, attribute)) {
		const [, key = '', value = ''] = found;
		if (key in attributes) {
			throw new Error(`attribute ${key} twice`);
		}
		attributes[key] = unescape(value);
	}
	if (takeIf(scanner, /\s*\/>/y) !== undefined) {
		return { name, attributes, children: [], text: '' };
	}
	take(scanner, />/y);
	const children: XmlElement[] = [];
	let text = '';
	for (;;) {
		text += unescape(takeIf(scanner, /[^<]+/y)?.[0] ?? '');
		if (takeIf(scanner, new RegExp(`</${name}>`, 'y')) !== undefined) {
			return { name, attributes, children, text };
		}
		children.push(parseElement(scanner));
	}
}

const attribute = /\s+([A-Za-z][\w.:-]*)="([^"<]*)"/y;

function unescape(text: string): string {
	return text.replaceAll(/&([^;]*;?)/g, (whole, name: string) => {
		const character = entities[name.replace(/;$/, '')];
		if (character === undefined || !whole.endsWith(';')) {
			throw new Error(`not an entity: ${whole}`);
		}
		return character;
	});
}

function take(scanner: Scanner, pattern: RegExp): RegExpExecArray {
	const found = takeIf(scanner, pattern);
	if (found === undefined) {
		throw new Error(
			`${pattern.source} expected at ${scanner.at}: ${scanner.text.slice(scanner.at, scanner.at + 40)}`,
		);
	}
	return found;
}

function takeIf(scanner: Scanner, pattern: RegExp): RegExpExecArray | undefined {
	pattern.lastIndex = scanner.at;
	const found = pattern.exec(scanner.text) ?? undefined;
	scanner.at = found === undefined ? scanner.at : pattern.lastIndex;
	return found;
}

/** The value of a property list. */
export function parsePlist(text: string): unknown {
	const root = parseXml(text);
	if (root.name !== 'plist' || root.attributes['version'] !== '1.0' || root.children.length !== 1) {
		throw new Error('not a property list');
	}
	return plistValue(root.children[0]);
}

function plistValue(element: XmlElement | undefined): unknown {
	switch (element?.name) {
		case 'string':
			return element.text;
		case 'integer':
			return Number(element.text);
		case 'true':
			return true;
		case 'false':
			return false;
		case 'array':
			return element.children.map(plistValue);
		case 'dict': {
			const members = element.children;
			return Object.fromEntries(
				Array.from({ length: members.length / 2 }, (_, index) => {
					const key = members[index * 2];
					if (key?.name !== 'key') {
						throw new Error('a key expected');
					}
					return [key.text, plistValue(members[index * 2 + 1])];
				}),
			);
		}
		default:
			throw new Error(`no property list element: ${element?.name}`);
	}
}

/** The values of each key of a registry file; `null` for a value that is removed. */
export function parseReg(text: string): Readonly<Record<string, RegistryValues>> {
	const keys: Record<string, RegistryValues> = {};
	let values: RegistryValues | undefined;
	for (const line of linesOfReg(text)) {
		const key = /^\[(HKEY_[A-Z_]+(?:\\[^\\\]]+)+)\]$/.exec(line)?.[1];
		if (key === undefined) {
			setValue(values, line);
		} else {
			values = {};
			keys[key] = values;
		}
	}
	return keys;
}

type RegistryValues = Record<string, string | number | null>;

function linesOfReg(text: string): readonly string[] {
	const [header, blank, ...lines] = text.split('\r\n');
	if (header !== 'Windows Registry Editor Version 5.00' || blank !== '' || lines.pop() !== '') {
		throw new Error('not a registry file');
	}
	return lines.filter((line) => line !== '');
}

function setValue(values: RegistryValues | undefined, line: string): void {
	const [, name, value] = /^"((?:[^"\\]|\\["\\])*)"=(.*)$/.exec(line) ?? [];
	if (values === undefined || name === undefined || value === undefined || name in values) {
		throw new Error(`not a line of a registry file: ${line}`);
	}
	values[name] = registryValue(value);
}

function registryValue(value: string): string | number | null {
	const text = /^"((?:[^"\\]|\\["\\])*)"$/.exec(value)?.[1];
	const number = /^dword:([0-9a-f]{8})$/.exec(value)?.[1];
	if (text === undefined && number === undefined && value !== '-') {
		throw new Error(`not a value: ${value}`);
	}
	return text === undefined
		? number === undefined
			? null
			: Number.parseInt(number, 16)
		: text.replaceAll(/\\(.)/g, '$1');
}
