import { identify } from './identify.ts';
import { matchImage } from './packages.ts';
import { positionals, skipOptions } from './options.ts';
import type { Command, Word } from './reading.ts';
import { changed, report, type Scene } from './scene.ts';
import { interpretWrapper } from './wrapped.ts';

const engines = new Set(['docker', 'podman', 'nerdctl', 'finch', 'container']);
const runValues =
	'-a --attach --add-host --annotation --blkio-weight --cap-add --cap-drop --cgroup-parent --cgroupns --cidfile -c --cpu-shares --cpus --cpuset-cpus --device --dns --entrypoint -e --env --env-file --expose --gpus --group-add -h --hostname --init-path --ip --ipc --label -l --label-file --link --log-driver --log-opt --mac-address -m --memory --memory-swap --mount --name --network --net --network-alias --oom-score-adj --pid --pids-limit --platform -p --publish --pull --restart --runtime --secret --security-opt --shm-size --stop-signal --stop-timeout --storage-opt --sysctl --tmpfs --ulimit -u --user --userns --uts -v --volume --volume-driver --volumes-from -w --workdir';
const globalValues = '--context -c --config -H --host --log-level -l';

/** Container engines: images that hold an assistant, and commands run in containers. */
export function interpretContainer(scene: Scene, name: string, words: readonly Word[], command: Command): boolean {
	if (!engines.has(name)) {
		return false;
	}
	const { words: rest } = skipOptions(words.slice(1), globalValues);
	const [first, second] = rest;
	const verb = first?.text === 'container' || first?.text === 'image' ? second?.text : first?.text;
	const args = rest.slice(verb === first?.text ? 1 : 2);
	switch (verb) {
		case 'run':
		case 'create':
			runImage(scene, args, command);
			return true;
		case 'pull':
			return reportImages(scene, args, 'install');
		case 'rmi':
		case 'rm':
			return reportImages(scene, args, 'uninstall');
		case 'images':
		case 'inspect':
		case 'history':
		case 'search':
		case 'manifest':
			return reportImages(scene, args, 'query');
		case 'sandbox':
			runSandbox(scene, args);
			return true;
		default:
			if (words[0] !== undefined && rest.length > 0) {
				interpretWrapper(scene, name === 'finch' || name === 'container' ? 'docker' : name, [words[0], ...rest], command);
			}
			return true;
	}
}

function runImage(scene: Scene, args: readonly Word[], command: Command): void {
	const { words, taken } = skipOptions(args, runValues, '--entrypoint');
	const [image, ...rest] = words;
	const inside = changed(scene, { where: 'container' });
	if (image === undefined) {
		return;
	}
	const found = matchImage(scene.fingerprints, image.text);
	if (found !== undefined) {
		report(inside, found.assistant, 'run', found.certainty, 'image', image);
		return;
	}
	const entrypoint = taken[0];
	scene.interpretWords({ ...inside, functions: new Set() }, entrypoint === undefined ? rest : [entrypoint, ...rest], command);
}

/** `docker sandbox run claude ~/project` starts the assistant of that name. */
function runSandbox(scene: Scene, args: readonly Word[]): void {
	const [verb, agent] = positionals(args, '-w --workspace --name -t --template -e --env -v --volume').words;
	const found = agent === undefined ? undefined : identify(scene.catalog, agent.text.toLowerCase(), agent.text, []);
	if (agent !== undefined && found !== undefined && (verb?.text === 'run' || verb?.text === 'create')) {
		report(changed(scene, { where: 'container' }), found.assistant, 'run', 'certain', 'command', agent);
	}
}

function reportImages(scene: Scene, args: readonly Word[], use: 'install' | 'uninstall' | 'query'): boolean {
	for (const word of positionals(args, '--platform -f --format').words) {
		const found = matchImage(scene.fingerprints, word.text);
		if (found !== undefined) {
			report(scene, found.assistant, use, found.certainty, 'image', word);
		}
	}
	return true;
}
