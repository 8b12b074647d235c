import type { ServersPlace } from '../catalog/reads.ts';

/** A piece of a value: what stands in the file, or the name of something that is put in when it is used. */
export type Piece =
	| { readonly kind: 'text'; readonly text: string }
	/** An environment variable. */
	| { readonly kind: 'variable'; readonly name: string }
	/** A place that the editor knows: `${workspaceFolder}`. */
	| { readonly kind: 'known'; readonly text: string };

/** `${NAME}`, `${env:NAME}`, `{env:NAME}`, `${input:id}`; a default (`${NAME:-value}`) is left out, as it may be a key. */
const reference =
	/\$\{(?:env:)?(?<name>[A-Za-z_]\w*)(?::-[^}]*)?\}|(?<!\$)\{env:(?<braced>[A-Za-z_]\w*)\}|\$\{input:(?<input>[\w.-]+)\}|\$(?<bare>[A-Z_][A-Z0-9_]*)\b/g;
const knownPlaces = /^(?:workspaceFolder\w*|userHome|pathSeparator|cwd)$/;

/** The pieces of a value. */
export function piecesOf(value: string): readonly Piece[] {
	const pieces: Piece[] = [];
	let end = 0;
	for (const found of value.matchAll(reference)) {
		if (found.index > end) {
			pieces.push({ kind: 'text', text: value.slice(end, found.index) });
		}
		pieces.push(pieceOf(found));
		end = found.index + found[0].length;
	}
	return end < value.length ? [...pieces, { kind: 'text', text: value.slice(end) }] : pieces;
}

function pieceOf({ 0: text, groups = {} }: RegExpExecArray): Piece {
	const name = groups['name'] ?? groups['braced'] ?? groups['bare'];
	return name !== undefined && knownPlaces.test(name)
		? { kind: 'known', text }
		: { kind: 'variable', name: name ?? variableName(groups['input'] ?? '') };
}

/** How an assistant writes that a value is to be put in; `undefined` where it cannot. */
export function writeReference({ variable, inputs }: ServersPlace, name: string): string | undefined {
	return inputs === true ? `\${input:${inputId(name)}}` : variable?.replace('NAME', name);
}

/** A name as environment variables have it: `github-api key` becomes `GITHUB_API_KEY`. */
export function variableName(...words: readonly string[]): string {
	const name = words
		.join('_')
		.replaceAll(/([a-z])([A-Z])/g, '$1_$2')
		.replaceAll(/[^A-Za-z0-9]+/g, '_')
		.replaceAll(/^_+|_+$/g, '')
		.toUpperCase();
	return /^[A-Z]/.test(name) ? name : `VALUE_${name}`;
}

/** A name as VS Code's inputs have it: `GITHUB_TOKEN` becomes `github-token`. */
export function inputId(name: string): string {
	return name.toLowerCase().replaceAll('_', '-');
}
