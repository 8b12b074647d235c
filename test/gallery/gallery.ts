import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { until } from '../../src/dev/driver/until.ts';
import { type Look, wear } from './looks.ts';
import { movingSurfaces } from './moving.ts';
import { readText, troublesOf, withoutBlanks } from './onScreen.ts';
import { placeSurfaces } from './places.ts';
import type { Scene } from './stage.ts';
import { standingSurfaces } from './standings.ts';
import type { Surface } from './surface.ts';
import { toldSurfaces } from './told.ts';

/** Every surface, in the order in which they are shown: each begins where the one before has ended. */
export const surfaces: readonly Surface[] = [...toldSurfaces, ...placeSurfaces, ...movingSurfaces];

/** Surfaces again, as they are in other states of the policy. They come after the others. */
export const statesOfSurfaces: readonly Surface[] = standingSurfaces;

/**
 * Brings a surface onto the screen and looks at it in each of `looks`: that it says what it has to, and stands whole.
 *
 * @param pictures A folder for a picture of each look.
 */
export async function seeSurface(
	surface: Surface,
	scene: Scene,
	looks: readonly Look[],
	pictures: string | undefined,
): Promise<void> {
	await surface.open(scene);
	const place = await surface.place(scene);
	for (const look of looks) {
		await wear(scene.page, look);
		await surface.again?.(scene);
		if (pictures !== undefined) {
			await mkdir(pictures, { recursive: true });
			const name = `${surface.name.replaceAll(' ', '-')}.${scene.language}.${look.theme}.${look.size}.png`;
			await scene.workbench.screenshot(path.join(pictures, name));
		}
		await until(
			`${surface.name} is whole, ${look.theme}, ${look.size}`,
			async () => {
				const text = await readText(place);
				for (const said of surface.says(scene, look)) {
					assert.ok(text.includes(withoutBlanks(said)), `"${said}" is not in: ${text}`);
				}
				for (const selector of surface.whole) {
					assert.deepEqual(await troublesOf(place.locator(selector)), [], selector);
				}
				assert.deepEqual((await surface.troubles?.(place)) ?? [], []);
				return true;
			},
			{ timeout: 4000 },
		);
	}
	await surface.close?.(scene);
}
