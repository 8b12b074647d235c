import type { PackageSource } from '../../catalog/assistant.ts';

/** What a package manager's subcommands do. Each list is separated by spaces. */
export interface Installer {
	readonly sources: readonly PackageSource[];
	readonly install: string;
	readonly uninstall?: string;
	readonly query?: string;
	/** Options whose value is the next word. */
	readonly values?: string;
	/** Options whose value is a package. */
	readonly named?: string;
	/** Options behind which a command stands that runs with the packages at hand. */
	readonly runs?: string;
}

const pip: Installer = {
	sources: ['pypi'],
	install: 'install download wheel',
	uninstall: 'uninstall',
	query: 'show list freeze index search',
	values:
		'-r --requirement -c --constraint -t --target --prefix --root --src -i --index-url --extra-index-url -f --find-links --proxy --python --platform --python-version --implementation --abi',
};
const linux: Installer = {
	sources: ['apt'],
	install: 'install add reinstall upgrade update full-upgrade',
	uninstall: 'remove purge autoremove erase del',
	query: 'show search list info policy depends rdepends madison showpkg why',
	values: '-o --option -t --target-release -c --config-file --repo -X --repository',
};
const pacman: Installer = {
	sources: ['apt'],
	install: '-S -Sy -Syu -Syyu -U --sync',
	uninstall: '-R -Rs -Rns -Rsn -Rn -Rc --remove',
	query: '-Q -Qi -Qs -Ql -Qo -Qe -Ss -Si -Sl --query',
};

