/** What is changed, and the tests that are to notice. */
export interface MutationArea {
	readonly name: string;
	/** Files that are changed, in small ways, one at a time. */
	readonly mutate: readonly string[];
	readonly tests: readonly string[];
}

const policy = (names: string): readonly string[] =>
	names.split(' ').map((name) => `src/core/policy/${name}.ts`);
const policyTests = (names: string): readonly string[] =>
	names.split(' ').map((name) => `test/unit/core/policy/${name}.test.ts`);

/** The code that everything else leans on. */
export const areas: readonly MutationArea[] = [
	{
		name: 'strict JSON',
		mutate: ['src/core/json/{scan,strictJson,position,describeJsonProblem}.ts'],
		tests: ['test/unit/core/json/*.test.ts'],
	},
	{
		name: 'verifier',
		mutate: policy(
			'verify verifyDocument choosePolicy judgeFreshness signedPart dsse rootChain root floor publicKey base64',
		),
		tests: policyTests(
			'verify rootChain floor verifyDetails choosePolicy sideDocuments rollout encodings',
		),
	},
	{
		name: 'rollout',
		mutate: policy('rollout choosePolicy'),
		tests: policyTests('rollout choosePolicy'),
	},
	{
		name: 'state machine',
		mutate: ['src/node/policyState.ts', 'src/node/judgeBundle.ts', ...policy('status pollSchedule')],
		tests: ['test/unit/node/policy{Client,State}*.test.ts', ...policyTests('status pollSchedule')],
	},
	{
		name: 'decision',
		mutate: ['src/core/decision/decide.ts', ...policy('compile compileExemptions scopes openings')],
		tests: [
			'test/unit/core/decision/*.test.ts',
			...policyTests('compile openings sideDocuments examples lint'),
		],
	},
	{
		name: 'held settings',
		mutate: [
			'src/core/enforcement/{allowList,deniedExtensions,heldSettings,heldValue,hold,nextLook,repairs}.ts',
		],
		tests: ['test/unit/core/enforcement/*.test.ts'],
	},
	{
		name: 'notices',
		mutate: ['src/core/notices/*.ts'],
		tests: ['test/unit/core/notices/*.test.ts'],
	},
];
