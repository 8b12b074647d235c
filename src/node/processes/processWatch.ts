import {
	type RunningProcess,
	type SettledProcesses,
	environmentNames,
	hasVariable,
	runningProcesses,
} from './processes.ts';

/** Sees what is new below terminals, from one look to the next. */
export interface ProcessWatch {
	/**
	 * The processes at and below `roots` that were not there at the last look, or have become another program since. Those that
	 * were seen once stay in view when they leave their parents.
	 */
	look(roots: readonly number[]): Promise<readonly SeenProcess[]>;
}

export interface SeenProcess extends RunningProcess {
	/** Names of `signs` in its environment that the program which started it, no shell, put there. */
	readonly environment: readonly string[];
}

/** What to look for beside arguments. */
export interface WatchFor {
	/** A variable that all terminals have with this value, by which detached processes are known (Linux). */
	readonly mark: { readonly name: string; readonly value: string } | undefined;
	/** Names of variables that agents set. */
	readonly signs: () => ReadonlySet<string>;
}

/** What is looked with. */
interface LookWith {
	readonly list: (settled: SettledProcesses) => Promise<readonly RunningProcess[]>;
	/** Milliseconds of a clock that only goes forward. */
	readonly now: () => number;
}

/** After so long without a look a number may have been given anew, so that everything is read again. In milliseconds. */
const longestRest = 5000;

export function createProcessWatch(
	{ mark, signs }: WatchFor,
	{ list, now }: LookWith = { list: runningProcesses, now: () => performance.now() },
): ProcessWatch {
	/** By pid, the arguments at the last look: of processes in view, and of all others. */
	let inView = new Map<number, string>();
	let others = new Map<number, string>();
	/** Those of the others that were the same at two looks: what is not ours then, never will be. */
	let settled: SettledProcesses = new Map();
	let lastRoots: readonly number[] = [];
	let lastLook = Number.NEGATIVE_INFINITY;

	async function look(roots: readonly number[]): Promise<readonly SeenProcess[]> {
		const isNew = roots.some((root) => !lastRoots.includes(root));
		const all = await list(isNew || now() - lastLook > longestRest ? new Map() : settled);
		[lastRoots, lastLook] = [roots, now()];
		const nowInView = await closeTo(all, new Set([...roots, ...stillThere(all, inView)]));
		const fresh = all.filter((one) => nowInView.has(one.pid) && inView.get(one.pid) !== keyOf(one));
		inView = new Map(all.filter(({ pid }) => nowInView.has(pid)).map((one) => [one.pid, keyOf(one)]));
		settled = new Map(
			all
				.filter((one) => !nowInView.has(one.pid) && others.get(one.pid) === keyOf(one))
				.map((one) => [one.pid, one]),
		);
		others = new Map(all.filter(({ pid }) => !nowInView.has(pid)).map((one) => [one.pid, keyOf(one)]));
		const byPid = new Map(all.map((one) => [one.pid, one]));
		return await Promise.all(
			fresh.map(async (one) => ({
				...one,
				environment: await addedSigns(one, byPid.get(one.parent), signs()),
			})),
		);
	}

	/** The processes below `roots`, and those that bear the mark though nothing leads to them. */
	async function closeTo(
		all: readonly RunningProcess[],
		roots: ReadonlySet<number>,
	): Promise<ReadonlySet<number>> {
		const found = new Set(roots);
		const unknown = all.filter((one) => !found.has(one.pid) && others.get(one.pid) !== keyOf(one));
		if (mark !== undefined) {
			// Only what nothing has a parent for any more can have left us.
			const left = unknown.filter(({ parent }) => parent <= 1 || isReaper(all, parent));
			const marked = await Promise.all(left.map(({ pid }) => hasVariable(pid, mark.name, mark.value)));
			left.filter((_one, index) => marked[index]).forEach(({ pid }) => found.add(pid));
		}
		for (let size = 0; size !== found.size;) {
			size = found.size;
			all.filter(({ parent }) => found.has(parent)).forEach(({ pid }) => found.add(pid));
		}
		return found;
	}

	return { look };
}

/** Names of `signs` in the environment of `one` that its parent, no shell, put there. */
async function addedSigns(
	one: RunningProcess,
	parent: RunningProcess | undefined,
	signs: ReadonlySet<string>,
): Promise<readonly string[]> {
	if (parent === undefined || isShell(parent)) {
		return [];
	}
	const names = await environmentNames(one.pid);
	const added = [...signs].filter((name) => names.has(name));
	if (added.length === 0) {
		return [];
	}
	const before = await environmentNames(parent.pid);
	return before.size === 0 ? [] : added.filter((name) => !before.has(name));
}

function stillThere(all: readonly RunningProcess[], seen: ReadonlyMap<number, string>): readonly number[] {
	return all.filter((one) => seen.get(one.pid) === keyOf(one)).map(({ pid }) => pid);
}

/** A user's service manager takes in processes whose parents are gone. */
function isReaper(all: readonly RunningProcess[], pid: number): boolean {
	const one = all.find((candidate) => candidate.pid === pid);
	return /(?:^|\/)(?:systemd|init|launchd|tini|dumb-init)$/.test(one?.argv[0] ?? '');
}

function isShell({ argv }: RunningProcess): boolean {
	return /(?:^|[\\/]|^-)(?:ba|z|da|k|fi|c|tc)?sh(?:\.exe)?$|pwsh|powershell|cmd\.exe/i.test(argv[0] ?? '');
}

function keyOf({ argv, parent }: RunningProcess): string {
	return argv.length === 0 ? `${parent}` : argv.join('\0');
}
