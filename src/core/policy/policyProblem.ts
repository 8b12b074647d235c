import type { JsonProblem } from '../json/strictJson.ts';

/** The parts of a bundle. */
export type BundlePart = 'bundle' | 'root' | 'policy' | 'exemptions' | 'freshness';

/**
 * Why a policy could not be got, or was refused. Attack names are those of TUF (specification 1.5.2).
 * `version` is that of the part in question.
 */
export type PolicyProblem =
	// About the bytes
	| { readonly code: 'tooLarge'; readonly limit: number }
	| { readonly code: 'notUtf8'; readonly part: BundlePart }
	| { readonly code: 'badJson'; readonly part: BundlePart; readonly problem: JsonProblem }
	| {
			readonly code: 'badShape';
			readonly part: BundlePart;
			readonly path: string;
			readonly message: string;
	  }
	| { readonly code: 'badBase64'; readonly part: BundlePart }
	/** A document of another kind in this place: type confusion. */
	| { readonly code: 'wrongType'; readonly part: BundlePart; readonly found: string }
	| {
			readonly code: 'wrongOrganization';
			readonly part: BundlePart;
			readonly expected: string;
			readonly found: string;
	  }
	// About the root chain
	| { readonly code: 'rootUnknown' }
	| { readonly code: 'rootGap'; readonly version: number; readonly expected: number }
	/** The newest root is older than one seen before: somebody stripped it, perhaps to bring revoked keys back. */
	| { readonly code: 'rootRollback'; readonly version: number; readonly seen: number }
	/** The newest root is not the one seen before under that version, and does not follow from it. */
	| { readonly code: 'rootFork'; readonly version: number }
	| { readonly code: 'rootExpired'; readonly version: number; readonly expires: string }
	| { readonly code: 'epochFell'; readonly version: number }
	// About signatures
	| {
			readonly code: 'signatures';
			readonly part: BundlePart;
			readonly valid: number;
			readonly needed: number;
	  }
	/** The root names no keys for this part. */
	| { readonly code: 'noSuchRole'; readonly part: BundlePart }
	// About the policy and the documents beside it
	| {
			readonly code: 'rollback';
			readonly part: BundlePart;
			readonly version: number;
			readonly seen: number;
	  }
	/** Two different documents under one version. */
	| { readonly code: 'equivocation'; readonly part: BundlePart; readonly version: number }
	| {
			readonly code: 'wrongEpoch';
			readonly part: BundlePart;
			readonly epoch: number;
			readonly expected: number;
	  }
	| {
			readonly code: 'documentExpired';
			readonly part: BundlePart;
			readonly version: number;
			readonly expires: string;
	  }
	/** The root asks for a freshness document, and the bundle has none. */
	| { readonly code: 'freshnessMissing' }
	/** The freshness document names others: these parts do not belong together, or are not the newest (mix-and-match). */
	| { readonly code: 'notNewest'; readonly part: BundlePart }
	/** The only policy of the bundle is rolled out in stages, and this machine's has not begun. */
	| { readonly code: 'notRolledOut'; readonly version: number }
	| { readonly code: 'unusable'; readonly version: number; readonly message: string }
	// About the way
	| { readonly code: 'badAddress'; readonly source: string }
	| { readonly code: 'insecure'; readonly source: string }
	| { readonly code: 'redirects'; readonly source: string }
	| { readonly code: 'status'; readonly source: string; readonly status: number }
	| { readonly code: 'notABundle'; readonly source: string }
	| { readonly code: 'offline'; readonly source: string; readonly message: string }
	| { readonly code: 'timedOut'; readonly source: string; readonly seconds: number }
	| { readonly code: 'unreadableFile'; readonly source: string; readonly message: string }
	// About this machine
	| { readonly code: 'notSaved'; readonly message: string }
	| { readonly code: 'cannotVerify' }
	/** The stored policy is of a format that a newer version writes. */
	| { readonly code: 'otherStore'; readonly format: string };

export type PolicyProblemCode = PolicyProblem['code'];
