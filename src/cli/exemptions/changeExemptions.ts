import { applyEdits, modify } from 'jsonc-parser';
import type { ExemptionsDocumentInput } from '../../core/policy/exemptions/exemptionsDocument.ts';
import { instantOf } from '../../core/policy/instant.ts';
import { nearestName } from '../../core/policy/nearestName.ts';
import { writeFileAtomic } from '../../node/files/atomicFile.ts';
import { moment } from '../composeBundle.ts';
import type { DeliveryOptions } from '../destinations/deliverAll.ts';
import { refuse } from '../output.ts';
import type { FolderOptions } from '../policyFolder.ts';
import { type Desk, openDesk, releaseParts } from '../releaseParts.ts';
import { exemptionsIn, type ExemptionsFile, readExemptionsFile, signExemptions } from './exemptionsFile.ts';
import { unknownRule } from './unknownRule.ts';

export interface ChangeOptions extends FolderOptions, DeliveryOptions {}

export interface GrantOptions extends ChangeOptions {
	readonly until: number;
	readonly from?: number;
	readonly machine: readonly string[];
	readonly group: readonly string[];
	readonly ticket?: string;
	readonly reason?: string;
	readonly id?: string;
}

const year = 365 * 86_400_000;

/** Grants an exemption, and publishes it. */
export async function grantExemption(rule: string, options: GrantOptions): Promise<void> {
	const desk = await openDesk('exemptions', 'exemptions', options);
	const file = desk && (await fileOf(desk));
	if (desk === undefined || file === undefined) {
		return;
	}
	const now = Date.now();
	const problem = unknownRule(desk.last.document, rule) ?? endProblem(options, now);
	if (problem !== undefined) {
		refuse(problem);
		return;
	}
	const { exemptions } = file.document;
	const id = options.id ?? freeId(rule, exemptions);
	if (exemptions.some((each) => each.id === id)) {
		refuse(`There is an exemption "${id}" already.`, 'Name this one otherwise with --id.');
		return;
	}
	const entry = entryOf(id, rule, options);
	const added = edit(file.text, ['exemptions', exemptions.length], entry);
	const expires = Math.max(instantOf(file.document.expires), options.until);
	await publishExemptions(desk, edit(added, ['expires'], moment(expires)), now, options);
}

/** Takes an exemption back, and publishes that. */
export async function revokeExemption(id: string, options: ChangeOptions): Promise<void> {
	const desk = await openDesk('exemptions', 'exemptions', options);
	const file = desk && (await fileOf(desk));
	if (desk === undefined || file === undefined) {
		return;
	}
	const index = file.document.exemptions.findIndex((each) => each.id === id);
	if (index < 0) {
		const near = nearestName(
			id,
			file.document.exemptions.map((each) => each.id),
		);
		refuse(`There is no exemption "${id}".${near === undefined ? '' : ` Did you mean "${near}"?`}`);
		return;
	}
	await publishExemptions(desk, edit(file.text, ['exemptions', index], undefined), Date.now(), options);
}

function entryOf(
	id: string,
	rule: string,
	options: GrantOptions,
): ExemptionsDocumentInput['exemptions'][number] {
	const { from, until, machine, group, ticket, reason } = options;
	return {
		id,
		rules: [rule],
		...(machine.length > 0 && { machines: [...machine] }),
		...(group.length > 0 && { when: { groups: [...group] } }),
		...(from !== undefined && { from: moment(from) }),
		until: moment(until),
		...(ticket !== undefined && { ticket }),
		...(reason !== undefined && { reason }),
	};
}

/** exemptions.json, or what it is to begin as. */
async function fileOf({ places, last }: Desk): Promise<ExemptionsFile | undefined> {
	const file = await readExemptionsFile(places);
	if (file === 'refused') {
		return undefined;
	}
	const now = Date.now();
	const document = {
		kind: 'exemptions' as const,
		organization: last.document.organization.id,
		epoch: last.document.epoch,
		version: 1,
		issuedAt: moment(now),
		expires: moment(now + year),
		exemptions: [],
	};
	return file ?? exemptionsIn(last) ?? { text: `${JSON.stringify(document, undefined, '\t')}\n`, document };
}

async function publishExemptions(
	desk: Desk,
	text: string,
	now: number,
	options: DeliveryOptions,
): Promise<void> {
	const signed = signExemptions(text, desk.keys, desk.last, now);
	if (signed === undefined) {
		return;
	}
	const done = await releaseParts(desk, { exemptions: signed.envelope }, now, options);
	if (done && options.dryRun !== true) {
		await writeFileAtomic(desk.places.exemptions, signed.text, { mode: 0o644 });
	}
}

function endProblem({ until, from }: GrantOptions, now: number): string | undefined {
	return until <= Math.max(now, from ?? 0)
		? 'It would end before it begins: write a later --until.'
		: undefined;
}

function freeId(rule: string, taken: readonly { readonly id: string }[]): string {
	for (let number = 1; ; number++) {
		const id = `${rule}-${number}`;
		if (!taken.some((each) => each.id === id)) {
			return id;
		}
	}
}

function edit(text: string, place: readonly (string | number)[], value: unknown): string {
	const formattingOptions = { insertSpaces: false, tabSize: 1, keepLines: false };
	return applyEdits(
		text,
		modify(text, [...place], value, {
			formattingOptions,
			isArrayInsertion: typeof place.at(-1) === 'number' && value !== undefined,
		}),
	);
}
