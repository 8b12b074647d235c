import { seeSurface, statesOfSurfaces, surfaces } from '../gallery/gallery.ts';
import { allLooks, everyTheme, fewLooks, type Look } from '../gallery/looks.ts';
import { drawsChinese } from '../gallery/onScreen.ts';
import { openScene, openStage, type Scene, type Stage } from '../gallery/stage.ts';
import type { Surface } from '../gallery/surface.ts';
import { languages } from '../gallery/words.ts';

/**
 * Where `npm run evaluate -- --gallery FOLDER` puts a picture of each surface in each look. Without it there are fewer looks:
 * each surface in each theme, each language and each size, but not in all of them together; states in English alone.
 */
const pictures = process.env['GALLERY'];

describe('every surface, in every theme, language and size', function () {
	this.timeout(90_000);
	let stage: Stage;

	before(async () => {
		stage = await openStage();
	});

	after(async () => {
		await stage?.close();
	});

	for (const language of languages) {
		describe(language, () => {
			let scene: Scene;
			const see = (all: readonly Surface[], few: readonly Look[]): void => {
				for (const surface of all) {
					it(surface.name, async () => {
						await seeSurface(surface, scene, pictures === undefined ? few : allLooks, pictures);
					});
				}
			};

			before(async () => {
				scene = await openScene(stage, language);
			});

			see(surfaces, fewLooks[language]);
			if (language === 'en' || pictures !== undefined) {
				see(statesOfSurfaces, everyTheme);
			}
		});
	}

	it('Chinese is drawn in its letters, where there is a font for them (fonts-wqy-microhei, say)', async function () {
		if (!(await drawsChinese(stage.guarded.editor.page))) {
			this.skip();
		}
	});
});
