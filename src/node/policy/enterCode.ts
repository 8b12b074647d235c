import {
	type BreakGlass,
	type BreakGlassProblem,
	readBreakGlassCode,
} from '../../core/policy/exemptions/breakGlass.ts';
import { failure, type Result, success } from '../../core/result.ts';
import { saveEnteredCode } from './breakGlassStore.ts';
import { exemptableRules } from './judgeBundle.ts';
import { type PolicyState, recompile, signedNow } from './policyState.ts';
import { nodeCryptography } from '../signing/signature.ts';

/** Why a break-glass code was not taken. */
export type CodeProblem = BreakGlassProblem | 'noPolicy' | 'noMachine' | 'notSaved';

/** Takes a break-glass code: it is recorded first, then holds until its end, in every window and after each start. */
export async function enterCode(state: PolicyState, code: string): Promise<Result<BreakGlass, CodeProblem>> {
	const { active, machine, anchor, folder } = state;
	if (active === undefined) {
		return failure('noPolicy');
	}
	if (machine === undefined) {
		return failure('noMachine');
	}
	const { document, root } = active.verified;
	const place = { organization: anchor.organization, machine, rules: exemptableRules(document), root };
	const read = readBreakGlassCode(code, place, signedNow(state), nodeCryptography);
	if (typeof read === 'string') {
		return failure(read);
	}
	const { rule, until } = read;
	try {
		await saveEnteredCode(folder, { code: code.trim(), enteredAt: state.now(), rule, until });
	} catch {
		return failure('notSaved');
	}
	recompile(state);
	return success(read);
}
