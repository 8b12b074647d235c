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
			'trust/verify trust/verifyDocument trust/choosePolicy trust/judgeFreshness trust/signedPart trust/dsse trust/rootChain trust/root trust/floor trust/publicKey trust/base64',
		),
		tests: policyTests(
			'trust/verify trust/rootChain trust/floor trust/verifyDetails trust/choosePolicy trust/sideDocuments rollout trust/encodings',
		),
	},
	{
		name: 'rollout',
		mutate: policy('rollout trust/choosePolicy'),
		tests: policyTests('rollout trust/choosePolicy'),
	},
	{
		name: 'state machine',
		mutate: [
			'src/node/policy/policyState.ts',
			'src/node/policy/judgeBundle.ts',
			...policy('status pollSchedule'),
		],
		tests: ['test/unit/node/policy/policy{Client,State}*.test.ts', ...policyTests('status pollSchedule')],
	},
	{
		name: 'decision',
		mutate: [
			'src/core/decision/decide.ts',
			...policy('compile exemptions/compileExemptions scopes openings'),
		],
		tests: [
			'test/unit/core/decision/*.test.ts',
			...policyTests('compile openings trust/sideDocuments examples lint/lint'),
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
