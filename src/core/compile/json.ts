/** A JSON file for people to read. */
export function jsonFile(value: unknown): string {
	return `${JSON.stringify(value, undefined, '\t')}\n`;
}

/** JSON on one line in ASCII alone, for where bytes are taken for characters of another encoding. */
export function asciiJson(value: unknown): string {
	return JSON.stringify(value).replaceAll(/[^ -~]/g, (character) => {
		return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
	});
}
