import type { Reads } from '../catalog/reads.ts';
import { append, plainText } from './draft.ts';
import type { CarryNote, CarryOutcome } from './item.ts';
import { type CarryRun, findSources, openDraft, readSource, stays } from './run.ts';

/** Plans what becomes of each file that keeps others from an assistant. */
export function planIgnoreFiles(run: CarryRun): void {
	const places = ({ ignore }: Reads): readonly { path: string }[] | undefined =>
		ignore?.map((path) => ({ path }));
	for (const { thing } of findSources(run, 'ignore', places)) {
		if (run.wants(thing.id)) {
			const { outcome, notes = [] } = carryIgnoreFile(run, thing.source);
			run.items.push({ ...thing, outcome, notes });
		}
	}
}

type Result = { readonly outcome: CarryOutcome; readonly notes?: readonly CarryNote[] };

function carryIgnoreFile(run: CarryRun, source: string): Result {
	const [target] = run.target.ignore ?? [];
	if (target === undefined) {
		return { outcome: stays('noPlace') };
	}
	if (run.target.ignore?.includes(source) === true) {
		return { outcome: { state: 'there', target: source } };
	}
	const read = readSource(run, source);
	const opened = openDraft(run, target);
	if ('reason' in read || 'reason' in opened) {
		return {
			outcome:
				'reason' in read
					? stays(read.reason)
					: stays('reason' in opened ? opened.reason : 'link', target),
		};
	}
	const lines = linesOf(read.text);
	const there = new Set(linesOf(opened.draft.text));
	// A line that brings files back would bring back what others leave out: the later line wins.
	const exceptions = lines.filter((line) => line.startsWith('!') && there.size > 0 && !there.has(line));
	const wanted = lines.filter((line) => !there.has(line) && !exceptions.includes(line));
	if (wanted.length === 0) {
		return { outcome: lines.length === 0 ? stays('empty') : { state: 'there', target } };
	}
	run.drafts.set(target, append(opened.draft, `# From ${source}\n${wanted.join('\n')}\n`));
	return {
		outcome: { state: 'carried', target },
		notes: exceptions.length > 0 ? [{ code: 'exceptions', lines: exceptions }] : [],
	};
}

/** The lines that say something. */
function linesOf(text: string): readonly string[] {
	return plainText(text)
		.split('\n')
		.map((line) => line.trimEnd())
		.filter((line) => line !== '' && !line.startsWith('#'));
}
