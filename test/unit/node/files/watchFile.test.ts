import assert from 'node:assert/strict';
import {
	mkdirSync,
	mkdtempSync,
	realpathSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../../../src/dev/driver/until.ts';
import { writeFileAtomic } from '../../../../src/node/files/atomicFile.ts';
import { watchFile } from '../../../../src/node/files/watchFile.ts';

/** Long enough that nothing here is seen by looking. */
const never = 2 ** 30;

interface Watched {
	readonly count: () => number;
	readonly next: (act: () => unknown) => Promise<void>;
}

describe('watching a file', () => {
	let root: string;
	let ends: (() => void)[];
	beforeEach(() => {
		root = realpathSync(mkdtempSync(join(tmpdir(), 'watch-file-')));
		ends = [];
	});
	afterEach(() => {
		ends.forEach((end) => end());
		rmSync(root, { recursive: true, force: true });
	});

	/** Counts what is told; `next` waits until what `act` does has been. */
	function watched(path: string, every = never): Watched {
		let count = 0;
		ends.push(watchFile(path, () => count++, 'looks', every));
		return {
			count: () => count,
			next: async (act) => {
				const before = count;
				await act();
				await until('it has been told', () => count > before, { timeout: 10_000, interval: 5 });
			},
		};
	}

	it('tells of a file that appears, is written to, and is replaced', async () => {
		const path = join(root, 'policy.json');
		const { next } = watched(path);
		await next(() => writeFileSync(path, '1'));
		await next(() => writeFileSync(path, '2'));
		await next(async () => await writeFileAtomic(path, '3'));
		await next(() => rmSync(path));
	});

	it('tells of it when its folders are made later, and goes on', async () => {
		const path = join(root, 'a/b/policy.json');
		const { next } = watched(path);
		mkdirSync(join(root, 'a'));
		await next(() => {
			mkdirSync(join(root, 'a/b'));
			writeFileSync(path, '1');
		});
		await next(() => writeFileSync(path, '2'));
	});

	it('tells of it when its folder is deleted and made anew', async () => {
		const path = join(root, 'a/policy.json');
		mkdirSync(join(root, 'a'));
		const { next } = watched(path);
		await next(() => writeFileSync(path, '1'));
		await next(() => rmSync(join(root, 'a'), { recursive: true }));
		await next(() => {
			mkdirSync(join(root, 'a'));
			writeFileSync(path, '2');
		});
		await next(() => writeFileSync(path, '3'));
	});

	it('tells of it when another folder takes the place of its own', async () => {
		const path = join(root, 'a/policy.json');
		mkdirSync(join(root, 'a'));
		mkdirSync(join(root, 'new'));
		writeFileSync(path, '1');
		writeFileSync(join(root, 'new/policy.json'), '2');
		const { next } = watched(path);
		await next(() => {
			renameSync(join(root, 'a'), join(root, 'old'));
			renameSync(join(root, 'new'), join(root, 'a'));
		});
		await next(() => writeFileSync(path, '3'));
	});

	it('looks where events do not tell: a link that leads elsewhere from now on', async () => {
		for (const version of ['v1', 'v2']) {
			mkdirSync(join(root, version));
			writeFileSync(join(root, version, 'policy.json'), version);
		}
		symlinkSync('v1', join(root, 'current'));
		const { count } = watched(join(root, 'current/policy.json'), 20);
		await until('it is looked at', () => polled().length > 0);
		// Nothing tells that the first look is over, which the others are compared with: so it is led elsewhere until then.
		let leadsTo = 'v1';
		await until('it has been told', () => {
			leadsTo = leadsTo === 'v1' ? 'v2' : 'v1';
			symlinkSync(leadsTo, join(root, 'next'));
			renameSync(join(root, 'next'), join(root, 'current'));
			return count() > 0;
		});
	});

	it('does not look where they do: on a local disk of Linux', async () => {
		writeFileSync(join(root, 'policy.json'), '1');
		symlinkSync('policy.json', join(root, 'link.json'));
		const plain = watched(join(root, 'policy.json'));
		const missing = watched(join(root, 'missing/policy.json'));
		watched(join(root, 'link.json'));
		await until('the link is looked at', () => polled().some((path) => path.endsWith('link.json')));
		await plain.next(() => writeFileSync(join(root, 'policy.json'), '2'));
		await missing.next(() => {
			mkdirSync(join(root, 'missing'));
			writeFileSync(join(root, 'missing/policy.json'), '2');
		});
		await until('the link alone is', () => process.platform !== 'linux' || polled().length === 1);
	});

	it('says nothing after its end', async () => {
		const path = join(root, 'policy.json');
		const first = watched(path);
		const second = watched(path);
		ends[0]?.();
		await second.next(() => writeFileSync(path, '1'));
		await second.next(() => writeFileSync(path, '2'));
		assert.equal(first.count(), 0);
	});

	/** The files below `root` that this process looks at by the clock. */
	function polled(): readonly string[] {
		const { libuv } = process.report.getReport() as {
			readonly libuv: readonly {
				readonly type: string;
				readonly is_active: boolean;
				readonly filename?: string;
			}[];
		};
		return libuv
			.filter(
				({ type, is_active, filename }) =>
					type === 'fs_poll' && is_active && filename?.startsWith(root),
			)
			.map(({ filename = '' }) => filename);
	}
});
