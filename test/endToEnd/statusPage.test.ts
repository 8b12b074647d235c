import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { decide } from '../../src/core/decision/decide.ts';
import { detectExtension } from '../../src/core/detection/extensionDetector.ts';
import { pageBody } from '../../src/core/statusPage/pageBody.ts';
import { pageDocument } from '../../src/core/statusPage/pageDocument.ts';
import { statusPage, type StatusPageFacts } from '../../src/core/statusPage/statusPage.ts';
import type { Reader } from '../../src/core/wording/reader.ts';
import { english, translateBy } from '../../src/core/wording/translate.ts';
import { launchBrowser } from '../../src/dev/editor/browser.ts';
import { axeViolations } from '../support/accessibility.ts';
import { policyWith } from '../support/policies.ts';

const now = Date.parse('2026-07-12T12:00Z');
const day = 24 * 3_600_000;
const bundle = JSON.parse(readFileSync('media/l10n/bundle.l10n.zh-cn.json', 'utf8')) as Record<
	string,
	string
>;
const readers: Readonly<Record<string, Reader>> = {
	en: { language: 'en', translate: english, timeZone: 'UTC' },
	'zh-cn': { language: 'zh-cn', translate: translateBy(bundle), timeZone: 'UTC' },
};
/** Colours of the kind that the editor's themes have: text, background, quiet text, then buttons and links. */
const themes = {
	dark: ['#cccccc', '#121314', '#999999', '#ffffff', '#297aa0', '#cccccc', '#222222', '#4daafc'],
	light: ['#202020', '#ffffff', '#606060', '#ffffff', '#0069cc', '#202020', '#ededed', '#0069cc'],
	highContrast: ['#ffffff', '#000000', '#b3b3b3', '#ffffff', '#000000', '#ffffff', '#000000', '#21a6ff'],
	highContrastLight: [
		'#292929',
		'#ffffff',
		'#575757',
		'#ffffff',
		'#0f4a85',
		'#292929',
		'#ffffff',
		'#0f4a85',
	],
} as const;

describe('the status page in a browser', function () {
	this.timeout(30_000);
	let browser: Browser;
	let page: Page;

	before(async () => {
		browser = await launchBrowser(() => {});
		page = await browser.newPage();
		await page.addInitScript(
			'globalThis.asked = []; globalThis.acquireVsCodeApi = () => ({ postMessage: (message) => asked.push(message) });',
		);
	});

	after(async () => {
		await browser?.close();
	});

	for (const [theme, language] of [
		['dark', 'en'],
		['light', 'zh-cn'],
		['highContrast', 'en'],
		['highContrastLight', 'zh-cn'],
	] as const) {
		it(`keeps nobody out (axe-core) and fits, wide and narrow: ${theme}, ${language}`, async () => {
			await page.setViewportSize({ width: 540, height: 800 });
			await show(readers[language], theme);
			assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 540);
			await page.setViewportSize({ width: 1050, height: 800 });
			assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 1050);
			assert.deepEqual(await axeViolations(page), []);
		});
	}

	it('is worked by keyboard alone, and asks for what its buttons say', async () => {
		await show(readers['en'], 'dark');
		const reached: string[] = [];
		for (let tabs = 0; tabs < 20; tabs++) {
			await page.keyboard.press('Tab');
			const id = await page.evaluate<string>('document.activeElement.id');
			reached.push(id);
			if (id === 'switch-0' || id === 'export-0') {
				await page.keyboard.press('Enter');
			}
		}
		for (const id of ['export-0', 'refresh-0', 'switch-0', 'undoSnooze-0', 'settings-0']) {
			assert.ok(reached.includes(id), `${id} in ${reached.join(' ')}`);
		}
		const asked = await page.evaluate<readonly unknown[]>('asked');
		assert.deepEqual(asked.slice(0, 2), [{ act: 'export' }, { act: 'switch', index: 0 }]);
	});

	it('takes a new body in without losing the focus, or what was opened', async () => {
		await show(readers['en'], 'dark');
		await page.locator('summary').first().click();
		await page.locator('#refresh-0').focus();
		const body = pageBody(statusPage({ ...facts(), quietHours: '' }, inEnglish, now), inEnglish).text;
		await page.evaluate(`postMessage({ body: ${JSON.stringify(body)} }, '*')`);
		await page.getByText('There are no quiet hours.').waitFor();
		assert.equal(await page.evaluate('document.activeElement.id'), 'refresh-0');
		assert.equal(await page.locator('details').first().getAttribute('open'), '');
	});

	it('runs no script that a body brings along, and loads nothing', async () => {
		const loaded: string[] = [];
		const refused = page.waitForEvent('requestfailed');
		page.on('response', (response) => loaded.push(response.url()));
		await show(readers['en'], 'dark');
		await page.evaluate(
			`postMessage({ body: '<img src="https://elsewhere.example/x.png" onerror="asked.push(1)">' }, '*')`,
		);
		assert.equal((await refused).failure()?.errorText, 'csp');
		assert.deepEqual(await page.evaluate('asked'), []);
		assert.deepEqual(loaded, []);
	});

	async function show(reader: Reader | undefined, theme: keyof typeof themes): Promise<void> {
		assert.ok(reader);
		const body = pageBody(statusPage(facts(), reader, now), reader);
		const { language } = reader;
		await page.goto('about:blank');
		await page.setContent(pageDocument(body, { title: 'Status', language, nonce: 'n0nce' }));
		await page.evaluate(`document.documentElement.style.cssText = ${JSON.stringify(colours(theme))}`);
	}
});

const inEnglish: Reader = { language: 'en', translate: english, timeZone: 'UTC' };

function colours(theme: keyof typeof themes): string {
	const names = [
		'foreground',
		'editor-background',
		'descriptionForeground',
		'button-foreground',
		'button-background',
		'button-secondaryForeground',
		'button-secondaryBackground',
		'textLink-foreground',
	];
	const values = names.map((name, index) => `--vscode-${name}: ${themes[theme][index] ?? ''}`);
	return values.join('; ');
}

function facts(): StatusPageFacts {
	const policy = policyWith();
	const decisions = detectExtension(policy.catalog, { kind: 'extension', id: 'evil.banned' }).map(
		(finding) => decide(policy, finding, { now }),
	);
	return {
		status: { state: 'missing', problem: undefined },
		policy,
		decisions,
		installed: new Set(),
		held: [],
		history: [
			{ kind: 'policy', at: now - 9 * day, epoch: 1, version: 7 },
			{ kind: 'problem', at: now - 5 * day, code: 'offline' },
			{ kind: 'told', at: now - day, assistants: ['Banned'] },
			{ kind: 'switched', at: now - 1000, replacement: 'Good' },
		],
		snoozes: [{ key: 'k', about: 'Banned', until: now + day }],
		sent: [
			{ purpose: 'To look for a new policy', text: `GET https://policy.example/${'long/'.repeat(40)}` },
		],
		quietHours: '18:00-09:00',
	};
}
