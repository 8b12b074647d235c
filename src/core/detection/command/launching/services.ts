import { identify, programName } from '../naming/identify.ts';
import type { Word } from '../reading/reading.ts';
import { report, type Scene } from '../scene.ts';
import { positionals } from './options.ts';

/** Verbs with which a service runs from then on. */
const starting = /^(?:start|restart|try-restart|reload-or-restart|enable|reenable|run|condrestart)$/;

/** `systemctl enable --now ollama.service`, `systemctl --user start x`. */
export function runSystemctl(scene: Scene, words: readonly Word[]): void {
	const [verb, ...units] = positionals(
		words.slice(1),
		'-H --host -M --machine -t --type -p --property',
	).words;
	runServices(scene, verb, units);
}

/** `service ollama start`, `rc-service ollama start`. */
export function runService(scene: Scene, words: readonly Word[]): void {
	const [unit, verb] = positionals(words.slice(1), '').words;
	runServices(scene, verb, unit === undefined ? [] : [unit]);
}

/** `brew services start ollama`; whatever else `brew` does is none of this. */
export function runBrew(scene: Scene, words: readonly Word[]): void {
	const [topic, verb, ...units] = positionals(words.slice(1), '--file').words;
	if (topic?.text === 'services') {
		runServices(scene, verb, units);
	}
}

/** What a service of that name runs, its unit's text would tell. */
function runServices(scene: Scene, verb: Word | undefined, units: readonly Word[]): void {
	for (const unit of starting.test(verb?.text ?? '') ? units : []) {
		const name = programName(unit.text.replace(/\.service$/, '').replace(/^homebrew\.mxcl\./, ''));
		const found = identify(scene.catalog, { name, path: name });
		if (found !== undefined && found.certainty !== 'possible') {
			const { assistant } = found;
			report(scene, unit, { assistant, use: 'run', certainty: 'likely', fingerprint: 'command' });
		}
	}
}
