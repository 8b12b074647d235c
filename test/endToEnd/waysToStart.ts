/** What becomes of a banned tool: it never begins, it is ended within moments, or it runs on. */
type Fate = 'stopped before it runs' | 'stopped as it runs' | 'not stopped';
const fates: readonly Fate[] = ['stopped before it runs', 'stopped as it runs', 'not stopped'];

/** A way to start a banned tool, with what came of it in the real editor. */
interface Way {
	readonly way: string;
	readonly fate: Fate;
	/** What does it, or why nothing can. */
	readonly by: string;
}

/** The ways that `pastTheLauncher.test.ts` tries; `docs/terminals.md` has its table from here. */
export const ways = {
	typed: { way: 'typed by its name', fate: 'stopped before it runs', by: 'launcher' },
	alias: { way: 'behind an alias', fate: 'stopped before it runs', by: 'launcher' },
	script: { way: 'in a script', fate: 'stopped before it runs', by: 'launcher' },
	npmRun: { way: '`npm run`', fate: 'stopped before it runs', by: 'launcher' },
	makefile: { way: 'in a Makefile', fate: 'stopped before it runs', by: 'launcher' },
	nested: { way: 'in a nested shell', fate: 'stopped before it runs', by: 'launcher' },
	absolutePath: { way: 'by its absolute path', fate: 'stopped as it runs', by: 'its process' },
	twoAtOnce: { way: 'two at once, by their path', fate: 'stopped as it runs', by: 'their processes' },
	ownPath: { way: 'on a PATH of its own (`env PATH=…`)', fate: 'stopped as it runs', by: 'its process' },
	copy: { way: 'as a copy under another name', fate: 'stopped as it runs', by: 'what its file says' },
	symlink: { way: 'behind a symlink of another name', fate: 'stopped as it runs', by: 'its package' },
	npx: { way: '`npx`, which puts its own folder first', fate: 'stopped as it runs', by: 'its package' },
	fromProgram: { way: 'by another program (Node)', fate: 'stopped as it runs', by: 'its process' },
	detached: {
		way: 'detached from its terminal (`setsid`)',
		fate: 'stopped as it runs',
		by: 'its process, known by its environment',
	},
	terminalStart: {
		way: 'at terminal start, by `.bashrc`',
		fate: 'stopped before it runs',
		by: 'launcher',
	},
	task: { way: 'as a task, by its name', fate: 'stopped before it runs', by: 'launcher' },
	taskByPath: { way: 'as a task, by its path', fate: 'stopped as it runs', by: 'its process' },
	launch: { way: 'as a launch configuration', fate: 'stopped before it runs', by: 'debugging is refused' },
	profile: { way: 'as a terminal’s own program', fate: 'stopped as it runs', by: 'its process' },
	insideExtension: {
		way: 'by another extension, without a terminal',
		fate: 'not stopped',
		by: 'it is below no terminal and no task: only those are looked at',
	},
} as const satisfies Readonly<Record<string, Way>>;

export type WayName = keyof typeof ways;

/** The ways as a table in Markdown, and the sum of it. */
export function waysTable(): string {
	const all: readonly Way[] = Object.values(ways);
	const rows = all
		.toSorted((a, b) => fates.indexOf(a.fate) - fates.indexOf(b.fate))
		.map(({ way, fate, by }) => `| ${way} | ${fate} | ${by} |`);
	const count = (fate: Fate): number => all.filter((one) => one.fate === fate).length;
	const sum =
		`Of ${all.length} ways, ${count('stopped before it runs')} are stopped before the tool runs and ` +
		`${count('stopped as it runs')} as it runs; ${count('not stopped')} is not stopped.`;
	return [sum, '', '| started … | what happens | by |', '| --- | --- | --- |', ...rows].join('\n');
}
