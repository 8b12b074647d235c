import type { Locator, Page } from 'playwright-core';

/** As much of the browser's elements as is measured here. */
interface Box {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}
interface Measurable {
	readonly innerText: string;
	readonly scrollWidth: number;
	readonly clientWidth: number;
	readonly ownerDocument: {
		readonly defaultView: { readonly innerWidth: number; readonly innerHeight: number };
		readonly elementFromPoint: (x: number, y: number) => Measurable | null;
	};
	readonly getBoundingClientRect: () => Box;
	readonly contains: (other: Measurable | null) => boolean;
}

/** The text that can be read in `place`, without blanks: where lines break is no matter. */
export async function readText(place: Locator): Promise<string> {
	return withoutBlanks((await place.allInnerTexts()).join(''));
}

export function withoutBlanks(text: string): string {
	return text.replaceAll(/\s+/g, '');
}

/**
 * What is wrong with how the elements of `places` stand on the screen, a line each: out of the window, under something else,
 * or with text that is cut off. Nothing to measure is wrong as well.
 */
export async function troublesOf(places: Locator): Promise<readonly string[]> {
	const troubles = await places.evaluateAll((elements: readonly Measurable[]) =>
		elements.flatMap((element) => {
			const { left, top, right, bottom } = element.getBoundingClientRect();
			const { innerWidth, innerHeight } = element.ownerDocument.defaultView;
			const name = `"${element.innerText.trim().slice(0, 40)}"`;
			const over = element.ownerDocument.elementFromPoint((left + right) / 2, (top + bottom) / 2);
			return [
				...(right - left < 4 || bottom - top < 4 ? [`${name} has no room`] : []),
				...(left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1
					? [
							`${name} is out of the window: ${[left, top, right, bottom].map(Math.round).join(' ')}`,
						]
					: []),
				...(over === null || element.contains(over) || over.contains(element)
					? []
					: [`${name} lies under "${over.innerText.trim().slice(0, 40)}"`]),
				...(element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0
					? [`${name} is cut off: ${element.scrollWidth} in ${element.clientWidth} wide`]
					: []),
			];
		}),
	);
	return (await places.count()) === 0 ? ['there is nothing to see'] : troubles;
}

/** Whether there is a font for Chinese: without one, all letters are the same box. */
export async function drawsChinese(page: Page): Promise<boolean> {
	return await page.evaluate<boolean>(`(() => {
		const [one, other] = ['策', '略'].map((letter) => {
			const canvas = document.createElement('canvas');
			const pen = canvas.getContext('2d');
			pen.font = '24px sans-serif';
			pen.fillText(letter, 4, 40);
			return canvas.toDataURL();
		});
		return one !== other;
	})()`);
}
