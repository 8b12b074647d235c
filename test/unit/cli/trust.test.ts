import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CliRun, runCli } from '../../support/runCli.ts';

const settings = '{\n\t// mine\n\t"window.zoomLevel": 1, // last\n}\n';
const anchor = { organization: 'acme', sources: ['https://acme.example/p'], rootSha256: 'a'.repeat(64) };

describe('assistant-policy trust', function () {
	let home: string;
	beforeEach(function () {
		if (process.platform !== 'linux') {
			this.skip();
		}
		home = mkdtempSync(join(tmpdir(), 'cli-trust-'));
		write('anchor.json', JSON.stringify(anchor));
	});
	afterEach(() => rmSync(home, { recursive: true }));

	const write = (name: string, text: string): void => {
		mkdirSync(join(home, name, '..'), { recursive: true });
		writeFileSync(join(home, name), text);
	};
	const read = (name: string): string => readFileSync(join(home, name), 'utf8');
	const trust = async (...words: string[]): Promise<CliRun> =>
		await runCli(['trust', ...words], {
			cwd: home,
			env: { HOME: home, XDG_CONFIG_HOME: join(home, '.config'), XDG_DATA_HOME: '' },
		});

	it('writes the setting where each editor reads it, and takes it away again, to the byte', async () => {
		write('.config/Code/User/settings.json', settings);
		mkdirSync(join(home, '.vscode-server/data/Machine'), { recursive: true });
		mkdirSync(join(home, '.config/Slack'));
		const { code, out } = await trust();
		assert.equal(code, 0);
		assert.match(
			out,
			/Wrote \.config\/Code\/User\/settings\.json\nWrote \.vscode-server\/data\/Machine\/settings\.json\n/,
		);
		const server = JSON.parse(read('.vscode-server/data/Machine/settings.json')) as Record<
			string,
			unknown
		>;
		assert.deepEqual(server, { 'approvedAssistants.trustAnchor': anchor });
		assert.match(read('.config/Code/User/settings.json'), /^\{\n\t\/\/ mine\n[^]*"acme"[^]*\}\n$/);
		await trust('--remove');
		assert.equal(read('.config/Code/User/settings.json').replace(/\s/g, ''), settings.replace(/\s/g, ''));
	});

	it('leaves alone what it cannot read, and says so', async () => {
		write('broken.json', '{ "a": ');
		const { code, errors } = await trust('--settings', 'broken.json');
		assert.equal(code, 1);
		assert.match(errors, /broken\.json cannot be read as settings; it is left as it is/);
		assert.equal(read('broken.json'), '{ "a": ');
		assert.match((await trust()).errors, /No editor was found[^]*--settings FILE/);
		write('anchor.json', '{"organization": "acme"}');
		assert.match((await trust('--settings', 'new.json')).errors, /anchor\.json:1:1: error: .*sources/);
		assert.equal(existsSync(join(home, 'new.json')), false);
	});
});
