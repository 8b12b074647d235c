import type { Installer } from './installer.ts';
import { systemInstallers } from './systemInstallers.ts';

const pip: Installer = {
	sources: ['pypi'],
	install: 'install download wheel',
	uninstall: 'uninstall',
	query: 'show list freeze index search',
	values: '-r --requirement -c --constraint -t --target --prefix --root --src -i --index-url --extra-index-url -f --find-links --proxy --python --platform --python-version --implementation --abi',
};
/** Keys are a program, or a program and the word that leads to its package commands. */
export const installers: Readonly<Record<string, Installer>> = {
	npm: {
		sources: ['npm'],
		install:
			'install i add in ins inst insta instal isnt isnta isntal isntall it install-test ci update up upgrade udpate link ln pack',
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
	deno: {
		sources: ['npm'],
		install: 'install add i',
		uninstall: 'uninstall remove',
		query: 'info outdated',
		values: '-n --name --root --config -c',
	},
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
	'uv tool': {
		sources: ['pypi'],
		install: 'install upgrade',
		uninstall: 'uninstall',
		query: 'list dir',
		values: '-p --python --index --index-url --default-index',
		named: '--from --with',
	},
	'uv pip': pip,
	uv: {
		sources: ['pypi'],
		install: 'add',
		uninstall: 'remove',
		query: 'tree',
		values: '--group --extra --index -p --python --project --directory --tag --branch --rev',
	},
	poetry: {
		sources: ['pypi'],
		install: 'add update',
		uninstall: 'remove',
		query: 'show search',
		values: '-G --group -E --extras --python --source -C --directory',
	},
	pdm: {
		sources: ['pypi'],
		install: 'add update',
		uninstall: 'remove',
		query: 'show list',
		values: '-G --group',
	},
	rye: { sources: ['pypi'], install: 'add install', uninstall: 'remove uninstall', query: 'list' },
	pipenv: { sources: ['pypi'], install: 'install update', uninstall: 'uninstall', query: 'graph' },
	conda: {
		sources: ['pypi'],
		install: 'install update',
		uninstall: 'remove uninstall',
		query: 'list search',
		values: '-c --channel -n --name -p --prefix',
	},
	mamba: {
		sources: ['pypi'],
		install: 'install update',
		uninstall: 'remove uninstall',
		query: 'list search',
		values: '-c --channel -n --name -p --prefix',
	},
	...systemInstallers,
};
