import { parse } from 'jsonc-parser';
import { sameSetting } from '../core/enforcement/allowList.ts';

const reading = { allowTrailingComma: true } as const;

/** The value that a settings file's text gives `key`; `undefined` when it gives none. */
export function settingInText(text: string, key: string): unknown {
	const settings: unknown = parse(text, undefined, reading);
	return typeof settings === 'object' && settings !== null ? Reflect.get(settings, key) : undefined;
}

/** Whether two texts of a settings file set the same values; comments, spacing and the order of keys do not count. */
export function sameSettingsText(a: string, b: string): boolean {
	return sameSetting(parse(a, undefined, reading), parse(b, undefined, reading));
}
