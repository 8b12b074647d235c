import assert from 'node:assert/strict';
import { type ParseError, parseTree } from 'jsonc-parser';
import type { Assistant } from '../../../../../src/core/catalog/assistant.ts';
import { detectInDocument } from '../../../../../src/core/detection/documents/detectInDocument.ts';
import type { ShellGrammars } from '../../../../../src/core/detection/syntax.ts';
import { shellGrammars } from '../../../../support/shellGrammars.ts';
import { shippedCatalog } from '../describeFindings.ts';
import { decoys } from './ways/decoys.ts';
import type { NameKind, Way } from './ways/way.ts';
import { waysInData } from './ways/waysInData.ts';
import { waysInPipelines } from './ways/waysInPipelines.ts';
import { waysInProvisioning } from './ways/waysInProvisioning.ts';
import { waysInScripts } from './ways/waysInScripts.ts';
import { waysInSource } from './ways/waysInSource.ts';

/** How many assistants each way is tried with; which ones goes round, so that the whole catalog has its turn. */
const samples = 6;

describe('every way to name an assistant in a file', () => {
	let grammars: ShellGrammars;

	before(async () => {
		grammars = await shellGrammars;
	});

	function idsIn(path: string, text: string): readonly string[] {
		return detectInDocument(shippedCatalog, { path, text }, grammars).map(({ assistant }) => assistant);
	}

	/** The text without each of its references that can be removed. */
	function withoutReferences(path: string, text: string): readonly string[] {
		return detectInDocument(shippedCatalog, { path, text }, grammars).flatMap(({ removal }) =>
			removal === undefined ? [] : [text.slice(0, removal[0]) + text.slice(removal[1])],
		);
	}

	const ways = { waysInData, waysInPipelines, waysInProvisioning, waysInScripts, waysInSource };
	for (const [family, table] of Object.entries(ways)) {
		it(`is seen: ${family}`, () => {
			const missed = table.flatMap((way, index) => {
				const [path, , text] = way;
				const unseen = tries(way, index).filter(
					([assistant, name]) => !idsIn(path, filled(text, name)).includes(assistant.id),
				);
				return describeTries(way, unseen);
			});
			assert.deepEqual(missed, []);
		}).timeout(60_000);
	}

	it('is told from names that are no reference', () => {
		const alarms = decoys.flatMap((decoy, index) => {
			const [path, , text] = decoy;
			const seen = tries(decoy, index).filter(([, name]) => idsIn(path, filled(text, name)).length > 0);
			return describeTries(decoy, seen);
		});
		assert.deepEqual(alarms, []);
	}).timeout(60_000);

	it('can be taken away from JSON, and what is left is JSON that names nobody', () => {
		const broken: string[] = [];
		let removed = 0;
		for (const [index, way] of waysInData.entries()) {
			const [path, , text] = way;
			const [, name = ''] = tries(way, index)[0] ?? [];
			for (const left of isWholeJson(text) ? withoutReferences(path, filled(text, name)) : []) {
				removed += 1;
				broken.push(...(isWholeJson(left) && !left.includes(name) ? [] : [`${path}: ${left}`]));
			}
		}
		assert.deepEqual(broken, []);
		assert.ok(removed > 30, String(removed));
	});

	it('has assistants to try for each kind of name', () => {
		for (const [, kind] of [...Object.values(ways).flat(), ...decoys]) {
			assert.ok(bearers(kind).length > 0, kind);
		}
	});
});

/** Some of the assistants that can be named so, other ones for each place in the table. */
function tries([, kind]: Way, index: number): readonly Try[] {
	const all = bearers(kind);
	const picked = new Set(
		Array.from({ length: samples }, (_, turn) => (index * samples + turn) % all.length),
	);
	return all.filter((_, at) => picked.has(at));
}

/** An assistant, and the name by which a file speaks of it. */
type Try = readonly [assistant: Assistant, name: string];

function describeTries([path, kind, text]: Way, found: readonly Try[]): readonly string[] {
	const names = found.map(([, name]) => name).join();
	return found.length === 0 ? [] : [`${path} ${JSON.stringify(text)} (${kind}): ${names}`];
}

function isWholeJson(text: string): boolean {
	const errors: ParseError[] = [];
	parseTree(text, errors, { allowTrailingComma: true });
	return errors.length === 0;
}

function filled(text: string, name: string): string {
	return text.replaceAll('@@', () => name);
}

const known = new Map<NameKind, readonly Try[]>();

/** The assistants that have a name of this kind which is theirs alone, with that name. */
function bearers(kind: NameKind): readonly Try[] {
	const before = known.get(kind);
	if (before !== undefined) {
		return before;
	}
	const all = shippedCatalog.assistants.flatMap((assistant) =>
		namesOf(assistant, kind).map((name): Try => [assistant, name]),
	);
	const counts = Map.groupBy(all, ([, name]) => name);
	const own = all.filter(([, name]) => counts.get(name)?.length === 1);
	const firsts = [...Map.groupBy(own, ([{ id }]) => id).values()].flatMap((tries) => tries.slice(0, 1));
	known.set(kind, firsts);
	return firsts;
}

function namesOf(assistant: Assistant, kind: NameKind): readonly string[] {
	const lists = { ...assistant.packages, ...simpleNames(assistant), ...derivedNames(assistant) };
	return lists[kind] ?? [];
}

type NameLists = Partial<Record<NameKind, readonly string[]>>;

function simpleNames(assistant: Assistant): NameLists {
	const { images, actions, features, environment, repositories, modules } = assistant;
	return {
		image: (images ?? []).filter((name) => !name.includes(':')),
		action: actions ?? [],
		feature: features ?? [],
		variable: (environment ?? []).filter((name) => name === name.toUpperCase()),
		repository: repositories ?? [],
		javaPackage: modules?.java ?? [],
	};
}

function derivedNames({
	commands,
	namesakes,
	extensions,
	installUrls,
	configPaths,
	packages,
	modules,
}: Assistant): NameLists {
	const asModule = (names: readonly string[] | undefined): readonly string[] =>
		(names ?? []).map((name) => name.replaceAll('-', '_'));
	return {
		command: (commands ?? []).filter(
			(name) => !name.includes(' ') && namesakes?.some(({ command }) => command === name) !== true,
		),
		extension: (extensions ?? []).filter((id) => /^[\w-]+\.[\w-]+$/.test(id)),
		address: (installUrls ?? []).filter((url) => /\.(?:sh|ps1)$|\/install$/.test(url)),
		homeFolder: (configPaths ?? []).flatMap((path) => /^~\/(\.[\w-]+)$/.exec(path)?.slice(1) ?? []),
		rustCrate: asModule(packages?.cargo),
		pythonModule: [...asModule(packages?.pypi), ...(modules?.python ?? [])],
	};
}
