import { getNodeValue } from 'jsonc-parser';
import type { ServersPlace } from '../catalog/reads.ts';
import { asRecord } from '../json/record.ts';
import { append, type Draft, plainText } from './draft.ts';
import type { CarryNote, CarryOutcome } from './item.ts';
import { addMember, memberOf, treeOf } from './jsonMembers.ts';
import { mayBeKey } from './keys.ts';
import { inputId } from './references.ts';
import { type CarryRun, findSources, openDraft, readSource, sameSide, stays, type Thing } from './run.ts';
import { type Server, serversIn, writeServer } from './server.ts';
import { tomlTable } from './tomlText.ts';
import { type CleanServer, withoutSecrets } from './withoutSecrets.ts';

type Result = { readonly outcome: CarryOutcome; readonly notes: readonly CarryNote[] };

/** Plans what becomes of each MCP server that is configured. */
export function planServers(run: CarryRun): void {
	for (const { thing, place } of findSources(run, 'server', ({ servers }) => servers)) {
		planFile(run, thing, place);
	}
}

function planFile(run: CarryRun, thing: Thing, place: ServersPlace): void {
	const read = readSource(run, thing.source);
	const config = 'text' in read ? configIn(run, thing.source, read.text) : undefined;
	if (config === undefined) {
		if (run.wants(thing.id)) {
			run.items.push({
				...thing,
				outcome: stays('reason' in read ? read.reason : 'notUnderstood'),
				notes: [],
			});
		}
		return;
	}
	for (const [name, server] of serversIn(config, place)) {
		const one: Thing = { ...thing, id: `${thing.id}#${name}`, name: mayBeKey(name) ? '…' : name };
		if (run.wants(one.id)) {
			run.items.push({ ...one, ...carryServer(run, one, server) });
		}
	}
}

function carryServer(run: CarryRun, thing: Thing, server: Server | undefined): Result {
	const places = run.target.servers ?? [];
	if (places.some(({ path }) => path === thing.source)) {
		return { outcome: { state: 'there', target: thing.source }, notes: [] };
	}
	const place = places.find(({ path }) => sameSide(path, thing.source) && !path.includes('*'));
	if (server === undefined || place === undefined) {
		return { outcome: stays(server === undefined ? 'notUnderstood' : 'noPlace'), notes: [] };
	}
	if (mayBeKey(server.name)) {
		return { outcome: stays('holdsKey'), notes: [] };
	}
	const clean = withoutSecrets(server, place);
	const outcome = addServer(run, thing, place, clean);
	const fields = server.otherKeys.filter((key) => !mayBeKey(key));
	const notes: readonly CarryNote[] = [
		...(clean.left.length > 0 ? [{ code: 'secrets', names: clean.left } as const] : []),
		...(fields.length > 0 ? [{ code: 'fields', names: fields } as const] : []),
	];
	return { outcome, notes: outcome.state === 'carried' ? notes : [] };
}

function addServer(run: CarryRun, thing: Thing, place: ServersPlace, clean: CleanServer): CarryOutcome {
	const opened = openDraft(run, place.path);
	if ('reason' in opened) {
		return stays(opened.reason, place.path);
	}
	const { draft } = opened;
	const there = serverEntries(run, place, draft.text);
	const before = serverEntries(run, place, draft.before ?? '');
	if (there === undefined || before === undefined) {
		return stays('targetNotUnderstood', place.path);
	}
	const { name } = clean.server;
	const value = writeServer(clean.server, place);
	const beside = `${name}-${thing.assistant}`;
	if ([name, beside].some((one) => JSON.stringify(there[one]) === JSON.stringify(value))) {
		return { state: 'there', target: place.path };
	}
	const free =
		there[name] === undefined
			? name
			: before[name] === undefined && there[beside] === undefined
				? beside
				: undefined;
	if (free === undefined) {
		return stays('taken', place.path);
	}
	const written = place.path.endsWith('.toml')
		? append(draft, tomlTable([place.member, free], value))
		: addMember(withInputs(draft, place, clean), [place.member], [free, value]);
	if (written === undefined) {
		return stays('targetNotUnderstood', place.path);
	}
	run.drafts.set(place.path, written);
	return { state: 'carried', target: place.path };
}

/** The servers that a text has, as they are written; `undefined` where it could not be read. */
function serverEntries(
	run: CarryRun,
	place: ServersPlace,
	text: string,
): Readonly<Record<string, unknown>> | undefined {
	if (plainText(text).trim() === '') {
		return {};
	}
	const config = configIn(run, place.path, text);
	return config === undefined ? undefined : asRecord(asRecord(config)[place.member]);
}

/** The file with an entry for each value that it will ask for. */
function withInputs(draft: Draft, { inputs }: ServersPlace, { left }: CleanServer): Draft {
	return inputs !== true
		? draft
		: left.reduce((rest, name) => {
				const id = inputId(name);
				const tree = treeOf(rest.text);
				const known: unknown =
					tree && memberOf(tree, 'inputs') && getNodeValue(memberOf(tree, 'inputs') ?? tree);
				const isThere = Array.isArray(known) && known.some((input) => asRecord(input)['id'] === id);
				const input = { type: 'promptString', id, description: name, password: true };
				return isThere ? rest : (addMember(rest, ['inputs'], [undefined, input]) ?? rest);
			}, draft);
}

/** What a configuration file says; `undefined` where it could not be read. */
function configIn(run: CarryRun, path: string, text: string): unknown {
	if (path.endsWith('.toml')) {
		return run.parseToml(plainText(text));
	}
	const tree = treeOf(text);
	return tree === undefined ? undefined : (getNodeValue(tree) as unknown);
}
