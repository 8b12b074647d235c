import assert from 'node:assert/strict';
import type { Metafile } from 'esbuild';
import { buildPrograms, type ProgramName } from '../../src/dev/build.ts';
import { type Import, violationOf } from './importTable.ts';
import { importsOf, readBundleImports, readSourceImports } from './readImports.ts';

describe('imports', () => {
	let metafiles: ReadonlyMap<ProgramName, Metafile>;

	before(async () => {
		metafiles = await buildPrograms();
	});

	it('of every source file, types included, follow the import table', () => {
		const imports = readSourceImports();
		assert.ok(imports.length > 100, `only ${imports.length} imports were read`);
		assert.deepEqual(violations(imports), []);
	});

	for (const name of ['extension', 'cli'] as const) {
		it(`of what is bundled into the ${name} follow the import table`, () => {
			const metafile = metafiles.get(name);
			assert.ok(metafile, `${name} was not built`);
			const imports = readBundleImports(metafile);
			assert.ok(imports.length > 20, `only ${imports.length} imports were read`);
			assert.deepEqual(violations(imports), []);
		});
	}

	it('bring nothing of the editor into the command-line tool', () => {
		const inputs = Object.entries(metafiles.get('cli')?.inputs ?? {});
		assert.ok(inputs.length > 0);
		const editorParts = inputs.filter(
			([file, input]) =>
				file.startsWith('src/extension/') || input.imports.some((one) => /^vscode\b/.test(one.path)),
		);
		assert.deepEqual(
			editorParts.map(([file]) => file),
			[],
		);
	});

	it('bring nothing into the extension that only development needs', () => {
		const inputs = Object.keys(metafiles.get('extension')?.inputs ?? {});
		assert.deepEqual(
			inputs.filter((file) => /^(src\/(dev|cli)|test|node_modules\/commander)\//.test(file)),
			[],
		);
	});

	describe('that break the table are seen', () => {
		const planted: readonly [from: string, to: string][] = [
			['src/core/decision/decide.ts', 'vscode'],
			['src/core/decision/decide.ts', 'node:fs'],
			['src/core/decision/decide.ts', '../../node/signature.ts'],
			['src/core/detection/detect.ts', '../policy/compile.ts'],
			['src/core/catalog/catalog.ts', '../policy/document.ts'],
			['src/core/policy/compile.ts', '../decision/decide.ts'],
			['src/core/text.ts', './policy/document.ts'],
			['src/core/policy/compile.ts', 'jsonc-parser'],
			['src/core/newLayer/thing.ts', '../text.ts'],
			['src/node/signing/signature.ts', 'vscode'],
			['src/node/signing/signature.ts', '../../extension/log.ts'],
			['src/extension/main.ts', '../cli/main.ts'],
			['src/extension/main.ts', '../dev/build.ts'],
			['src/cli/main.ts', 'vscode'],
			['src/cli/main.ts', '../../test/support/fixtureLog.ts'],
			['src/server/main.ts', '../node/policy/policyFetch.ts'],
			['src/dev/start.ts', '../extension/main.ts'],
			['src/dev/start.ts', '../../test/support/fixtureLog.ts'],
			['src/dev/start.ts', 'vscode'],
		];
		for (const [from, to] of planted) {
			it(`${from} importing ${to}`, () => {
				const [read] = importsOf(from, `import type { Thing } from '${to}';\n`);
				assert.deepEqual(read, { from, to });
				assert.notEqual(violationOf(read), undefined);
			});
		}

		it('in a bundle', () => {
			const imports = readBundleImports({
				inputs: {
					'src/core/text.ts': {
						bytes: 1,
						imports: [{ path: 'src/node/signing/signature.ts', kind: 'import-statement' }],
					},
				},
				outputs: {},
			});
			assert.equal(violations(imports).length, 1);
		});
	});

	describe('are read in every form', () => {
		const forms: readonly [text: string, names: readonly string[]][] = [
			["import a from 'a';", ['a']],
			["import {\n\tone,\n\ttype Two,\n} from './b.ts';", ['./b.ts']],
			["import type { C } from 'c';\nimport * as d from 'd';", ['c', 'd']],
			["import 'side-effect';", ['side-effect']],
			["export { e } from './e.ts';\nexport * from './f.ts';", ['./e.ts', './f.ts']],
			["const g = await import('./g.ts');", ['./g.ts']],
			["type H = import('./h.ts').H;", ['./h.ts']],
			["// import i from 'i';\n/* import j from 'j'; */", []],
		];
		for (const [text, names] of forms) {
			it(JSON.stringify(text), () => {
				assert.deepEqual(
					importsOf('x.ts', text).map((one) => one.to),
					names,
				);
			});
		}
	});
});

function violations(imports: readonly Import[]): string[] {
	return [...new Set(imports.map(violationOf).filter((one) => one !== undefined))];
}
