/** Text as the content of an XML element or attribute. What XML 1.0 cannot hold is left out. */
export function escapeXml(text: string): string {
	return Array.from(text)
		.filter((character) => character >= ' ' || character === '\t' || character === '\n')
		.join('')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
