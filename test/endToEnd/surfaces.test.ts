import { allLooks, fewLooks } from '../gallery/looks.ts';
import { seeSurface, surfaces } from '../gallery/gallery.ts';
import { drawsChinese } from '../gallery/onScreen.ts';
import { openScene, openStage, type Scene, type Stage } from '../gallery/stage.ts';
import { languages } from '../gallery/words.ts';

/** Where `npm run evaluate -- --gallery FOLDER` puts a picture of each surface in each look; fewer looks where it is not set. */
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

			before(async () => {
				scene = await openScene(stage, language);
			});

			for (const surface of surfaces) {
				it(surface.name, async () => {
					await seeSurface(
						surface,
						scene,
						pictures === undefined ? fewLooks[language] : allLooks,
						pictures,
					);
				});
			}
		});
	}

	it('Chinese is drawn in its letters, where there is a font for them (fonts-wqy-microhei, say)', async function () {
		if (!(await drawsChinese(stage.guarded.editor.page))) {
			this.skip();
		}
	});
});
