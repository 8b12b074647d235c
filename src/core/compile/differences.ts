/**
 * How a machine's file differs from the wanted one, as sentences; none when everything wanted holds. What the machine's
 * file says beyond that is somebody else's, except in a list of extensions, where an entry more changes what is allowed.
 */
export function valueDifferences(wanted: unknown, actual: unknown, path = ''): readonly string[] {
	const found = parsedText(wanted, actual);
	if (Array.isArray(wanted)) {
		const there = new Set((Array.isArray(found) ? found : []).map((item) => JSON.stringify(item)));
		return wanted
			.filter((item) => !there.has(JSON.stringify(item)))
			.map((item) => `${shown(path)} lacks ${JSON.stringify(item)}.`);
	}
	if (!isRecord(wanted)) {
		return wanted === found
			? []
			: [
					`${shown(path)} is ${found === undefined ? 'missing' : JSON.stringify(found)}, and should be ${JSON.stringify(wanted)}.`,
				];
	}
	if (!isRecord(found)) {
		return path === '' ? ['It holds no such settings.'] : [`${shown(path)} is missing.`];
	}
	const inside = Object.entries(wanted).flatMap(([key, value]) =>
		valueDifferences(value, found[key], path === '' ? key : `${path} › ${key}`),
	);
	const more = path === 'AllowedExtensions' ? Object.keys(found).filter((key) => !(key in wanted)) : [];
	return [
		...inside,
		...more.map((key) => `${shown(path)} also says ${JSON.stringify(found[key])} of ${key}.`),
	];
}

/** How a machine's file differs from the wanted one, line by line; indentation and line ends do not count. */
export function lineDifferences(wanted: string, actual: string): readonly string[] {
	const there = new Set(linesOf(actual));
	const asked = new Set(linesOf(wanted));
	return [
		...[...asked].filter((line) => !there.has(line)).map((line) => `It lacks: ${line}`),
		...[...there].filter((line) => !asked.has(line)).map((line) => `It has besides: ${line}`),
	];
}

function linesOf(text: string): readonly string[] {
	return text
		.replace(/^\uFEFF/, '')
		.split(/\r?\n/)
		.map((line) => line.trim())
		.filter((line) => line !== '');
}

/** VS Code takes an object as JSON text too. */
function parsedText(wanted: unknown, actual: unknown): unknown {
	if (!isRecord(wanted) || typeof actual !== 'string') {
		return actual;
	}
	try {
		return JSON.parse(actual) as unknown;
	} catch {
		return actual;
	}
}

function shown(path: string): string {
	return path === '' ? 'It' : `"${path}"`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
