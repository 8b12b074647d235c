import type { Draft } from './draft.ts';
import type { Reference } from './reference.ts';

/**
 * Without folders and keys that belong to something which the file installs or starts: `OPENAI_API_KEY` beside Codex is no
 * sign of OpenAI's SDK, nor is a key in the entry of an MCP server that is started with it.
 */
export function withoutSetUp(draft: Draft): readonly Reference[] {
	const { catalog, references } = draft;
	const vendorOf = ({ assistant }: Reference): string | undefined => catalog.byId.get(assistant)?.vendor;
	const inUse = references.filter(({ role }) => role !== 'config');
	const assistants = new Set(inUse.map(({ assistant }) => assistant));
	const vendors = new Set(inUse.map(vendorOf));
	const entries = inUse.flatMap(({ removal }) => (removal === undefined ? [] : [removal]));
	const isInEntry = ({ range: [start, end] }: Reference): boolean =>
		entries.some(([from, to]) => from <= start && end <= to);
	return references.filter(
		(one) =>
			one.role !== 'config' ||
			assistants.has(one.assistant) ||
			// A file that lies in an assistant's own place is likely its own, whatever stands in it.
			isOfPlace(one) ||
			!(
				vendors.has(vendorOf(one)) ||
				isInEntry(one) ||
				isInputOfAnother(draft, one) ||
				isGivenToProgram(draft, one, inUse)
			),
	);
}

/**
 * Whether it is an input of another assistant's action, which may be called after any vendor: `openai_api_key: …` below
 * `uses: …`, or beside an input that the other one's action alone has.
 */
function isInputOfAnother(draft: Draft, one: Reference): boolean {
	return (
		(isInput(one) || isGivenToInput(draft, one)) &&
		draft.references.some((other) => isOfSameAction(draft, one, other))
	);
}

function isOfSameAction({ catalog, text }: Draft, one: Reference, other: Reference): boolean {
	const hasAction = ({ assistant }: Reference): boolean =>
		catalog.byId.get(assistant)?.actions !== undefined;
	const [from = 0, to = 0] = [one.range[0], other.range[0]].toSorted((a, b) => a - b);
	const isAction = other.evidence.fingerprint === 'action' && other.range[0] < one.range[0];
	return (
		other.assistant !== one.assistant &&
		(isAction || (isInput(other) && hasAction(other) && !hasAction(one))) &&
		to - from < farthestInput &&
		!/^\s*(?:- )?uses:/m.test(text.slice(isAction ? other.range[1] : from, to))
	);
}

/** How far the inputs of one action stand apart at the most. UTF-16 code units. */
const farthestInput = 1000;

function isInput({ role, evidence: { fingerprint, value } }: Reference): boolean {
	return role === 'config' && fingerprint === 'environment' && /^[a-z][a-z_-]*$/.test(value);
}

/** A secret that an input is set to, whatever that is called: `api-key: ${{ secrets.NAME }}`. */
function isGivenToInput({ text }: Draft, { role, range: [start] }: Reference): boolean {
	const before = text.slice(Math.max(0, start - 200), start);
	return (
		role === 'config' &&
		/(?:^|\n)[ \t]*[a-z][a-z_-]*:[ \t]*["']?\$\{\{[ \t]*(?:secrets|vars)\.$/.test(before)
	);
}

/** A key of an SDK that a command is given on its own line: `docker run -e OPENAI_API_KEY x/aider`. */
function isGivenToProgram({ catalog, text }: Draft, one: Reference, inUse: readonly Reference[]): boolean {
	const [from] = one.range;
	const isKey = one.evidence.fingerprint === 'environment';
	if (!isKey || catalog.byId.get(one.assistant)?.kinds.includes('sdk') !== true) {
		return false;
	}
	const lineEnd = text.indexOf('\n', from);
	return inUse.some(
		({ role, range: [start] }) => role === 'run' && from < start && (lineEnd < 0 || start < lineEnd),
	);
}

/** Whether only the place of a file tells. */
export function isOfPlace({ certainty, evidence: { fingerprint } }: Reference): boolean {
	return fingerprint === 'path' && certainty === 'likely';
}
