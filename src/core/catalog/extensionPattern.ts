import { matchesVersions } from './versionRange.ts';

/** Extensions that are named by their publisher, or by some of their versions; all in lower case. */
export interface ExtensionPattern {
	readonly publisher: string;
	/** `publisher.name`; absent where all of the publisher are meant. */
	readonly id?: string | undefined;
	/** Such as `>=1.2.0 <2.0.0`; absent where all versions are meant. */
	readonly versions?: string | undefined;
}

/** Reads `publisher.*`, `publisher.name@<2.0.0` or both; `undefined` for a plain `publisher.name`. */
export function extensionPattern(name: string): ExtensionPattern | undefined {
	const [id = '', versions] = name.toLowerCase().split('@', 2);
	const publisher = id.split('.')[0] ?? '';
	const all = id === `${publisher}.*`;
	return all || versions !== undefined ? { publisher, ...(all ? {} : { id }), versions } : undefined;
}

/** Whether an extension is one of those meant. Where its version is not known, no range has it. */
export function matchesPattern(
	{ publisher, id, versions }: ExtensionPattern,
	extension: string,
	version: string | undefined,
): boolean {
	const wanted = extension.toLowerCase();
	return (
		(id === undefined ? wanted.startsWith(`${publisher}.`) : wanted === id) &&
		(versions === undefined || (version !== undefined && matchesVersions(versions, version)))
	);
}
