/** Where a path lies that a place of the catalog describes. */
export interface PlaceMatch {
	/** The folder that a nested place was found in, without the slash at its end; empty at the top. */
	readonly folder: string;
	/** What the stars stand for, and their ending: `frontend/style.mdc`. Empty for a place without stars. */
	readonly rest: string;
}

/** Whether `path` lies where the catalog says, and how. Paths are relative, with `/`; those of the home begin with `~/`. */
export function matchPlace(place: string, path: string, nested = false): PlaceMatch | undefined {
	const pattern = patternOf(place, nested);
	const groups = pattern.exec(path)?.groups;
	return groups && { folder: (groups['folder'] ?? '').replace(/\/$/, ''), rest: groups['rest'] ?? '' };
}

/** The places are the catalog's: a few hundred, each asked about for every file. */
const patterns = new Map<string, RegExp>();

function patternOf(place: string, nested: boolean): RegExp {
	const key = `${nested ? '**/' : ''}${place}`;
	const known = patterns.get(key);
	if (known !== undefined) {
		return known;
	}
	const fixed = fixedPart(place);
	const folder = nested && !place.startsWith('~/') ? '(?<folder>(?:(?!~/)[^/]+/)*?)' : '';
	const pattern = new RegExp(`^${folder}${literal(fixed)}(?<rest>${starred(place.slice(fixed.length))})$`);
	patterns.set(key, pattern);
	return pattern;
}

/** The part of a place before its first star, up to a slash: the folder to look in, or the file itself. */
export function fixedPart(place: string): string {
	const star = place.indexOf('*');
	return star === -1 ? place : place.slice(0, place.lastIndexOf('/', star) + 1);
}

/** Whether a place stands for many files. */
export function isPattern(place: string): boolean {
	return place.includes('*');
}

/** The path of a place of many files with `rest` in the place of its stars; folders become dashes where it has none. */
export function fillPlace(place: string, rest: string): string {
	const ending = place.slice(place.lastIndexOf('*') + 1);
	const name = place.includes('**') ? rest : rest.replaceAll('/', '-');
	return `${fixedPart(place)}${name}${ending}`;
}

/** `rest` without the ending that the place gives it: `style.mdc` of `.cursor/rules/*.mdc` is `style`. */
export function nameIn(place: string, rest: string): string {
	const ending = place.slice(place.lastIndexOf('*') + 1);
	return rest.endsWith(ending) ? rest.slice(0, rest.length - ending.length) : rest;
}

function starred(pattern: string): string {
	return pattern
		.split(/(\*\*\/|\*)/)
		.map((piece) => (piece === '**/' ? '(?:[^/]+/)*' : piece === '*' ? '[^/]*' : literal(piece)))
		.join('');
}

function literal(text: string): string {
	return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
