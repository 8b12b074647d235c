/**
 * Whether `version` lies in `range`: comparisons with `<`, `<=`, `>`, `>=` and `=` (or nothing), separated by spaces
 * where all must hold and by `||` where one must: `>=1.2.0 <2.0.0 || 3.1.0`. Parts that are left out count as 0; a
 * pre-release comes before its release (semver.org, 11). What cannot be read holds for no version.
 */
export function matchesVersions(range: string, version: string): boolean {
	return range.split('||').some((all) => {
		const conditions = all.trim().split(/\s+/);
		return conditions.every((condition) => holds(condition, version));
	});
}

function holds(condition: string, version: string): boolean {
	const [, operator, limit] = /^(<=|>=|<|>|=?)\s*(\d[\w.+-]*)$/.exec(condition) ?? [];
	if (limit === undefined || !/^\d/.test(version)) {
		return false;
	}
	const order = compareVersions(version, limit);
	switch (operator) {
		case '<':
			return order < 0;
		case '<=':
			return order <= 0;
		case '>':
			return order > 0;
		case '>=':
			return order >= 0;
		default:
			return order === 0;
	}
}

function compareVersions(a: string, b: string): number {
	const [first, second] = [partsOf(a), partsOf(b)];
	for (let at = 0; at < Math.max(first.numbers.length, second.numbers.length); at++) {
		const difference = (first.numbers[at] ?? 0) - (second.numbers[at] ?? 0);
		if (difference !== 0) {
			return difference;
		}
	}
	if (first.preRelease === second.preRelease) {
		return 0;
	}
	if (first.preRelease === '' || second.preRelease === '') {
		return first.preRelease === '' ? 1 : -1;
	}
	return first.preRelease.localeCompare(second.preRelease, 'en', { numeric: true });
}

function partsOf(version: string): { readonly numbers: readonly number[]; readonly preRelease: string } {
	const [core = '', ...preRelease] = (version.split('+')[0] ?? '').split('-');
	return { numbers: core.split('.').map(Number), preRelease: preRelease.join('-') };
}
