import type { CompiledPolicy, CompiledRule } from '../policy/compile.ts';
import type { Reader } from './reader.ts';

/** The assistants that a rule of `policy` is about, by name, as one enumeration. */
export function ruleNames(
	policy: CompiledPolicy,
	{ covers, coversAll }: CompiledRule,
	reader: Reader,
): string {
	if (coversAll) {
		return reader.translate('every other assistant');
	}
	const names = [...covers].map((id) => policy.catalog.byId.get(id)?.name ?? id);
	return new Intl.ListFormat(reader.language, { type: 'conjunction' }).format(names);
}
