import { type TrustAnchor, trustAnchorSchema } from '../core/policy/trust/anchor.ts';
import { parseWithPlaces } from '../core/policy/parseDocument.ts';
import { shown } from './policyFolder.ts';
import { printProblems, readText } from './readPolicy.ts';

/** The anchor in a file; says what is wrong with it where it cannot be read. */
export async function readAnchor(path: string): Promise<TrustAnchor | undefined> {
	const text = await readText(path, 'Name the anchor that keygen printed: --anchor FILE');
	const parsed = text === undefined ? undefined : parseWithPlaces(text, trustAnchorSchema);
	if (parsed?.ok === false) {
		printProblems(parsed.error.map((problem) => ({ file: shown(path), severity: 'error', ...problem })));
	}
	return parsed?.ok === true ? parsed.value : undefined;
}
