import { withoutControls } from '../text.ts';
import type { ArgumentRule, LauncherOffer } from './launcherOffer.ts';

const takes = { none: '0', one: '1', optional: '?', many: '*' } as const;
const gives = { leaveOut: 'x', option: 'o', optionAndWords: 'v', beforePrompt: 'p', stop: 's' } as const;

/**
 * The offer as launchers read it, a line each: the question before and after the command, the words before what is left
 * out, how to install it, the program, its further words; then a rule per line, `name takes gives to`.
 */
export function offerText(offer: LauncherOffer): string {
	const { question, leftOut, install, program, words, rules } = offer;
	return [
		...question,
		leftOut,
		withoutControls(install),
		program,
		words.join(' '),
		...rules.map(ruleLine),
		'',
	].join('\n');
}

function ruleLine(rule: ArgumentRule): string {
	return [rule.name, takes[rule.takes], gives[rule.gives], rule.to].join(' ');
}
