import { type QuickPickItem, window } from 'vscode';
import { tomorrowMorning } from '../../core/notices/quietHours.ts';
import type { Phase } from '../../core/policy/compile.ts';
import { actionWord } from '../../core/wording/actionWords.ts';
import { writeInstant } from '../../core/wording/reader.ts';
import { localOffset } from '../settings.ts';
import { editorReader, translate } from '../words.ts';

interface Choice extends QuickPickItem {
	/** Absent: not put off. */
	readonly until?: number;
}

/** When a notice comes back that was put off at `now`, in epoch milliseconds. */
export function snoozeUntilTomorrow(now: number): number {
	return tomorrowMorning(now, localOffset(now));
}

/**
 * Asks until when a notice is put off: until `tomorrow`, until the phase changes, or not after all (`undefined`: it is told
 * again when it next applies). Whoever gives no answer has it put off until tomorrow.
 */
export async function askUntilWhen(next: Phase | undefined, tomorrow: number): Promise<number | undefined> {
	const reader = editorReader();
	const choices: Choice[] = [
		{ label: `$(bell-slash) ${translate('Until tomorrow')}`, until: tomorrow },
		...(next === undefined
			? []
			: [
					{
						label: `$(calendar) ${translate('Until it changes')}`,
						description: translate('{what} from {date}', {
							what: actionWord(next.action, reader.translate),
							date: writeInstant(next.from, reader),
						}),
						until: next.from,
					},
				]),
		{ label: `$(bell) ${translate('Do not put it off')}` },
	];
	const chosen = await window.showQuickPick(choices, {
		title: translate('Put this notice off'),
		placeHolder: translate('The policy holds meanwhile.'),
	});
	return chosen === undefined ? tomorrow : chosen.until;
}
