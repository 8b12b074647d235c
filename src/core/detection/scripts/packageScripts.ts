import { locateInJson } from '../../json/position.ts';
import type { Script } from './scriptBook.ts';

/** The scripts of a `package.json`, each with those that npm runs before and behind it. */
export function readPackageScripts(text: string): ReadonlyMap<string, Script> {
	const found = new Map<string, Script>();
	const commands = scriptsOf(text);
	for (const [name, command] of commands) {
		found.set(name, {
			lines: [{ text: command, line: locateInJson(text, ['scripts', name]).line }],
			before: commands.has(`pre${name}`) ? [`pre${name}`] : [],
			after: commands.has(`post${name}`) ? [`post${name}`] : [],
		});
	}
	return found;
}

function scriptsOf(text: string): ReadonlyMap<string, string> {
	let manifest: unknown;
	try {
		manifest = JSON.parse(text);
	} catch {
		return new Map();
	}
	const scripts = member(manifest, 'scripts');
	return typeof scripts === 'object' && scripts !== null
		? new Map(
				Object.entries(scripts).filter(
					(entry): entry is [string, string] => typeof entry[1] === 'string',
				),
			)
		: new Map();
}

function member(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
