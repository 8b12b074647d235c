import { escapeXml } from './xml.ts';

/** What a property list can hold. */
export type PlistValue =
	| string
	| number
	| boolean
	| readonly PlistValue[]
	| { readonly [key: string]: PlistValue };

/** A property list in its XML form. */
export function plistFile(value: PlistValue): string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
${element(value, '')}
</plist>
`;
}

function element(value: PlistValue, indent: string): string {
	const inner = `${indent}\t`;
	if (typeof value === 'string') {
		return `${indent}<string>${escapeXml(value)}</string>`;
	}
	if (typeof value === 'number') {
		return `${indent}<integer>${Math.trunc(value)}</integer>`;
	}
	if (typeof value === 'boolean') {
		return `${indent}<${value}/>`;
	}
	if (isList(value)) {
		return [`${indent}<array>`, ...value.map((item) => element(item, inner)), `${indent}</array>`].join(
			'\n',
		);
	}
	const members = Object.entries(value).flatMap(([key, item]) => [
		`${inner}<key>${escapeXml(key)}</key>`,
		element(item, inner),
	]);
	return [`${indent}<dict>`, ...members, `${indent}</dict>`].join('\n');
}

function isList(value: PlistValue): value is readonly PlistValue[] {
	return Array.isArray(value);
}
