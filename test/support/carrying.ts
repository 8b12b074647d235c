import { parse as parseTomlText } from 'smol-toml';
import { takeOut } from '../../src/core/carrying/draft.ts';
import type { FoundFile } from '../../src/core/carrying/item.ts';
import { type CarryPlan, planCarrying, readsOf } from '../../src/core/carrying/plan.ts';
import { builtInCatalog } from '../../src/node/builtInCatalog.ts';

export type Files = Readonly<Record<string, string | FoundFile>>;

/** What comes along of `files` when people move to an assistant of the shipped catalog. */
export function planFor(
	files: Files,
	to: readonly string[] = ['qoder', 'qoder-cli'],
	wants?: (id: string) => boolean,
): CarryPlan {
	return planCarrying({
		catalog: builtInCatalog,
		to,
		target: readsOf(
			builtInCatalog.filter(({ id }) => to.includes(id)),
			'qoder.open',
		),
		files: new Map(
			Object.entries(files).map(([path, file]) => [
				path,
				typeof file === 'string' ? { text: file } : file,
			]),
		),
		parseToml,
		...(wants === undefined ? {} : { wants }),
	});
}

/** The files after the plan was carried out. */
export function afterwards(files: Files, plan: CarryPlan): Files {
	return { ...files, ...Object.fromEntries(plan.changes.map(({ path, text }) => [path, text])) };
}

/** The files after it was carried out and undone. */
export function undone(files: Files, plan: CarryPlan): Files {
	const left = { ...afterwards(files, plan) };
	for (const { path, before, text, inserted } of plan.changes) {
		const text2 = takeOut(text, inserted);
		if (before === undefined) {
			delete left[path];
		} else {
			left[path] = text2;
		}
	}
	return left;
}

/** `source -> what became of it`, a line each. */
export function outcomes({ items }: CarryPlan): readonly string[] {
	return items.map(({ source, name, outcome }) => {
		const what = name === undefined ? source : `${source}#${name}`;
		switch (outcome.state) {
			case 'carried':
				return `${what} -> ${outcome.target}`;
			case 'there':
				return `${what} = ${outcome.target}`;
			case 'stays':
				return `${what}: ${outcome.reason}`;
		}
	});
}

export function parseToml(text: string): unknown {
	try {
		return parseTomlText(text);
	} catch {
		return undefined;
	}
}
