import type { Translate } from '../wording/translate.ts';
import type { JsonProblem } from './strictJson.ts';

/** Says in a sentence what is wrong with a JSON text, and what to do. */
export function describeJsonProblem({ code, detail }: JsonProblem, translate: Translate): string {
	switch (code) {
		case 'byteOrderMark':
			return translate('The file begins with a byte order mark; save it as UTF-8 without one.');
		case 'syntax':
			return translate('This is not JSON: expected {expected} here.', { expected: detail });
		case 'duplicateKey':
			return translate('"{key}" stands here a second time; keep one of them.', { key: detail });
		case 'forbiddenKey':
			return translate('"{key}" cannot be used as a key; choose another name.', { key: detail });
		case 'tooDeep':
			return translate('This is nested more than {limit} levels deep.', { limit: detail });
		case 'loneSurrogate':
			return translate(
				'This text has half of a character (a lone surrogate); write the character itself.',
			);
		case 'unsafeNumber':
			return translate('{number} is too large to be read exactly; write a smaller number.', {
				number: detail,
			});
	}
}
