import { holdItems } from '../../core/enforcement/describeHold.ts';
import { allowListSetting } from '../../core/enforcement/heldValue.ts';
import type { OutlineItem } from '../../core/wording/outline.ts';
import type { Overview } from '../look.ts';
import { translate } from '../words.ts';

/** How what the policy wants held stands in this window, in lines. */
export function heldHere({ allowList, held, stillRunning }: Overview): readonly OutlineItem[] {
	const running = stillRunning.map((name) => ({ name, hold: { state: 'untilReload' } as const }));
	return holdItems([{ name: allowListSetting, hold: allowList }, ...running, ...held], translate);
}
