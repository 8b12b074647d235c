import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cmdLauncher } from '../../../../src/core/enforcement/launchers/cmd.ts';
import { posixLauncher, posixOffer } from '../../../../src/core/enforcement/launchers/posix.ts';
import {
	powershellLauncher,
	powershellOffer,
} from '../../../../src/core/enforcement/launchers/powershell.ts';
import { shellGrammars } from '../../../support/shellGrammars.ts';

const folder = join(import.meta.dirname, '../../../golden/launchers');
const names = { marker: '.marker', events: 'EVENTS', offer: '.offer' };
const scripts: Readonly<Record<string, string>> = {
	claude: posixLauncher(names),
	'.offer': posixOffer(names),
	'claude.cmd': cmdLauncher('claude', names),
	'claude.ps1': powershellLauncher('claude', names),
	'.offer.ps1': powershellOffer(names),
};

describe('launcher scripts', () => {
	for (const [name, text] of Object.entries(scripts)) {
		it(`${name} is as it was written down`, () => {
			if (process.env['WRITE_PAGES'] === '1') {
				writeFileSync(join(folder, name), text);
			}
			const again = 'after a change that is meant, run this once with WRITE_PAGES=1';
			assert.equal(text, readFileSync(join(folder, name), 'utf8'), again);
		});
	}

	it('keep to ASCII, as PowerShell 5.1 and cmd read files in the code page of the machine', () => {
		for (const [name, text] of Object.entries(scripts)) {
			assert.doesNotMatch(text.replaceAll('\u001b', ''), /[^\t\r\n -~]/, name);
		}
	});

	it('for cmd have its line ends, without which labels are not found', () => {
		assert.doesNotMatch(scripts['claude.cmd'] ?? '', /[^\r]\n/);
	});

	it('are read whole by the grammars of their shells', async () => {
		const { bash, powershell } = await shellGrammars;
		for (const [name, text] of Object.entries(scripts)) {
			const parse = name.endsWith('.ps1') ? powershell : bash;
			const errors = name.endsWith('.cmd')
				? []
				: parse(text, (root) =>
						root
							.descendantsOfType(['ERROR'])
							.map((node) => node && text.slice(node.startIndex, node.endIndex)),
					);
			assert.deepEqual(errors, [], name);
		}
	});
});
