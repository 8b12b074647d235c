/** As much of a page's element as the drivers read: the tests are checked without the browser's types. */
export interface PageElement {
	readonly id: string;
	readonly textContent: string | null;
	readonly classList: { readonly contains: (name: string) => boolean };
	readonly getAttribute: (name: string) => string | null;
	readonly querySelector: (selector: string) => PageElement | null;
	readonly querySelectorAll: (selector: string) => Iterable<PageElement>;
}
