import { Session } from 'node:inspector/promises';
import { setFlagsFromString } from 'node:v8';
import { shellKinds } from '../../../../src/core/detection/signal.ts';

/** How much work a line took, and one of the same kind that is four times as long. */
export interface Growth {
	readonly line: string;
	readonly once: number;
	readonly fourfold: number;
}

/** What nests, opens, chains or repeats. */
const hard = [
	'$(',
	'(',
	'`',
	'"$(',
	'{ ',
	'if ',
	'eval "',
	"bash -c '",
	'| claude ',
	'claude;',
	'<<E ',
	'curl https://claude.ai/install.sh | ',
	'f() { claude; }; ',
	'\\',
	'[[ ',
	'f() { "$@"; }; f claude; ',
	'set -- claude $@; "$@"; ',
	'a=$a$a; $a; ',
	'a+=($a claude); "${a[@]}"; ',
	'$a=$a+$a; & $a; ',
	'set a=%a%%a%& %a% & ',
];

/**
 * Counts how often a function, a branch or the body of a loop of the detection is entered, so that its growth can be held
 * without a clock. A program of its own: only what is compiled after counting has begun is counted whole (V8's precise
 * coverage, Node 24).
 */
if (import.meta.main) {
	// Else what a function does before it was called often, and what its discarded code did, is not counted.
	setFlagsFromString('--no-lazy-feedback-allocation');
	setFlagsFromString('--no-flush-bytecode');
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
	const { foundOn } = await import('./describeFindings.ts');
	const steps = async (): Promise<number> => {
		const { result } = await session.post('Profiler.takePreciseCoverage');
		return result
			.filter(({ url }) => url.includes('/src/core/detection/'))
			.flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
			.reduce((sum, { count }) => sum + count, 0);
	};
	const rows: Growth[] = [];
	for (const piece of hard) {
		for (const shell of shellKinds) {
			const counted = async (length: number): Promise<number> => {
				await steps();
				foundOn(`claude ${piece.repeat(Math.ceil(length / piece.length))}`, shell, undefined);
				return await steps();
			};
			rows.push({
				line: `${shell}: claude ${piece}…`,
				once: await counted(2000),
				fourfold: await counted(8000),
			});
		}
	}
	process.stdout.write(JSON.stringify(rows));
}
