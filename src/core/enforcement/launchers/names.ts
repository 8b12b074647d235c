/** What launchers go by outside their own text. */
export interface LauncherNames {
	/** The file by which launchers know each other's folders. */
	readonly marker: string;
	/** The variable that names the file to which launchers append a line `action command` per call. */
	readonly events: string;
	/** The file beside the launchers that asks and translates, read only when somebody is there to answer. */
	readonly offer: string;
}

/** `script` with `<marker>`, `<events>`, `<offer>` and `<command>` filled in. */
export function fillIn(script: string, names: LauncherNames, command = ''): string {
	const values: Readonly<Record<string, string>> = { ...names, command };
	return script.replace(/<(marker|events|offer|command)>/g, (_whole, name: string) => values[name] ?? '');
}
