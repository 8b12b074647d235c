import type { Scope } from '../policy/document.ts';
import type { Reader } from './reader.ts';

/** Where a scope holds, in words: "operating system: linux; groups: research". Empty where it holds everywhere. */
export function scopeWords(scope: Scope | undefined, { translate, language }: Reader): string {
	const labels: { readonly [Condition in keyof Required<Scope>]: string } = {
		os: translate('operating system'),
		editors: translate('editor'),
		remotes: translate('kind of remote'),
		groups: translate('group'),
		regions: translate('region'),
		folders: translate('folder'),
		repositories: translate('repository'),
	};
	const format = new Intl.ListFormat(language, { type: 'disjunction' });
	return (Object.keys(labels) as (keyof Scope)[])
		.flatMap((condition) => {
			const values = scope?.[condition];
			return values === undefined ? [] : [`${labels[condition]}: ${format.format(values)}`];
		})
		.join('; ');
}
