import type { OutlineItem } from '../wording/outline.ts';
import type { Translate } from '../wording/translate.ts';
import type { HoldProblem, HoldState } from './hold.ts';

/** Something that the policy wants held, and how that stands. */
export interface Held {
	/** The name of a setting or of an MCP server, or the id of an extension. */
	readonly name: string;
	readonly hold: HoldState;
}

/** A line for everything that is held or should be: what, and how it stands. */
export function holdItems(held: readonly Held[], translate: Translate): readonly OutlineItem[] {
	return held.flatMap(({ name, hold }): readonly OutlineItem[] => {
		switch (hold.state) {
			case 'enforced': {
				const details = hold.items.filter((item) => item !== name).join(', ');
				return [
					{
						label: name,
						description: translate('enforced'),
						icon: 'lock',
						...(details === '' ? {} : { details }),
					},
				];
			}
			case 'managed':
				return [
					{
						label: name,
						description: translate('managed by your organisation'),
						icon: 'organization',
					},
				];
			case 'untilReload':
				return [{ label: name, description: translate('reload to finish'), icon: 'refresh' }];
			case 'waiting':
				return [
					{
						label: name,
						description: translate('as soon as this window is in the background'),
						icon: 'watch',
					},
				];
			case 'failed': {
				const problem = describeHoldProblem(hold.problem, translate);
				return [
					{
						label: name,
						description: translate('could not be applied: {problem}', { problem }),
						icon: 'warning',
					},
				];
			}
			case 'idle':
			case 'notHere':
				return [];
		}
	});
}

/** Why the policy could not be applied, and what to do about it, in one or two sentences. */
export function describeHoldProblem(problem: HoldProblem, translate: Translate): string {
	switch (problem.code) {
		case 'invalidFile':
			return translate(
				'{file} cannot be read as JSON. Please correct it; nothing in it was changed.',
				problem,
			);
		case 'writtenTwice':
			return translate('{name} is written twice in {file}. Please keep one of them.', problem);
		case 'readOnly':
			return translate('{file} is read-only. Please make it writable.', problem);
		case 'unsaved':
			return translate('{file} has unsaved changes. Please save or discard them.', problem);
		case 'contested':
			return translate(
				'{name} was changed again and again, and is left alone for an hour. Please find out what changes it.',
				problem,
			);
		case 'workspaceDecides':
			return translate(
				'The settings of this workspace say otherwise of {name}. Please take it out there.',
				problem,
			);
		case 'notUsed':
			return translate(
				'The editor does not use {name} from your settings. Please take it out of the remote machine’s settings.',
				problem,
			);
		case 'refused':
			return problem.message;
	}
}
