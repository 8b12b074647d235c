import assert from 'node:assert/strict';
import { nearestName } from '../../../../src/core/policy/nearestName.ts';

const names = ['claude-code', 'codex', 'qoder', 'amp', 'cline'];

describe('nearestName', () => {
	const check = (written: string, expected: string | undefined): void => {
		it(`${written} is ${expected ?? 'like none'}`, () => {
			assert.equal(nearestName(written, names), expected);
		});
	};
	check('claude-cod', 'claude-code');
	check('cluade-code', 'claude-code');
	check('Claude-Code', 'claude-code');
	check('claudecode', 'claude-code');
	check('codx', 'codex');
	check('aml', 'amp');
	check('xyz', undefined);
	check('copilot', undefined);
	check('', undefined);
});
