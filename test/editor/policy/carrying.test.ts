import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EventEmitter, FileSystemError, type FileSystemProvider, FileType, Uri, workspace } from 'vscode';
import { readsOf, planCarrying } from '../../../src/core/carrying/plan.ts';
import { compilePolicy } from '../../../src/core/policy/compile.ts';
import { policyDocumentSchema } from '../../../src/core/policy/document.ts';
import { findFiles } from '../../../src/extension/carrying/findFiles.ts';
import { type CarryPlans, makePlans } from '../../../src/extension/carrying/plans.ts';
import type { CarryRoot } from '../../../src/extension/carrying/roots.ts';
import { recordOf, takeBack, writeFiles, type Written } from '../../../src/extension/carrying/writeFiles.ts';
import type { CarriedFile } from '../../../src/extension/state.ts';
import { builtInCatalog } from '../../../src/node/builtInCatalog.ts';

describe('carrying over, with the files of a real editor', () => {
	let folder: string;
	let root: CarryRoot;

	beforeEach(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'approved-assistants-carrying-'));
		const uri = Uri.file(folder);
		root = { name: '', folder: uri, isHome: false, uriOf: (name) => Uri.joinPath(uri, name) };
	});

	afterEach(async () => {
		await rm(folder, { recursive: true, force: true });
	});

	it('writes into new folders, and removes them with what was in them', async () => {
		await lay({ '.cursor/rules/a.mdc': 'A.\n', '.cursor/rules/b.mdc': 'B.\n', 'CLAUDE.md': 'C.\n' });
		const before = await tree();
		const { files } = await carry();
		assert.ok((await tree())['.qoder/rules/a.md']);
		assert.deepEqual(await takeBack(files), []);
		assert.deepEqual(await tree(), before);
		assert.deepEqual(await readdir(folder), ['.cursor', 'CLAUDE.md']);
	});

	it('leaves what somebody has changed since, and takes the rest back', async () => {
		await lay({ 'CLAUDE.md': 'C.\n', '.cursorignore': 'x\n', 'AGENTS.md': 'Mine.\r\n' });
		const { files } = await carry();
		const changed = `${await text('AGENTS.md')}More of mine.\r\n`;
		await lay({ 'AGENTS.md': changed });
		const left = await takeBack(files);
		assert.deepEqual(
			left.map(({ uri }) => path.basename(uri)),
			['AGENTS.md'],
		);
		assert.deepEqual(await tree(), { 'CLAUDE.md': 'C.\n', '.cursorignore': 'x\n', 'AGENTS.md': changed });
		await lay({ 'AGENTS.md': changed.replace('More of mine.\r\n', '') });
		assert.deepEqual(await takeBack(left), []);
		assert.equal(await text('AGENTS.md'), 'Mine.\r\n');
	});

	it('leaves a folder with something of somebody’s in it', async () => {
		await lay({ '.cursor/rules/a.mdc': 'A.\n' });
		const { files } = await carry();
		await lay({ '.qoder/mine.txt': 'Mine.\n' });
		assert.deepEqual(await takeBack(files), []);
		assert.deepEqual(await tree(), { '.cursor/rules/a.mdc': 'A.\n', '.qoder/mine.txt': 'Mine.\n' });
	});

	it('reads and writes through no link that a project has', async () => {
		const elsewhere = await mkdtemp(path.join(tmpdir(), 'approved-assistants-elsewhere-'));
		try {
			await writeFile(path.join(elsewhere, 'secret.md'), 'Not of this project.\n');
			await lay({ '.windsurfrules': 'W.\n', '.cursor/rules/a.mdc': 'A.\n', '.cursorignore': 'x\n' });
			await symlink(path.join(elsewhere, 'secret.md'), path.join(folder, 'CLAUDE.md'));
			await symlink(path.join(elsewhere, 'made.md'), path.join(folder, 'AGENTS.md'));
			await symlink(elsewhere, path.join(folder, '.qoder'));
			const { left } = await carry();
			assert.deepEqual(
				left.map(({ uri, reason }) => `${path.basename(uri.path)} ${reason}`).toSorted(),
				['AGENTS.md link', 'a.md link'],
			);
			assert.deepEqual(await readdir(elsewhere), ['secret.md']);
			assert.equal(await text('.qoderignore'), '# From .cursorignore\nx\n');
		} finally {
			await rm(elsewhere, { recursive: true });
		}
	});

	it('says which files are no text, and which have changed under it', async () => {
		await lay({ 'CLAUDE.md': 'C.\n', '.cursorignore': 'x\n' });
		await writeFile(path.join(folder, '.cursorrules'), Uint8Array.of(0xff, 0xfe, 0x41, 0x00));
		const found = await findFiles(root, builtInCatalog);
		assert.deepEqual(found.get('.cursorrules'), { problem: 'notText' });
		const { left } = await carry(async () => await lay({ 'AGENTS.md': 'Came in between.\n' }));
		assert.deepEqual(
			left.map(({ reason }) => reason),
			['changed'],
		);
		assert.equal(await text('AGENTS.md'), 'Came in between.\n');
	});

	it('finds what lies deeper, and nothing of what a project depends on', async () => {
		await lay({
			'packages/app/CLAUDE.md': 'App.\n',
			'node_modules/x/CLAUDE.md': 'Theirs.\n',
			'.claude/commands/git/commit.md': 'Commit.\n',
		});
		const found = [...(await findFiles(root, builtInCatalog)).keys()];
		assert.ok(found.includes('.claude/commands/git/commit.md'), found.join());
		assert.ok(!found.some((file) => file.includes('node_modules')), found.join());
	});

	it('keeps nothing of what a file says', async () => {
		await lay({
			'CLAUDE.md': 'Zq7 mine.\n',
			'.mcp.json': '{"mcpServers": {"a": {"command": "a", "env": {"K": "Zq7"}}}}\n',
			'.cursor/mcp.json': '{"mcpServers": {"b": {"command": "b"}}}',
		});
		const { files } = await carry();
		assert.equal(files.length, 2);
		assert.ok(!JSON.stringify(files).includes('Zq7'));
	});

	it('leaves what cannot be written, and goes on with the rest', async function () {
		if (process.getuid?.() === 0) {
			// For root nothing is read-only; a folder in the place of the file does the same.
			await mkdir(path.join(folder, '.qoderignore'), { recursive: true });
		} else {
			await lay({ '.qoderignore': 'y\n' });
			await chmod(path.join(folder, '.qoderignore'), 0o444);
		}
		await lay({ '.cursorignore': 'x\n', 'CLAUDE.md': 'C.\n' });
		const { left, files } = await carry();
		assert.deepEqual(
			left.map(({ uri }) => path.basename(uri.path)),
			['.qoderignore'],
		);
		assert.deepEqual(
			files.map(({ uri }) => path.basename(uri)),
			['AGENTS.md'],
		);
	});

	it('takes each folder for itself, and only what was chosen', async () => {
		await lay({ 'one/CLAUDE.md': 'One.\n', 'two/CLAUDE.md': 'Two.\n' });
		const [one, two] = [rootAt('one'), rootAt('two')];
		const plans = await plansFor([one, two]);
		assert.deepEqual(
			plans.items.map(({ root: { name }, item }) => [name, item.source]),
			[
				['one', 'CLAUDE.md'],
				['two', 'CLAUDE.md'],
			],
		);
		const changes = plans.changesFor(plans.items.filter((item) => item.root === two));
		const { files } = await writeFiles(changes, await Promise.all(changes.map(recordOf)), () => {});
		assert.equal(await text('two/AGENTS.md'), 'Two.\n');
		assert.deepEqual(Object.keys(await tree()).toSorted(), [
			'one/CLAUDE.md',
			'two/AGENTS.md',
			'two/CLAUDE.md',
		]);
		assert.deepEqual(await takeBack(files), []);
	});

	it('has nothing to carry without a folder, and without anything in it', async () => {
		assert.deepEqual((await plansFor([])).items, []);
		assert.deepEqual((await plansFor([root])).items, []);
	});

	it('leaves what lies on a file system that cannot be written, and says so', async () => {
		const files: Readonly<Record<string, string>> = { '/CLAUDE.md': 'C.\n' };
		const provider = workspace.registerFileSystemProvider('carrying-read-only', readOnlyFiles(files), {
			isReadonly: true,
		});
		try {
			const place = Uri.parse('carrying-read-only:/');
			const there = { ...root, folder: place, uriOf: (name: string) => Uri.joinPath(place, name) };
			const plans = await plansFor([there]);
			const changes = plans.changesFor(plans.items);
			assert.equal(changes.length, 1);
			const written = await writeFiles(changes, await Promise.all(changes.map(recordOf)), () => {});
			assert.deepEqual(written.files, []);
			assert.deepEqual(
				written.left.map(({ uri, reason }) => `${uri.path} ${reason}`),
				['/AGENTS.md readOnly'],
			);
		} finally {
			provider.dispose();
		}
	});

	function rootAt(name: string): CarryRoot {
		const uri = Uri.joinPath(root.folder, name);
		return { ...root, name, folder: uri, uriOf: (file) => Uri.joinPath(uri, file) };
	}

	async function carry(between?: () => Promise<void>): Promise<Written> {
		const to = ['qoder', 'qoder-cli'];
		const { changes } = planCarrying({
			catalog: builtInCatalog,
			to,
			target: readsOf(
				builtInCatalog.filter(({ id }) => to.includes(id)),
				undefined,
			),
			files: await findFiles(root, builtInCatalog),
			parseToml: () => undefined,
		});
		const placed = changes.map((change) => ({ root, change }));
		const records: readonly CarriedFile[] = await Promise.all(placed.map(recordOf));
		await between?.();
		return await writeFiles(placed, records, () => {});
	}

	async function lay(files: Readonly<Record<string, string>>): Promise<void> {
		for (const [name, content] of Object.entries(files)) {
			await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
			await writeFile(path.join(folder, name), content);
		}
	}

	async function text(name: string): Promise<string> {
		return await readFile(path.join(folder, name), 'utf8');
	}

	async function tree(): Promise<Record<string, string>> {
		const entries = await readdir(folder, { recursive: true, withFileTypes: true });
		const files = entries
			.filter((entry) => entry.isFile())
			.map((entry) => path.join(entry.parentPath, entry.name));
		return Object.fromEntries(
			await Promise.all(
				files.map(
					async (file) => [path.relative(folder, file), await readFile(file, 'utf8')] as const,
				),
			),
		);
	}
});