/** Keys are a program, or a program and the word that leads to its package commands. */
export const installers: Readonly<Record<string, Installer>> = {
	npm: {
		sources: ['npm'],
		install: 'install i add in ins inst insta instal isnt isnta isntal isntall it install-test ci update up upgrade udpate link ln pack',
		uninstall: 'uninstall un remove rm r unlink',
		query: 'view info show v ls list ll la outdated search s find se why explain docs home repo bugs deprecate dist-tag owner star audit',
		values: '--prefix -C --registry -w --workspace --cache --tag --userconfig --loglevel',
	},
	pnpm: {
		sources: ['npm'],
		install: 'add install i update up upgrade link',
		uninstall: 'remove rm uninstall un',
		query: 'list ls ll la why outdated view info show search',
		values: '-C --dir --filter -F --registry --workspace --store-dir',
	},
	yarn: {
		sources: ['npm'],
		install: 'add up upgrade install upgrade-interactive link',
		uninstall: 'remove unlink',
		query: 'why list info outdated npm',
		values: '--cwd --registry',
	},
	'yarn global': { sources: ['npm'], install: 'add upgrade', uninstall: 'remove', query: 'list' },
	bun: {
		sources: ['npm'],
		install: 'add install i a update link',
		uninstall: 'remove rm',
		query: 'pm outdated why info',
		values: '--cwd --registry --cache-dir',
	},
	deno: { sources: ['npm'], install: 'install add i', uninstall: 'uninstall remove', query: 'info outdated', values: '-n --name --root --config -c' },
	volta: { sources: ['npm'], install: 'install fetch', uninstall: 'uninstall', query: 'list which' },
	vp: { sources: ['npm'], install: 'install add i', uninstall: 'remove rm uninstall', query: 'list why' },
	pip,
	pipx: {
		sources: ['pypi'],
		install: 'install upgrade reinstall inject install-all',
		uninstall: 'uninstall uninject',
		query: 'list runpip environment',
		values: '--python --suffix --index-url -i --pip-args --preinstall',
	},
	'uv tool': { sources: ['pypi'], install: 'install upgrade', uninstall: 'uninstall', query: 'list dir', values: '-p --python --index --index-url --default-index', named: '--from --with' },
	'uv pip': pip,
	uv: { sources: ['pypi'], install: 'add', uninstall: 'remove', query: 'tree', values: '--group --extra --index -p --python --project --directory --tag --branch --rev' },
	poetry: { sources: ['pypi'], install: 'add update', uninstall: 'remove', query: 'show search', values: '-G --group -E --extras --python --source -C --directory' },
	pdm: { sources: ['pypi'], install: 'add update', uninstall: 'remove', query: 'show list', values: '-G --group' },
	rye: { sources: ['pypi'], install: 'add install', uninstall: 'remove uninstall', query: 'list' },
	pipenv: { sources: ['pypi'], install: 'install update', uninstall: 'uninstall', query: 'graph' },
	conda: { sources: ['pypi'], install: 'install update', uninstall: 'remove uninstall', query: 'list search', values: '-c --channel -n --name -p --prefix' },
	mamba: { sources: ['pypi'], install: 'install update', uninstall: 'remove uninstall', query: 'list search', values: '-c --channel -n --name -p --prefix' },
	brew: {
		sources: ['brew', 'cask'],
		install: 'install upgrade reinstall fetch',
		uninstall: 'uninstall remove rm zap unlink',
		query: 'info search list ls deps uses home desc outdated cat leaves abv',
		values: '--appdir --language',
	},
	port: { sources: ['macports'], install: 'install upgrade', uninstall: 'uninstall', query: 'info search installed contents' },
	cargo: { sources: ['cargo'], install: 'install binstall add', uninstall: 'uninstall remove', query: 'search info tree', values: '--version --vers --tag --branch --rev --path --root --features -F --target --registry --profile --bin', named: '--git' },
	'cargo-binstall': { sources: ['cargo'], install: '*' },
	go: { sources: ['go'], install: 'install get', query: 'list doc', values: '-tags -ldflags -C -mod' },
	winget: {
		sources: ['winget'],
		install: 'install add upgrade update download',
		uninstall: 'uninstall remove rm',
		query: 'show view search find list ls',
		values: '-s --source -v --version --scope -l --location --architecture -a --locale --installer-type --override --custom --log -o',
	},
	scoop: { sources: ['scoop'], install: 'install update download', uninstall: 'uninstall', query: 'info search list home cat which prefix', values: '-a --arch' },
	choco: { sources: ['choco'], install: 'install upgrade', uninstall: 'uninstall', query: 'info search list find outdated', values: '--version -s --source' },
	cinst: { sources: ['choco'], install: '*' },
	cup: { sources: ['choco'], install: '*' },
	apt: linux,
	'apt-get': linux,
	aptitude: linux,
	nala: linux,
	dnf: linux,
	yum: linux,
	microdnf: linux,
	apk: linux,
	zypper: { ...linux, install: 'install in update up', uninstall: 'remove rm', query: 'info if search se' },
	pacman,
	yay: pacman,
	paru: pacman,
	snap: { sources: ['snap'], install: 'install refresh', uninstall: 'remove', query: 'info find list', values: '--channel' },
	flatpak: { sources: ['snap'], install: 'install update', uninstall: 'uninstall remove', query: 'info search list' },
	'nix-env': { sources: ['nix'], install: '-i -iA -u --install --upgrade', uninstall: '-e --uninstall', query: '-q -qa --query', values: '-f -p --profile' },
	'nix profile': { sources: ['nix'], install: 'install add upgrade', uninstall: 'remove', query: 'list', values: '--profile --priority' },
	nix: { sources: ['nix'], install: 'build shell develop', query: 'search eval flake show', runs: '-c --command' },
	'nix-shell': { sources: ['nix'], install: '*', values: '-I --argstr --arg', named: '-p --packages', runs: '--run --command' },
	guix: { sources: ['nix'], install: 'install upgrade', uninstall: 'remove', query: 'show search' },
	devbox: { sources: ['nix'], install: 'add', uninstall: 'rm', query: 'info search list', },
	'devbox global': { sources: ['nix'], install: 'add', uninstall: 'rm', query: 'list' },
	mise: { sources: ['mise'], install: 'use u install i upgrade up', uninstall: 'uninstall unuse remove rm', query: 'ls list latest ls-remote which where current registry outdated search', values: '-p --path -e --env -j --jobs' },
	rtx: { sources: ['mise'], install: 'use install upgrade', uninstall: 'uninstall', query: 'ls latest' },
	asdf: { sources: ['mise'], install: 'install global local shell set', uninstall: 'uninstall', query: 'list latest where which current' },
	'asdf plugin': { sources: ['mise'], install: 'add', uninstall: 'remove', query: 'list' },
	aqua: { sources: ['mise'], install: 'install i generate g', uninstall: 'remove rm', query: 'list info which' },
	gem: { sources: ['gem'], install: 'install i update', uninstall: 'uninstall', query: 'info search list', values: '-v --version -i --install-dir' },
	bundle: { sources: ['gem'], install: 'add', uninstall: 'remove', query: 'info show' },
	composer: { sources: ['composer'], install: 'require update', uninstall: 'remove', query: 'show search why' },
	'composer global': { sources: ['composer'], install: 'require update', uninstall: 'remove', query: 'show' },
	'dotnet add': { sources: ['nuget'], install: 'package', values: '-v --version' },
	'dotnet package': { sources: ['nuget'], install: 'add', uninstall: 'remove', query: 'search list' },
	'dotnet tool': { sources: ['nuget'], install: 'install update', uninstall: 'uninstall', query: 'list search', values: '--version --add-source' },
	nuget: { sources: ['nuget'], install: 'install update', query: 'list search' },
	'gh extension': { sources: ['gh'], install: 'install upgrade', uninstall: 'remove', query: 'list search browse', values: '--pin' },
	'gh extensions': { sources: ['gh'], install: 'install upgrade', uninstall: 'remove', query: 'list search browse' },
	'gh ext': { sources: ['gh'], install: 'install upgrade', uninstall: 'remove', query: 'list search browse' },
};
