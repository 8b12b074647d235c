import type { Word } from '../reading/reading.ts';
import type { Scene } from '../scene.ts';

/** Reads the word at `at` as a command line of the shell that is being read. */
export function runTextAt(scene: Scene, words: readonly Word[], at: number): void {
	const word = words[at];
	if (word !== undefined && at >= 0) {
		scene.interpretText(
			scene,
			word.text,
			scene.shell === 'fish' || scene.shell === 'cmd' ? scene.shell : 'sh',
			word,
		);
	}
}

/** Reads the words, put together, as a command line. */
export function runJoined(scene: Scene, words: readonly Word[], separator: string): void {
	const [first] = words;
	if (first !== undefined) {
		scene.interpretText(scene, words.map((word) => word.text).join(separator), 'sh', first);
	}
}
