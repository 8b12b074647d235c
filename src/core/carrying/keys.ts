/**
 * Beginnings that only keys have: OpenAI and Anthropic, GitHub, GitLab, Slack, AWS, Google, npm, Stripe, JSON Web Tokens,
 * private keys in PEM (the public lists of gitleaks and of GitHub's secret scanning agree on these).
 */
const knownKeys =
	/\b(?:sk-[A-Za-z0-9_-]{16,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeoprs]-[\w-]{10,}|xapp-[\w-]{10,}|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\w-]{30,}|npm_[A-Za-z0-9]{30,}|[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+)|-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Whether a text holds something that is a key beyond doubt. */
export function looksLikeKey(text: string): boolean {
	return knownKeys.test(text);
}

/** Whether a word may be a key: it is long, or mixes letters and digits as no name does. */
export function mayBeKey(word: string): boolean {
	return (
		looksLikeKey(word) ||
		word
			.split(/[^A-Za-z0-9]+/)
			.some(
				(part) =>
					part.length >= 24 || (part.length >= 6 && mixes(part)) || /^[0-9a-f]{10,}$/i.test(part),
			)
	);
}

/** Letters between digits, or capitals, small letters and digits: `a1b2c3d4`, `Ab3dEf9h`. */
function mixes(part: string): boolean {
	const changes = part.match(/\d(?=[A-Za-z])|[A-Za-z](?=\d)/g)?.length ?? 0;
	const hasAll = /\d/.test(part) && /[a-z]/.test(part) && /[A-Z]/.test(part);
	return hasAll || changes >= 3 || (changes >= 1 && part.length >= 16);
}
