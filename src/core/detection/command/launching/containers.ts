import type { Use } from '../../finding.ts';
import { identify } from '../naming/identify.ts';
import { matchImage } from '../naming/images.ts';
import { positionals, skipOptions } from './options.ts';
import type { Command, Word } from '../reading/reading.ts';
import { report, type Scene } from '../scene.ts';
import { interpretWrapper } from './wrapped.ts';

const engines = new Set(['docker', 'podman', 'nerdctl', 'finch', 'container']);
const runValues =
	'-a --attach --add-host --annotation --blkio-weight --cap-add --cap-drop --cgroup-parent --cgroupns --cidfile -c --cpu-shares --cpus --cpuset-cpus --device --dns --entrypoint -e --env --env-file --expose --gpus --group-add -h --hostname --init-path --ip --ipc --label -l --label-file --link --log-driver --log-opt --mac-address -m --memory --memory-swap --mount --name --network --net --network-alias --oom-score-adj --pid --pids-limit --platform -p --publish --pull --restart --runtime --secret --security-opt --shm-size --stop-signal --stop-timeout --storage-opt --sysctl --tmpfs --ulimit -u --user --userns --uts -v --volume --volume-driver --volumes-from -w --workdir';
/** Engines whose subcommands are those of Docker. */
const sameAsDocker: Readonly<Record<string, true>> = { finch: true, container: true };
const composeValues =
	'-f --file -p --project-name --profile --env-file --project-directory --ansi --progress --parallel';
const globalValues = '--context -c --config -H --host --log-level -l';

type Verb = (scene: Scene, args: readonly Word[], command: Command) => void;

const verbs: Readonly<Record<string, Verb>> = {
	run: runImage,
	create: runImage,
	sandbox: runSandbox,
	pull: (scene, args) => {
		reportImages(scene, args, 'install');
	},
	rmi: (scene, args) => {
		reportImages(scene, args, 'uninstall');
	},
	images: askAboutImages,
	inspect: askAboutImages,
	history: askAboutImages,
	search: askAboutImages,
	manifest: askAboutImages,
};

/** Container engines: images that hold an assistant, and commands run in containers. */
export function interpretContainer(
	scene: Scene,
	name: string,
	words: readonly Word[],
	command: Command,
): boolean {
	const [engine] = words;
	if (engine !== undefined && /^(?:docker|podman)-compose$/.test(name)) {
		const compose = { ...engine, text: 'compose' };
		return interpretContainer(scene, 'docker', [engine, compose, ...words.slice(1)], command);
	}
	if (!engines.has(name) || engine === undefined) {
		return false;
	}
	const { words: rest } = skipOptions(words.slice(1), globalValues);
	const grouped = /^(?:container|image)$/.test(rest[0]?.text ?? '');
	const verb = rest[Number(grouped)]?.text ?? '';
	const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
	if (run === undefined) {
		interpretVerb(scene, name, [engine, ...rest], command);
	} else {
		run(scene, rest.slice(grouped ? 2 : 1), command);
	}
	return true;
}

/** Verbs that start a command in a container; those of `compose` may have options ahead of them. */
function interpretVerb(scene: Scene, name: string, words: readonly Word[], command: Command): void {
	const [engine, first, ...behind] = words;
	if (engine !== undefined && first?.text === 'compose') {
		const verb = skipOptions(behind, composeValues).words;
		interpretWrapper(scene, 'docker', [engine, first, ...verb], command);
	} else {
		interpretWrapper(scene, Object.hasOwn(sameAsDocker, name) ? 'docker' : name, words, command);
	}
}

function runImage(scene: Scene, args: readonly Word[], command: Command): void {
	const { words, taken } = skipOptions(args, runValues, '--entrypoint');
	const [image, ...rest] = words;
	const inside: Scene = { ...scene, where: 'container', functions: new Set() };
	if (image === undefined) {
		return;
	}
	const found = matchImage(scene.fingerprints, image.text);
	if (found !== undefined) {
		report(inside, image, { ...found, use: 'run' });
		return;
	}
	const entrypoint = taken[0];
	scene.interpretWords(inside, entrypoint === undefined ? rest : [entrypoint, ...rest], command);
}

/** `docker sandbox run claude ~/project` starts the assistant of that name. */
function runSandbox(scene: Scene, args: readonly Word[]): void {
	const [verb, agent] = positionals(
		args,
		'-w --workspace --name -t --template -e --env -v --volume --credentials',
	).words;
	const found =
		agent === undefined
			? undefined
			: identify(scene.catalog, { name: agent.text.toLowerCase(), path: agent.text });
	if (agent !== undefined && found !== undefined && (verb?.text === 'run' || verb?.text === 'create')) {
		const inside: Scene = { ...scene, where: 'container' };
		report(inside, agent, { ...found, use: 'run', certainty: 'certain', fingerprint: 'command' });
	}
}

function askAboutImages(scene: Scene, args: readonly Word[]): void {
	reportImages(scene, args, 'query');
}

function reportImages(scene: Scene, args: readonly Word[], use: Use): void {
	for (const word of positionals(args, '--platform -f --format').words) {
		const found = matchImage(scene.fingerprints, word.text);
		if (found !== undefined) {
			report(scene, word, { ...found, use });
		}
	}
}
