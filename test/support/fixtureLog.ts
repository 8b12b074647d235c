import { existsSync, readFileSync } from 'node:fs';

export interface FixtureLine {
	/** Of a stand-in extension that started, or whose `command` was run. */
	readonly id?: string;
	readonly command?: string;
	/** Of a stand-in command-line tool that was run. */
	readonly tool?: string;
	readonly arguments?: readonly string[];
	readonly pid: number;
}

/** What stand-in extensions and tools left behind: nothing when none ran. */
export function readFixtureLog(file: string): readonly FixtureLine[] {
	if (!existsSync(file)) {
		return [];
	}
	const lines = readFileSync(file, 'utf8').split('\n');
	return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as FixtureLine);
}

/** True when the extension's program was started. */
export function extensionRan(file: string, id: string): boolean {
	return readFixtureLog(file).some((line) => line.id === id && line.command === undefined);
}

/** How often the command-line tool was run. */
export function toolRuns(file: string, tool: string): number {
	return readFixtureLog(file).filter((line) => line.tool === tool).length;
}
