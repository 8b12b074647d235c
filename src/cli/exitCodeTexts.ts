import type { Command } from 'commander';

/** Says in a command's help what it exits with. */
export function addExitCodes(command: Command): void {
	const { done, refused } = { ...usual, ...special[command.name()] };
	command.addHelpText('after', `\nExit codes:\n  0  ${done}\n  1  ${refused}\n  2  wrong usage`);
}

interface Meaning {
	readonly done: string;
	readonly refused: string;
}

const usual: Meaning = { done: 'done', refused: 'refused, the reason is on standard error' };
const delivered: Meaning = { done: 'done', refused: 'refused, or an upload failed' };

/** Where 0 and 1 say more than that something was done or not. */
const special: Readonly<Record<string, Partial<Meaning>>> = {
	attach: { done: 'published, or more signatures are needed', refused: 'refused, or an upload failed' },
	compile: {
		done: "done; with --check, the machine's file says what the policy does",
		refused: 'refused; with --check, the file says something else, or is not there',
	},
	decide: { done: 'done, also when some lines could not be read', refused: 'the policy cannot be read' },
	diff: { done: 'every signal is decided as before', refused: 'some are not, or something cannot be read' },
	exemption: delivered,
	explain: { done: 'explained, whatever the decision is', refused: 'the policy cannot be read' },
	freshness: delivered,
	inventory: { done: 'done, whatever is found', refused: 'something cannot be read' },
	publish: { done: 'published, or published already', refused: 'refused, or an upload failed' },
	rollback: delivered,
	scan: { done: 'nothing was found that --fail-on names', refused: 'something was, or cannot be read' },
	serve: { done: 'ended by Ctrl+C or SIGTERM', refused: 'the server cannot start' },
	simulate: { done: 'done, whatever comes out', refused: 'something cannot be read' },
	test: { done: 'every case came out as expected', refused: 'some did not, or cannot be read' },
	validate: {
		done: 'no errors (with --strict: no warnings either)',
		refused: 'something is wrong, or a file cannot be read',
	},
	verify: { done: 'an editor would accept the bundle', refused: 'it would not' },
	withdraw: delivered,
};
