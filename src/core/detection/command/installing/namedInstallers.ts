import type { Command, Word } from '../reading/reading.ts';
import type { Scene } from '../scene.ts';

/** What a part of a function's name says that it installs with. */
const programs: ReadonlyMap<string, string> = new Map([
	['npm', 'npm install'],
	['pnpm', 'pnpm add'],
	['yarn', 'yarn add'],
	['bun', 'bun add'],
	['pip', 'pip install'],
	['pip3', 'pip install'],
	['pipx', 'pipx install'],
	['uv', 'uv tool install'],
	['brew', 'brew install'],
	['homebrew', 'brew install'],
	['cask', 'brew install --cask'],
	['apt', 'apt install'],
	['dnf', 'dnf install'],
	['pacman', 'pacman -S'],
	['yay', 'yay -S'],
	['aur', 'yay -S'],
	['snap', 'snap install'],
	['flatpak', 'flatpak install'],
	['cargo', 'cargo install'],
	['gem', 'gem install'],
	['mise', 'mise use'],
	['asdf', 'asdf install'],
	['winget', 'winget install'],
	['choco', 'choco install'],
	['scoop', 'scoop install'],
	['extension', 'code --install-extension'],
	['extensions', 'code --install-extension'],
	['ext', 'code --install-extension'],
	['vscode', 'code --install-extension'],
]);

/** What says that it installs at all. */
const installing = /^(?:install|installs|add|ensure|require|setup|get)$/;

/**
 * Functions of scripts that are called after what they install with: `brew_install_cask x`, `install_npm_package x`,
 * `Install-VSCodeExtension x`.
 */
export function interpretNamedInstaller(scene: Scene, words: readonly Word[], command: Command): void {
	const [first, ...rest] = words;
	const parts = partsOf(first?.text ?? '');
	if (first === undefined || !parts.some((part) => installing.test(part))) {
		return;
	}
	// The last part that names one is the most particular: `brew_install_cask`.
	const program = parts.map((part) => programs.get(part)).findLast((found) => found !== undefined);
	for (const word of rest.filter(({ text }) => !text.startsWith('-'))) {
		// Nothing but a package of npm is written with a scope.
		const installer = program ?? (/^@[\w.-]+\//.test(word.text) ? 'npm install' : undefined);
		const spoken = installer?.split(' ').map((text) => ({ ...first, text }));
		if (spoken !== undefined) {
			scene.interpretWords(scene, [...spoken, word], command);
		}
	}
}

/** `brew_install_cask`, `install-brewCask` and `Install-BrewCask` in lower-case parts. */
function partsOf(name: string): readonly string[] {
	return name.length > 64
		? []
		: name
				.replaceAll(/VS_?Code/gi, 'vscode')
				.split(/[_-]|(?<=[a-z])(?=[A-Z])/)
				.map((part) => part.toLowerCase());
}
