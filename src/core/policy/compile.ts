import type { Assistant, AssistantId } from '../catalog/assistant.ts';
import { packageSources } from '../catalog/packageSources.ts';
import { type Catalog, indexCatalog } from '../catalog/catalog.ts';
import type { Action } from '../action.ts';
import type { Brand } from '../brand.ts';
import type { PolicyDocument, RuleEntry, SanctionedEntry } from './document.ts';
import { instantOf } from './instant.ts';
import { type CompiledExemption, compileExemptions, type Grants } from './exemptions/compileExemptions.ts';
import type { Freshness } from './status.ts';

/** A phase with its start as epoch milliseconds. */
export interface Phase {
	readonly from: number;
	readonly action: Action;
}

/** A rule, ready to match: the assistants it covers are resolved against the catalog, its phases are in order of time. */
export interface CompiledRule {
	readonly entry: RuleEntry;
	readonly covers: ReadonlySet<AssistantId>;
	readonly coversAll: boolean;
	readonly phases: readonly Phase[];
	readonly replacement: SanctionedAssistant | undefined;
}

/** A sanctioned assistant, with the name to show for it. */
export interface SanctionedAssistant {
	readonly entry: SanctionedEntry;
	readonly name: string;
}

interface CompiledPolicyParts {
	readonly document: PolicyDocument;
	/** The built-in catalog with the policy's own entries and direct fingerprints merged in. */
	readonly catalog: Catalog;
	readonly rules: readonly CompiledRule[];
	/** The rules that cover an assistant, in their order. One that is not in it is covered by `generalRules` alone. */
	readonly rulesByAssistant: ReadonlyMap<AssistantId, readonly CompiledRule[]>;
	/** The rules that cover every assistant. */
	readonly generalRules: readonly CompiledRule[];
	readonly exemptions: readonly CompiledExemption[];
	readonly sanctioned: readonly SanctionedAssistant[];
	readonly sanctionedByAssistant: ReadonlyMap<AssistantId, SanctionedAssistant>;
	/** The strongest action that any decision may have, where the policy has grown old and says so. */
	readonly strongest: Action | undefined;
}

/** A policy that decisions can be made by. It is swapped whole or not at all, and never changed. */
export type CompiledPolicy = Brand<CompiledPolicyParts, 'CompiledPolicy'>;

/** Resolves a document against the built-in catalog. Names that nothing bears match nothing: `lintPolicy` reports them. */
export function compilePolicy(
	written: PolicyDocument,
	builtIn: readonly Assistant[],
	grants: Grants = {},
): CompiledPolicy {
	const document = effective(written);
	const direct = document.rules.flatMap((rule) => {
		const assistant = directAssistant(rule);
		return assistant === undefined ? [] : [assistant];
	});
	const catalog = indexCatalog([...builtIn, ...(document.catalog ?? []), ...direct]);
	const sanctioned = document.sanctioned.map((entry): SanctionedAssistant => {
		const first = entry.assistants[0];
		return { entry, name: entry.name ?? (first && catalog.byId.get(first)?.name) ?? entry.id };
	});
	const sanctionedById = new Map(sanctioned.map((assistant) => [assistant.entry.id, assistant]));
	const rules = document.rules.map((entry) => compileRule(entry, catalog, sanctioned, sanctionedById));
	const sanctionedByAssistant = new Map(
		sanctioned.flatMap((assistant) => assistant.entry.assistants.map((id) => [id, assistant] as const)),
	);
	const parts: CompiledPolicyParts = {
		document,
		catalog,
		rules,
		rulesByAssistant: indexRules(rules, sanctionedByAssistant),
		generalRules: rules.filter((rule) => rule.coversAll),
		exemptions: compileExemptions(document, grants),
		sanctioned,
		sanctionedByAssistant,
		strongest: undefined,
	};
	return parts as CompiledPolicy;
}

/** A policy that was withdrawn says nothing of anything, whatever else stands in it. */
function effective(document: PolicyDocument): PolicyDocument {
	return document.withdrawn === undefined
		? document
		: { ...document, rules: [], settings: [], exemptions: [], unlisted: 'allow' };
}

/** The policy once it has grown old: with no action beyond what it allows itself then. */
export function agedPolicy(policy: CompiledPolicy, freshness: Freshness): CompiledPolicy {
	const { onStale, onExpired } = policy.document;
	const strongest: typeof onStale =
		freshness === 'stale' ? onStale : freshness === 'expired' ? onExpired : 'keep';
	return strongest === 'keep' ? policy : { ...policy, strongest };
}

function compileRule(
	entry: RuleEntry,
	catalog: Catalog,
	sanctioned: readonly SanctionedAssistant[],
	sanctionedById: ReadonlyMap<string, SanctionedAssistant>,
): CompiledRule {
	const covers = new Set(entry.assistants ?? []);
	const vendors = new Set((entry.vendors ?? []).map((vendor) => vendor.toLowerCase()));
	const tags = new Set(entry.tags ?? []);
	// Most rules name neither, and going through the catalog for each of a thousand rules takes its time.
	const asked = vendors.size + tags.size > 0 ? catalog.assistants : [];
	for (const assistant of asked) {
		if (
			vendors.has(assistant.vendor.toLowerCase()) ||
			assistant.tags?.some((tag) => tags.has(tag)) === true
		) {
			covers.add(assistant.id);
		}
	}
	if (entry.fingerprints !== undefined) {
		covers.add(directAssistantId(entry));
	}
	const phases = entry.phases.map(({ from, action }) => ({ from: instantOf(from), action }));
	return {
		entry,
		covers,
		coversAll: covers.delete('*'),
		phases: phases.sort((a, b) => a.from - b.from),
		replacement: entry.replacement === undefined ? sanctioned[0] : sanctionedById.get(entry.replacement),
	};
}

/** "*" leaves the sanctioned assistants out: a rule that bans them must name them. */
function indexRules(
	rules: readonly CompiledRule[],
	sanctioned: ReadonlyMap<AssistantId, SanctionedAssistant>,
): ReadonlyMap<AssistantId, readonly CompiledRule[]> {
	const ids = new Set([...rules.flatMap((rule) => [...rule.covers]), ...sanctioned.keys()]);
	const index = new Map<AssistantId, CompiledRule[]>([...ids].map((id) => [id, []]));
	for (const rule of rules) {
		for (const id of rule.coversAll ? ids : rule.covers) {
			if (rule.covers.has(id) || !sanctioned.has(id)) {
				index.get(id)?.push(rule);
			}
		}
	}
	return index;
}

/** A rule's direct fingerprints become an assistant of the rule's own, so that detectors need to know of the catalog only. */
function directAssistant(rule: RuleEntry): Assistant | undefined {
	if (rule.fingerprints === undefined) {
		return undefined;
	}
	const { extensions, commands, packages } = rule.fingerprints;
	const packageNames = packageSources.flatMap((source) => packages?.[source] ?? []);
	const name = extensions?.[0] ?? commands?.[0] ?? packageNames[0] ?? rule.id;
	return { ...rule.fingerprints, id: directAssistantId(rule), name, vendor: rule.id, kinds: [] };
}

function directAssistantId(rule: RuleEntry): AssistantId {
	return `rule-${rule.id}`;
}
