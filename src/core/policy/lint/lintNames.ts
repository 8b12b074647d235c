import type { Catalog } from '../../catalog/catalog.ts';
import type { JsonPath } from '../../json/scan.ts';
import type { CompiledPolicy } from '../compile.ts';
import type { RuleEntry } from '../document.ts';
import type { LintFinding } from './lint.ts';
import { nearestName } from '../nearestName.ts';

/** A list of names in a policy, and the names that may stand there. */
interface NameList {
	readonly what: string;
	readonly names: readonly string[] | undefined;
	readonly known: ReadonlySet<string>;
	readonly path: JsonPath;
	/** Another name of what may stand there: an extension's id, a command. */
	readonly aliasOf?: (name: string) => string | undefined;
	/** What to do about a name that resembles none. */
	readonly wayOut: string;
}

/** Names that nothing bears, each with the one that was probably meant. */
export function lintNames(policy: CompiledPolicy): readonly LintFinding[] {
	const { document, catalog, sanctioned } = policy;
	const assistants = new Set(catalog.byId.keys());
	const offered = new Set(sanctioned.map(({ entry }) => entry.id));
	const rules = new Set([...document.rules, ...(document.settings ?? [])].map(({ id }) => id));
	const vendors = new Set(catalog.assistants.map(({ vendor }) => vendor.toLowerCase()));
	const tags = new Set(catalog.assistants.flatMap((assistant) => assistant.tags ?? []));
	const inCatalog = { what: 'assistant', aliasOf: ownerOf(catalog), wayOut: 'add it under "catalog".' };
	const ofRule = (rule: RuleEntry, index: number): readonly NameList[] => {
		const path = ['rules', index];
		const lowVendors = rule.vendors?.map((vendor) => vendor.toLowerCase());
		const replacement = rule.replacement === undefined ? [] : [rule.replacement];
		return [
			{
				...inCatalog,
				names: rule.assistants,
				known: new Set(['*', ...assistants]),
				path: [...path, 'assistants'],
			},
			{
				what: 'vendor',
				names: lowVendors,
				known: vendors,
				path: [...path, 'vendors'],
				wayOut: 'see the catalog.',
			},
			{
				what: 'tag',
				names: rule.tags,
				known: tags,
				path: [...path, 'tags'],
				wayOut: 'see the catalog.',
			},
			{
				what: 'sanctioned assistant',
				names: replacement,
				known: offered,
				path: [...path, 'replacement'],
				wayOut: 'add it under "sanctioned".',
			},
		];
	};
	const lists: readonly NameList[] = [
		...document.rules.flatMap(ofRule),
		...document.sanctioned.map((entry, index) => ({
			...inCatalog,
			names: entry.assistants,
			known: assistants,
			path: ['sanctioned', index, 'assistants'],
		})),
		...(document.exemptions ?? []).map((exemption, index) => ({
			what: 'rule',
			names: exemption.rules,
			known: rules,
			path: ['exemptions', index, 'rules'],
			wayOut: 'exemptions name rules and held settings of this policy.',
		})),
	];
	return lists.flatMap(unknownNames);
}

/** The assistant that has an extension or a command of this name. */
function ownerOf({ byExtension, byCommand }: Catalog): (name: string) => string | undefined {
	return (name) => (byExtension.get(name.toLowerCase()) ?? byCommand.get(name.toLowerCase())?.[0])?.id;
}

function unknownNames({ what, names, known, path, aliasOf, wayOut }: NameList): readonly LintFinding[] {
	return (names ?? []).flatMap((name, index): readonly LintFinding[] => {
		if (known.has(name)) {
			return [];
		}
		const owner = aliasOf?.(name);
		const suggestion = owner ?? nearestName(name, known);
		const guess = suggestion === undefined ? wayOut : `did you mean "${suggestion}"?`;
		const hint = owner === undefined ? guess : `it belongs to "${owner}": write that.`;
		const message = `No ${what} is named "${name}"; ${hint}`;
		return [{ severity: 'error', code: 'unknownName', path: [...path, index], message, suggestion }];
	});
}
