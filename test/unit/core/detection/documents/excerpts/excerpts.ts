import type { Excerpt } from './excerpt.ts';
import { excerptsOfCode } from './excerptsOfCode.ts';
import { excerptsOfData } from './excerptsOfData.ts';
import { excerptsOfPipelines } from './excerptsOfPipelines.ts';
import { excerptsOfScripts } from './excerptsOfScripts.ts';

/** Pieces of files as people copy them, of every family of formats. */
export const excerptCases: readonly Excerpt[] = [
	...excerptsOfCode,
	...excerptsOfData,
	...excerptsOfPipelines,
	...excerptsOfScripts,
];
