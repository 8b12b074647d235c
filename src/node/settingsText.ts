import { parse } from 'jsonc-parser';
import { sameSetting } from '../core/enforcement/allowList.ts';

/** Whether two texts of a settings file set the same values; comments, spacing and the order of keys do not count. */
export function sameSettingsText(a: string, b: string): boolean {
	const options = { allowTrailingComma: true };
	return sameSetting(parse(a, undefined, options), parse(b, undefined, options));
}
