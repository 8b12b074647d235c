import assert from 'node:assert/strict';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { managedAnchorPath, readManagedAnchor } from '../../../../src/node/policy/managedAnchor.ts';
import { acme } from '../../../support/judging.ts';

const text = JSON.stringify(acme.anchor);
const owners = [0, process.getuid?.() ?? 0];

describe('managed anchor', function () {
	let folder: string;
	let path: string;
	before(function () {
		// Access lists are another matter, and there the place alone is trusted.
		if (process.platform === 'win32') {
			this.skip();
		}
	});
	beforeEach(() => {
		folder = mkdtempSync(join(homedir(), '.managed-anchor-'));
		path = join(folder, 'anchor.json');
		writeFileSync(path, text, { mode: 0o644 });
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	const outcome = (file = path, by = owners): string => {
		const read = readManagedAnchor(file, by);
		return read.ok ? (read.value?.rootSha256 ?? 'none') : `${read.error.code} ${read.error.path}`;
	};

	it('is read where only its owners can write', () => {
		assert.equal(outcome(), acme.anchor.rootSha256);
		writeFileSync(path, `\uFEFF${text}`);
		assert.equal(outcome(), acme.anchor.rootSha256);
	});

	it('is none where there is no file', () => {
		assert.equal(outcome(join(folder, 'other.json')), 'none');
		assert.equal(outcome(join(path, 'below.json')), 'none');
	});

	it('is refused when others can write it, or a folder above it (row 29)', () => {
		chmodSync(path, 0o664);
		assert.equal(outcome(), `writableByOthers ${path}`);
		chmodSync(path, 0o646);
		assert.equal(outcome(), `writableByOthers ${path}`);
		chmodSync(path, 0o644);
		chmodSync(folder, 0o777);
		assert.equal(outcome(), `writableByOthers ${folder}`);
	});

	it('is read below a sticky folder of an owner, and refused in it, or below one that is not sticky (row 29)', () => {
		const shared = join(folder, 'shared');
		const own = join(shared, 'own');
		const below = join(own, 'anchor.json');
		mkdirSync(own, { recursive: true, mode: 0o755 });
		writeFileSync(below, text, { mode: 0o644 });
		writeFileSync(join(shared, 'anchor.json'), text, { mode: 0o644 });
		chmodSync(shared, 0o1777);
		assert.equal(outcome(below), acme.anchor.rootSha256);
		assert.equal(outcome(join(shared, 'anchor.json')), `writableByOthers ${shared}`);
		chmodSync(shared, 0o777);
		assert.equal(outcome(below), `writableByOthers ${shared}`);
		chmodSync(shared, 0o1777);
		chmodSync(below, 0o1666);
		assert.equal(outcome(below), `writableByOthers ${below}`);
		chmodSync(below, 0o644);
		chmodSync(own, 0o775);
		assert.equal(outcome(below), `writableByOthers ${own}`);
	});

	it('is refused below a sticky folder of somebody else', function () {
		if (process.getuid?.() !== 0) {
			// Only root can give a folder away.
			this.skip();
		}
		const shared = join(folder, 'shared');
		const below = join(shared, 'own', 'anchor.json');
		mkdirSync(join(shared, 'own'), { recursive: true, mode: 0o755 });
		writeFileSync(below, text, { mode: 0o644 });
		chmodSync(shared, 0o1777);
		chownSync(shared, 65_534, 65_534);
		assert.equal(outcome(below), `writableByOthers ${shared}`);
	});

	it('is refused when it belongs to somebody else', () => {
		assert.equal(outcome(path, [999_999]), `writableByOthers ${path}`);
	});

	it('is refused behind a link, or when it is no file', () => {
		symlinkSync(path, join(folder, 'link.json'));
		assert.equal(outcome(join(folder, 'link.json')), `noPlainFile ${join(folder, 'link.json')}`);
		mkdirSync(join(folder, 'real'));
		symlinkSync(join(folder, 'real'), join(folder, 'linked'));
		writeFileSync(join(folder, 'real', 'anchor.json'), text);
		assert.equal(
			outcome(join(folder, 'linked', 'anchor.json')),
			`writableByOthers ${join(folder, 'linked')}`,
		);
		assert.equal(outcome(join(folder, 'real')), `noPlainFile ${join(folder, 'real')}`);
	});

	it('is refused when it says something else, with the place', () => {
		writeFileSync(path, text.replace('"sources"', '"sauces"'));
		const read = readManagedAnchor(path, owners);
		assert.ok(!read.ok && read.error.code === 'badContent');
		assert.ok(read.error.problems.some(({ suggestion }) => suggestion === 'sources'));
	});

	it('has a place on each system that we know', () => {
		for (const platform of ['linux', 'darwin', 'win32'] as const) {
			assert.match(managedAnchorPath(platform) ?? '', /anchor\.json$/);
		}
		assert.equal(managedAnchorPath('aix'), undefined);
	});
});
