/** A path inside a document as people write it: `rules[2].phases[0].from`. Empty for the document itself. */
export function pathText(path: readonly PropertyKey[]): string {
	return path
		.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
		.join('')
		.replace(/^\./, '');
}
