import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HeldValue } from '../../../../src/core/enforcement/heldValue.ts';
import { openHeldRecords } from '../../../../src/node/enforcement/heldRecords.ts';
import { dropRecord, fileObstacle, giveFileBack } from '../../../../src/node/enforcement/userFile.ts';
import { openWindowFocus } from '../../../../src/node/enforcement/windowFocus.ts';
import { openWindowWants } from '../../../../src/node/enforcement/windowWants.ts';
import { valueInText, withValueInText } from '../../../../src/node/files/settingsText.ts';

describe('what is held in files', () => {
	let folder: string;
	let file: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'approved-assistants-held-'));
		file = join(folder, 'mcp.json');
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	it('is remembered for all windows, and for nobody else to read', async () => {
		const held = { place: ['servers', 'x'], before: { command: 'x' }, file, textBefore: '{}' };
		await openHeldRecords(join(folder, 'held')).set('a', held);
		writeFileSync(join(folder, 'held/other.json'), '{"key": 1}');
		writeFileSync(join(folder, 'held/broken.json'), '{');
		const records = openHeldRecords(join(folder, 'held'));
		assert.deepEqual(await records.all(), [{ key: 'a', held }]);
		assert.deepEqual(await records.get('a'), held);
		await records.set('a', undefined);
		assert.equal(await records.get('a'), undefined);
		await records.set('b', held);
		if (process.platform !== 'win32') {
			const names = (await openHeldRecords(join(folder, 'held')).all()).length;
			assert.equal(names, 1);
			const { mode } = statSync(join(folder, 'held'));
			assert.equal(mode & 0o700, 0o700);
		}
	});

	const before = `{
	// mine
	"servers": {
		"claude": { "command": "claude", "args": ["mcp", "serve"] }, // the one
		"other": { "url": "https://mcp.example" },
	},
	"inputs": []
}
`;
	const entry = { command: 'claude', args: ['mcp', 'serve'] };
	const without = withValueInText(before, ['servers', 'claude'], undefined);
	const held = (): HeldValue => ({
		place: ['servers', 'claude'],
		before: entry,
		file,
		textBefore: before,
		textAfter: without,
	});

	it('is taken out with its comma, and nothing beside it', () => {
		assert.equal(without, before.replace(/"claude": \{.*\},(?= \/\/ the one)/, ''));
		for (const [text, place, expected] of [
			['{"a":1,"b":2}', ['b'], '{"a":1}'],
			['{"a":1,"b":2}', ['a'], '{"b":2}'],
			['{"a":1 /* , */ , // x\n"b":2}', ['b'], '{"a":1 /* , */  // x\n}'],
			['{"a":1,}', ['a'], '{}'],
			['{"a":{"b":1}}', ['a', 'b'], '{"a":{}}'],
			['{"a":1}', ['c'], '{"a":1}'],
		] as const) {
			assert.equal(withValueInText(text, place, undefined), expected);
		}
	});

	it('comes back to the byte: an entry that was taken out', async () => {
		writeFileSync(file, without);
		assert.doesNotMatch(readFileSync(file, 'utf8'), /"claude"/);
		assert.equal(await giveFileBack([held()], file), true);
		assert.equal(readFileSync(file, 'utf8'), before);
	});

	it('comes back beside what somebody wrote since', async () => {
		writeFileSync(file, withValueInText(without, ['servers', 'new'], { command: 'new' }));
		assert.equal(await giveFileBack([held()], file), true);
		const text = readFileSync(file, 'utf8');
		assert.match(text, /"new": \{/);
		assert.match(text, /"claude": \{/);
		assert.match(text, /\/\/ mine/);
		assert.match(text, /\/\/ the one/);
	});

	it('leaves an entry that the person wrote anew as it is, and a file that is gone', async () => {
		const anew = withValueInText(before, ['servers', 'claude'], { command: 'mine' });
		writeFileSync(file, anew);
		assert.equal(await giveFileBack([held()], file), true);
		assert.equal(readFileSync(file, 'utf8'), anew);
		rmSync(file);
		assert.equal(await giveFileBack([held()], file), true);
		assert.equal(existsSync(file), false);
	});

	it('comes back to the byte in whatever order, where several values of a file are held', async () => {
		const text = '{\n\t"a": /* one */ 1, // first\n\t"b":   2 // last\n}\n';
		for (const order of ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']) {
			const records = openHeldRecords(join(folder, order));
			let now = text;
			for (const place of 'abc') {
				const record = {
					place: [place],
					before: valueInText(now, [place]),
					written: 9,
					file,
					textBefore: now,
				};
				await records.set(place, record);
				now = withValueInText(now, [place], 9);
			}
			writeFileSync(file, now);
			assert.equal(
				await giveFileBack(
					(await records.all()).map((one) => one.held),
					file,
				),
				true,
			);
			assert.equal(readFileSync(file, 'utf8'), text);
			writeFileSync(file, now);
			for (const place of order) {
				const record = await records.get(place);
				assert.ok(record);
				assert.equal(await giveFileBack([record], file), true);
				await dropRecord(records, place, record);
			}
			assert.equal(readFileSync(file, 'utf8'), text, order);
		}
	});

	it('does not touch a file that cannot be read as JSON', async () => {
		writeFileSync(file, '{ "servers": ');
		assert.equal(await fileObstacle(file, ['servers']), 'invalid');
		assert.equal(await giveFileBack([held()], file), false);
		assert.equal(readFileSync(file, 'utf8'), '{ "servers": ');
	});

	it('is what all open windows want, until they close', async () => {
		const place = join(folder, 'windows');
		const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
		assert.ok(other.pid);
		const first = openWindowWants(place, process.pid);
		const second = openWindowWants(place, other.pid);
		second.join({ denied: ['b.b'], settings: { x: 1, y: 2 } });
		assert.deepEqual(first.join({ denied: ['a.a'], settings: { x: 3 } }), {
			denied: ['a.a', 'b.b'],
			settings: { x: 3, y: 2 },
		});
		other.kill();
		await once(other, 'exit');
		assert.deepEqual(first.join({ denied: ['a.a'], settings: {} }), { denied: ['a.a'], settings: {} });
		first.leave();
		const third = openWindowWants(place, process.ppid);
		assert.deepEqual(third.join({ denied: [], settings: {} }), { denied: [], settings: {} });
	});

	it('is not changed while another window has the focus, until that closes or nothing is heard of it', async () => {
		const place = join(folder, 'focus');
		const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
		assert.ok(other.pid);
		const [first, second] = [openWindowFocus(place, process.pid), openWindowFocus(place, other.pid)];
		assert.equal(first.elsewhere(Date.now()), false);
		first.tell(true);
		assert.equal(first.elsewhere(Date.now()), false);
		second.tell(true);
		assert.equal(first.elsewhere(Date.now()), true);
		assert.equal(first.elsewhere(Date.now() + 16 * 60_000), false);
		second.tell(false);
		assert.equal(first.elsewhere(Date.now()), false);
		second.tell(true);
		other.kill();
		await once(other, 'exit');
		assert.equal(first.elsewhere(Date.now()), false);
		first.leave();
		assert.equal(openWindowFocus(place, process.ppid).elsewhere(Date.now()), false);
	});
});
