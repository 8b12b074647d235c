import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readJustfile } from '../../../../../src/core/detection/scripts/justfile.ts';
import { readMakefile } from '../../../../../src/core/detection/scripts/makefile.ts';
import { readPackageScripts } from '../../../../../src/core/detection/scripts/packageScripts.ts';
import { readTaskfile } from '../../../../../src/core/detection/scripts/taskfile.ts';
import { readProfile } from '../../../../../src/core/detection/profile.ts';
import { shellKinds } from '../../../../../src/core/detection/signal.ts';
import { parseYaml } from '../../../../../src/node/files/yamlDocument.ts';

const readers: Readonly<Record<string, (text: string) => unknown>> = {
	'package.json': readPackageScripts,
	Makefile: readMakefile,
	justfile: readJustfile,
	Taskfile: (text) => readTaskfile(parseYaml(text)),
	...Object.fromEntries(
		shellKinds.map((shell) => [
			`profile of ${shell}`,
			(text: string) => readProfile(text, shell, '/home/me'),
		]),
	),
};
const fragment = fc.constantFrom(
	'a:',
	'a: b',
	'\n',
	'\t',
	'  ',
	'$(A)',
	'{{A}}',
	'A := $(A)$(A)',
	'A=$(B)',
	'\nB=$(A)',
	'"',
	'{',
	'}',
	'[',
	']',
	'tasks:',
	'cmds:',
	'- ',
	'&a',
	'*a',
	'#',
	'\\\n',
	'alias',
	'function',
	'()',
	'"scripts"',
	',',
	'::',
	'%',
	';',
	'\0',
);
const texts = fc.oneof(
	fc.string({ maxLength: 300 }),
	fc.array(fragment, { maxLength: 120 }).map((parts) => parts.join('')),
);

describe('readers of scripts', () => {
	for (const [name, read] of Object.entries(readers)) {
		it(`${name}: no text makes it throw`, () => {
			fc.assert(
				fc.property(texts, (text) => {
					read(text);
				}),
				{ numRuns: 500 },
			);
		});
	}

	it('does not let variables that contain one another grow without end', () => {
		const doubling = Array.from({ length: 40 }, (_, at) => `V${at} = $(V${at + 1})$(V${at + 1})`).join(
			'\n',
		);
		const { scripts } = readMakefile(`${doubling}\nV40 = xxxxxxxx\nx:\n\techo $(V0)\n`);
		assert.ok((scripts.get('x')?.lines[0]?.text.length ?? 0) <= 8192);
	});
});