async function plansFor(roots: readonly CarryRoot[]): Promise<CarryPlans> {
	const document = policyDocumentSchema.parse({
		organization: { id: 'acme', name: 'Acme' },
		version: 1,
		issuedAt: '2026-07-01',
		expires: '2030-01-01',
		sanctioned: [{ id: 'qoder', assistants: ['qoder', 'qoder-cli'] }],
		rules: [],
	});
	const policy = compilePolicy(document, builtInCatalog);
	const [qoder] = policy.sanctioned;
	assert.ok(qoder);
	return await makePlans(policy, qoder, undefined, roots);
}

/** Files by their paths; nothing of them can be changed. */
function readOnlyFiles(files: Readonly<Record<string, string>>): FileSystemProvider {
	const refuse = (): never => {
		throw FileSystemError.NoPermissions('It is read-only.');
	};
	const textOf = (uri: Uri): string => {
		const text = files[uri.path];
		if (text === undefined) {
			throw FileSystemError.FileNotFound(uri);
		}
		return text;
	};
	return {
		onDidChangeFile: new EventEmitter<never>().event,
		watch: () => ({ dispose: () => undefined }),
		stat: (uri) =>
			uri.path === '/'
				? { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 }
				: { type: FileType.File, ctime: 0, mtime: 0, size: textOf(uri).length },
		readDirectory: () => Object.keys(files).map((name) => [name.slice(1), FileType.File]),
		readFile: (uri) => new TextEncoder().encode(textOf(uri)),
		createDirectory: refuse,
		writeFile: refuse,
		delete: refuse,
		rename: refuse,
	};
}
