import { skipOptions } from './options.ts';
import type { Command, Word } from '../reading/reading.ts';
import type { Scene } from '../scene.ts';
import { runJoined, runTextAt } from './texts.ts';

const tmuxValues = '-c -e -f -F -l -n -s -t -x -y -b -L -S -T -p';
const tmuxVerbs =
	/^(?:new|new-session|neww|new-window|splitw|split-window|respawn-pane|respawnp|respawn-window|respawnw|display-popup|popup|run|run-shell|if|if-shell|pipe-pane|pipep|set-hook)$/;

/** `tmux new -d 'command'`, and keys sent to a pane that end with Enter. */
export function runTmux(scene: Scene, words: readonly Word[], command: Command): void {
	const { words: rest } = skipOptions(words.slice(1), '-L -S -f -c -T');
	let part: Word[] = [];
	for (const word of [...rest, { text: ';', start: 0, end: 0, quoted: false }]) {
		if (word.text === ';' || word.text === '\\;') {
			runTmuxCommand(scene, part, command);
			part = [];
		} else {
			part.push(word);
		}
	}
}

function runTmuxCommand(scene: Scene, words: readonly Word[], command: Command): void {
	const [verb] = words;
	if (verb === undefined) {
		return;
	}
	if (verb.text === 'send-keys' || verb.text === 'send') {
		const keys = skipOptions(words.slice(1), '-t -N -c').words;
		const last = keys.at(-1)?.text ?? '';
		if (/^(?:Enter|C-m|C-j|KPEnter)$/i.test(last) && keys[0] !== undefined) {
			runJoined(scene, keys.slice(0, -1), ' ');
		}
		return;
	}
	if (tmuxVerbs.test(verb.text)) {
		const rest = skipOptions(words.slice(1), tmuxValues).words;
		if (rest.length === 1) {
			runTextAt(scene, rest, 0);
		} else {
			scene.interpretWords(scene, rest, command);
		}
	}
}

/** `screen -dmS name command`, and text that is typed into a session and ends its line: `-X stuff 'command\n'`. */
export function runScreen(scene: Scene, words: readonly Word[], command: Command): void {
	const { words: rest, options } = skipOptions(words.slice(1), '-S -t -c -e -h -p -r -s -T');
	const [verb, text] = rest;
	if (!options.includes('-X')) {
		scene.interpretWords(scene, rest, command);
	} else if (verb?.text === 'stuff' && text !== undefined) {
		const typed = /^(.*?)(?:\n|\r|\\n|\\r|\^M|\\015|\\012)+$/s.exec(text.text)?.[1];
		if (typed !== undefined) {
			scene.interpretText(scene, typed, 'sh', text);
		}
	} else if (verb?.text === 'screen') {
		scene.interpretWords(scene, rest.slice(1), command);
	}
}
