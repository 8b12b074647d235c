import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every message that the program can show, as `translate` is called with it, and where. */
const messages = new Map<string, string>();
const computed: string[] = [];
for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
	name.endsWith('.ts'),
)) {
	const source = readFileSync(join('src', file), 'utf8');
	for (const [, literal] of source.matchAll(/\btranslate\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/g)) {
		messages.set(unquote(literal ?? ''), file);
	}
	for (const [call] of source.matchAll(/\btranslate\(\s*(?!['")\s])[^:)]*[,)]/g)) {
		computed.push(`${file}: ${call}`);
	}
}

const languages = readdirSync('media/l10n').map(
	(name) => /^bundle\.l10n\.(.+)\.json$/.exec(name)?.[1] ?? name,
);

describe('translations', () => {
	it('are asked for by literal messages only, so that none is missed here', () => {
		assert.deepEqual(computed, []);
		assert.ok(messages.size > 50, `${messages.size} messages were found`);
	});

	for (const language of languages) {
		const bundle = JSON.parse(readFileSync(`media/l10n/bundle.l10n.${language}.json`, 'utf8')) as Record<
			string,
			string
		>;

		it(`${language} has every message, and none that is gone`, () => {
			const missing = [...messages]
				.filter(([message]) => !(message in bundle))
				.map(([message, file]) => `${file}: ${message}`);
			assert.deepEqual(missing, []);
			assert.deepEqual(
				Object.keys(bundle).filter((message) => !messages.has(message)),
				[],
			);
		});

		it(`${language} keeps the placeholders of every message`, () => {
			const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].toSorted();
			const changed = Object.entries(bundle).filter(
				([message, text]) => placeholders(message).join() !== placeholders(text).join(),
			);
			assert.deepEqual(changed, []);
		});
	}
});

function unquote(literal: string): string {
	return literal.slice(1, -1).replace(/\\(u[0-9a-f]{4}|.)/gi, (_, escape: string) => {
		return escape.startsWith('u') ? String.fromCharCode(Number.parseInt(escape.slice(1), 16)) : escape;
	});
}
