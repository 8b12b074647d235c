import type { Word } from '../reading.ts';

/** The command behind `if …`, `else`, `for … do`. */
export function withoutKeywords(words: readonly Word[]): readonly Word[] {
	let rest = words;
	for (let round = 0; round < 16; round += 1) {
		const [first] = rest;
		const name = first?.quoted === true ? '' : (first?.text.toLowerCase() ?? '');
		if (name === 'else' || name === 'do') {
			rest = rest.slice(1);
		} else if (name === 'for') {
			const start = rest.findIndex((word) => word.text.toLowerCase() === 'do');
			if (start < 0) {
				return [];
			}
			rest = rest.slice(start + 1);
		} else if (name === 'if') {
			rest = afterCondition(rest.slice(1));
		} else {
			return rest;
		}
	}
	return rest;
}

/** Skips the condition of an `if`. */
function afterCondition(words: readonly Word[]): readonly Word[] {
	const start = words.findIndex((word) => !/^(?:\/i|not)$/i.test(word.text));
	const rest = start < 0 ? [] : words.slice(start);
	const [first = '', second = ''] = rest.map((word) => word.text.toLowerCase());
	if (/^(?:exist|defined|errorlevel|cmdextversion)$/.test(first)) {
		return rest.slice(2);
	}
	if (first.includes('==')) {
		return rest.slice(first.endsWith('==') ? 2 : 1);
	}
	if (second.startsWith('==')) {
		return rest.slice(second === '==' ? 3 : 2);
	}
	return rest.slice(/^(?:equ|neq|lss|leq|gtr|geq)$/.test(second) ? 3 : 1);
}
