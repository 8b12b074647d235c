import type { Assistant } from '../../../catalog/assistant.ts';
import { type Fingerprints, ownerOfCommand } from '../naming/fingerprints.ts';
import type { Word } from '../reading/reading.ts';
import { report, type Scene } from '../scene.ts';

const unpacking = /^(?:-?[a-wyzA-Z]*x\w*|--extract|--get)$/;
/** Programs that install from a file, unpack it or make it one that can be started, and the word with which they do. */
const unpackers: ReadonlyMap<string, RegExp> = new Map([
	['tar', unpacking],
	['bsdtar', unpacking],
	['7z', /^[ex]$/],
	['unzip', /\.zip$/i],
	['dpkg', /^(?:-[iEx]+|--install|--extract)$/],
	['rpm', /^(?:-[iUF]\w*|--install|--upgrade)$/],
	['apt', /^install$/],
	['apt-get', /^install$/],
	['dnf', /^install$/],
	['yum', /^install$/],
	['zypper', /^install$/],
	['installer', /^-pkg$/],
	['hdiutil', /^attach$/],
	['msiexec', /^[/-]i$/i],
	['chmod', /\.appimage$/i],
]);

/** A file with a program in it, as its makers name it: `x.deb`, `x-linux-x64.tar.gz`, `x_1.2.3_amd64.AppImage`. */
const programFile =
	/^([a-z][a-z-]{0,40}?)(?:[-_.]?v?\d[\w.+-]*|[-_](?:linux|darwin|mac|win|setup|installer|stable|latest|universal|x64|x86|amd64|arm64|aarch64)[\w.+-]*)?\.(?:tar\.(?:gz|xz|zst)|tgz|zip|deb|rpm|appimage|dmg|pkg|msi|exe)$/i;

/** What scripts install from a file that they got before, from an address that may stand in a variable. */
export function interpretArchive(scene: Scene, name: string, words: readonly Word[]): boolean {
	const verb = scene.everyFunction ? unpackers.get(name) : undefined;
	const takes = verb !== undefined && words.slice(1).some(({ text }, at) => isVerb(verb, text, at));
	for (const word of takes ? words.slice(1) : []) {
		const assistant = ownerOfFile(scene.fingerprints, word.text);
		if (assistant !== undefined) {
			report(scene, word, { assistant, use: 'install', certainty: 'likely', fingerprint: 'path' });
		}
	}
	// Package managers are given packages by name as well.
	return false;
}

/** An option, a name of a file, or the first word, as `tar xf` and `apt install` have it. */
function isVerb(verb: RegExp, text: string, at: number): boolean {
	return (at === 0 || /^[-/]|\./.test(text)) && verb.test(text);
}

/** The assistant whose program alone has the name that a file bears. */
function ownerOfFile(fingerprints: Fingerprints, path: string): Assistant | undefined {
	const file = path.slice(path.lastIndexOf('/') + 1);
	const name = file.length > 200 ? undefined : programFile.exec(file)?.[1];
	return name === undefined ? undefined : ownerOfCommand(fingerprints, name, 4);
}
