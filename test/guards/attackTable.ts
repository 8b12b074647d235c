/** A test that proves (a part of) a row: its file, and a piece of its title or of its suite's. */
type Proof = readonly [file: string, title: string];

const core = 'test/unit/core/policy';
const node = 'test/unit/node';

/**
 * The attacks and faults that the client must withstand, each with the tests that prove it. A test holds that no row is
 * missing and that every proof is there.
 */
export const attackTable: Readonly<
	Record<number, { readonly name: string; readonly proofs: readonly Proof[] }>
> = {
	1: {
		name: 'an unsigned policy, or one by the wrong key',
		proofs: [
			[`${core}/trust/verify.test.ts`, 'test_unsigned_metadata'],
			[`${core}/trust/verify.test.ts`, 'test_invalid_initial_root'],
			[`${core}/trust/verify.test.ts`, 'test_unsigned_initial_root'],
		],
	},
	2: {
		name: 'below the threshold; one key twice; one key id for two keys; a bad signature among enough good ones',
		proofs: [
			[`${core}/trust/verify.test.ts`, 'test_targets_does_not_meet_threshold'],
			[`${core}/trust/verify.test.ts`, 'test_duplicate_keys'],
			[`${core}/trust/verify.test.ts`, 'test_duplicate_sig_keyids'],
			[`${core}/trust/verify.test.ts`, 'test_invalid_sig_in_valid_metadata'],
			[`${core}/trust/sideDocuments.test.ts`, 'test_snapshot_does_not_meet_threshold'],
			[`${core}/trust/verify.test.ts`, 'a threshold that no number of keys can meet'],
			[
				`${core}/trust/thresholds.test.ts`,
				'depends on the set of keys that signed, and on nothing else',
			],
		],
	},
	3: {
		name: 'a document of another kind, or of another organisation',
		proofs: [
			[`${core}/trust/verify.test.ts`, 'test_incorrect_metadata_type'],
			[`${core}/trust/thresholds.test.ts`, 'no kind of document passes for another'],
		],
	},
	4: {
		name: 'rollback, and another policy under one version',
		proofs: [
			[`${core}/trust/rootChain.test.ts`, 'test_targets_rollback'],
			[`${core}/trust/sideDocuments.test.ts`, 'test_snapshot_rollback'],
			[`${core}/trust/sideDocuments.test.ts`, 'test_new_timestamp_version_rollback'],
			[`${node}/policy/policyClientHistory.test.ts`, 'epoch and version in force never fall'],
		],
	},
	5: {
		name: 'fast-forward, and the recovery from it',
		proofs: [
			[`${core}/trust/rootChain.test.ts`, 'test_targets_fast_forward_recovery'],
			[`${core}/trust/sideDocuments.test.ts`, 'test_new_timestamp_fast_forward_recovery'],
		],
	},
	6: {
		name: 'freeze: the same bytes for ever, or none',
		proofs: [
			[`${core}/trust/rootChain.test.ts`, 'test_targets_expired'],
			[`${core}/trust/sideDocuments.test.ts`, 'test_timestamp_expired'],
			[`${core}/trust/sideDocuments.test.ts`, 'test_expired_local_timestamp'],
			[`${node}/policy/policyClientTrust.test.ts`, 'stays in force past its expiry'],
			[`${node}/policy/policyClientGrants.test.ts`, 'is stale once no freshness document vouches'],
		],
	},
	7: {
		name: 'root rotation: gaps, wrong order, old keys only, new keys only, other thresholds',
		proofs: [
			[`${core}/trust/rootChain.test.ts`, 'test_root_rotation'],
			[`${core}/trust/sideDocuments.test.ts`, 'test_non_root_rotations'],
			[`${core}/trust/rootChain.test.ts`, 'test_root_expired'],
			[`${core}/trust/rootChain.test.ts`, 'test_expired_local_root'],
			[`${core}/trust/rootChain.test.ts`, 'old keys alone, new keys alone'],
			[`${core}/trust/rootChain.test.ts`, 'a gap, a repetition, a wrong order'],
			[`${core}/trust/rootChain.test.ts`, 'a threshold that grows and one that shrinks'],
		],
	},
	8: {
		name: 'a root chain that is too long',
		proofs: [[`${core}/trust/verify.test.ts`, 'at most 64 roots']],
	},
	9: {
		name: 'stolen policy keys',
		proofs: [[`${core}/trust/rootChain.test.ts`, 'a policy by keys that a newer root took back']],
	},
	10: {
		name: 'parts that were mixed or stripped',
		proofs: [
			[`${core}/trust/rootChain.test.ts`, 'test_cached_role_is_verified_against_current_delegator'],
			[`${core}/trust/rootChain.test.ts`, 'every mixture of two bundles'],
			[`${core}/trust/sideDocuments.test.ts`, 'test_targets_hash_mismatch'],
			[`${core}/trust/sideDocuments.test.ts`, 'test_snapshot_version_mismatch'],
			[`${core}/trust/sideDocuments.test.ts`, 'test_snapshot_hash_mismatch'],
			[`${core}/trust/sideDocuments.test.ts`, 'test_targets_role_removal'],
		],
	},
	11: {
		name: 'an endless body, a gzip bomb',
		proofs: [
			[`${node}/policy/policyFetch.test.ts`, 'a body without end is cut off'],
			[`${node}/policy/policyFetch.test.ts`, 'a small answer that unpacks to 200 MB'],
		],
	},
	12: {
		name: 'slow drip, no answer',
		proofs: [
			[`${node}/policy/policyFetch.test.ts`, 'no answer at all'],
			[`${node}/policy/policyFetch.test.ts`, 'an answer that never comes to its end'],
		],
	},
	13: {
		name: 'an answer that is cut off',
		proofs: [
			[`${node}/policy/policyFetch.test.ts`, 'an answer that is cut off at any byte'],
			[`${core}/trust/mutation.test.ts`, 'every truncation is refused'],
		],
	},
	14: {
		name: '304 without a cache, ETags that are weak, empty or flap',
		proofs: [
			[`${node}/policy/policyFetch.test.ts`, 'says unchanged to 304 only when it asked'],
			[`${node}/policy/policyFetch.test.ts`, 'an empty ETag is none'],
			[`${node}/policy/policyClient.test.ts`, 'takes equal bytes for unchanged'],
			[`${node}/policy/secureTransport.test.ts`, 'gzip, a weak ETag, 304'],
		],
	},
	15: {
		name: 'activation or saving fails after 200',
		proofs: [
			[`${node}/policy/policyClient.test.ts`, 'keeps the ETag of the policy in force only'],
			[`${node}/policy/policyClient.test.ts`, 'a policy that cannot be saved is in force'],
		],
	},
	16: {
		name: '401, 403, 404, 410 are not "no policy"',
		proofs: [
			[`${node}/policy/policyClient.test.ts`, '404 is not "no policy"'],
			[`${node}/policy/policyFetch.test.ts`, 'answers without a bundle'],
		],
	},
	17: {
		name: 'Retry-After of every kind',
		proofs: [
			[`${node}/policy/policyClient.test.ts`, 'sends no more than 12 requests in any hour'],
			[`${core}/pollSchedule.test.ts`, 'no outcome leads to a hot loop'],
		],
	},
	18: {
		name: 'redirects, captive portals',
		proofs: [
			[`${node}/policy/policyFetch.test.ts`, 'a loop ends'],
			[`${node}/policy/policyFetch.test.ts`, 'the sign-in page of a network'],
		],
	},
	19: {
		name: 'TLS: ended, self-signed, wrong host, private authority',
		proofs: [
			[`${node}/policy/secureTransport.test.ts`, 'a private authority that the machine trusts'],
			[`${node}/policy/secureTransport.test.ts`, 'for another host'],
			[`${node}/policy/secureTransport.test.ts`, 'that has ended'],
			[`${node}/policy/secureTransport.test.ts`, 'signed by itself'],
		],
	},
	20: {
		name: 'a proxy that refuses or drops the line',
		proofs: [
			[`${node}/policy/secureTransport.test.ts`, 'through a proxy; one that refuses'],
			['test/editor/policy/policy.test.ts', 'asks through the proxy of the editor’s settings'],
		],
	},
	21: {
		name: 'hostile JSON',
		proofs: [
			[`${core}/trust/verify.test.ts`, 'a signed policy with a key twice, a prototype'],
			[`${core}/trust/verify.test.ts`, 'base64 that says the same in another way'],
			['test/unit/core/json/strictJson.test.ts', 'keeps to the JSONTestSuite'],
			['test/unit/core/json/strictJson.test.ts', 'gives the same answer as JSON.parse'],
		],
	},
	22: {
		name: 'signature vectors',
		proofs: [
			[`${node}/signing/signature.test.ts`, 'agrees with Wycheproof'],
			[`${node}/signing/signature.test.ts`, 'agrees with our own vectors'],
			['test/editor/policy/signatures.test.ts', 'agrees with Wycheproof'],
		],
	},
	23: {
		name: 'altered bundles',
		proofs: [[`${core}/trust/mutation.test.ts`, 'seeded alterations never throw']],
	},
	24: {
		name: 'a clock that is set back or ahead; sleep',
		proofs: [
			[`${node}/policy/policyClientTrust.test.ts`, 'a clock that was set back'],
			[`${node}/policy/policyClientTrust.test.ts`, 'stays in force past its expiry'],
			[
				`${node}/policy/policyClientWindows.test.ts`,
				'asks at once when somebody comes back after days',
			],
		],
	},
	25: {
		name: 'damaged stores, full and closed disks',
		proofs: [
			[`${node}/policy/policyClientStore.test.ts`, 'the previous policy, then the newest again'],
			[`${node}/policy/policyClientStore.test.ts`, 'cut off at'],
			[`${node}/policy/policyClientStore.test.ts`, 'a folder in the place of the file'],
			[`${node}/policy/policyClientStore.test.ts`, 'a link in the place of the file'],
			[`${node}/policy/policyProcesses.test.ts`, 'on a full disk'],
			[`${node}/policy/policyProcesses.test.ts`, 'in a folder that cannot be written'],
		],
	},
	26: {
		name: 'kills while saving',
		proofs: [[`${node}/policy/policyStore.test.ts`, 'a kill at any moment']],
	},
	27: {
		name: 'many windows',
		proofs: [
			[`${node}/policy/policyClientWindows.test.ts`, '20 windows at once'],
			[`${node}/policy/policyProcesses.test.ts`, 'processes over one store'],
			[`${node}/policy/policyClientHistory.test.ts`, 'another window of the editor takes over'],
		],
	},
	28: {
		name: 'an older extension after a newer one',
		proofs: [
			[
				`${node}/policy/policyClientStore.test.ts`,
				'what it kept is not read, is said, and lies there still',
			],
			[`${node}/policy/policyClientStore.test.ts`, 'a policy of another major version'],
		],
	},
	29: {
		name: 'managed files that are malformed or that others can write',
		proofs: [
			[`${node}/policy/managedAnchor.test.ts`, 'is refused when others can write it'],
			[`${node}/policy/managedAnchor.test.ts`, 'is read below a sticky folder of an owner'],
			[`${node}/policy/managedAnchor.test.ts`, 'is refused when it says something else'],
			[`${node}/policy/policyClientStages.test.ts`, 'a file that is written in pieces'],
		],
	},
	30: {
		name: 'rollout: uniform, monotone, independent',
		proofs: [
			[`${core}/rollout.test.ts`, 'deals machines as a twin in Python does'],
			[`${core}/rollout.test.ts`, 'is uniform, and independent of another salt'],
			[`${core}/rollout.test.ts`, 'whoever is in at some time stays in'],
		],
	},
	31: {
		name: 'a policy that cannot be used',
		proofs: [
			[
				`${node}/policy/policyClient.test.ts`,
				'a policy that cannot be used is dropped for the one in force',
			],
			[
				`${node}/policy/policyClientStages.test.ts`,
				'one that fails its self-check is dropped for the one beside it',
			],
		],
	},
	32: { name: 'a herd after an outage', proofs: [['test/unit/dev/fleet.test.ts', 'make no herd']] },
	33: {
		name: 'an audit endpoint that is down: there is none',
		proofs: [
			[`${node}/policy/policyClientWindows.test.ts`, 'there is no audit endpoint that could be down'],
			[`${node}/policy/policyClientWindows.test.ts`, 'an action that is only noted is noted here'],
		],
	},
	34: {
		name: 'what leaves the machine',
		proofs: [
			[`${node}/policy/policyClientWindows.test.ts`, 'is a request for the bundle: no id, no name'],
		],
	},
	35: {
		name: 'cryptography that fails its self-test',
		proofs: [
			[`${node}/policy/policyProcesses.test.ts`, 'cryptography that cannot be relied on'],
			[`${node}/signing/signature.test.ts`, 'this runtime gives the known answers'],
		],
	},
};
