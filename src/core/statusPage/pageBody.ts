import type { OutlineItem } from '../wording/outline.ts';
import { joinSentences, type Reader, writeInstant } from '../wording/reader.ts';
import { html, type Html } from './html.ts';
import { isoText } from './isoText.ts';
import type { FoundHere, StatusPage } from './statusPage.ts';
import { timeLineSvg } from './timeLineSvg.ts';

/** How many happenings are listed; the report has all of them. */
const listed = 60;

/** What the page shows. Buttons carry what they do in `data-act`, and what it is about in `data-index`. */
export function pageBody(page: StatusPage, reader: Reader): Html {
	return html`${header(page, reader)}
		<main id="page">
			${[
				found(page, reader),
				drawing(page, reader),
				policy(page, reader),
				...page.sections.map((one) => section(one.id ?? '', one.label, itemList(one.children ?? []))),
				happenings(page, reader),
				notices(page, reader),
				sent(page, reader),
			]}
		</main>`;
}

function header({ headline, organization, standing, learnMore }: StatusPage, { translate }: Reader): Html {
	const more =
		learnMore === undefined ? undefined : html`<a href="${learnMore}">${translate('Read more')}</a>`;
	return html`<header>
		<h1>${translate('AI assistants at {organization}', { organization: organization ?? '–' })}</h1>
		<p class="headline ${headline.standing}" role="status">${headline.text}</p>
		<dl>
			${standing.slice(1).map(({ label, description }) =>
				description === undefined
					? html`<div><dd class="note">${label}</dd></div>`
					: html`<div>
							<dt>${label}</dt>
							<dd>${description}</dd>
						</div>`,
			)}
		</dl>
		<p class="actions">
			${button('export', translate('Export for the Help Desk'))}${button('refresh', translate('Look for a New Policy'))}${more}
		</p>
	</header>`;
}

function found({ found: all, headline }: StatusPage, { translate }: Reader): Html {
	const cards = all.map((one, index) => card(one, index, translate));
	const none = headline.standing === 'unconfigured' || headline.standing === 'missing';
	const nothing = none
		? translate('Your organisation has not set a policy for AI assistants on this machine.')
		: translate('Nothing against the policy');
	return section(
		'found',
		translate('Found here'),
		cards.length === 0 ? html`<p>${nothing}</p>` : html`${cards}`,
	);
}

function card(
	{ card: { title, reason, facts, replacement, assistant }, decision, word, evidence }: FoundHere,
	index: number,
	translate: Reader['translate'],
): Html {
	const switchOver =
		replacement === undefined
			? undefined
			: button('switch', translate('Switch to {assistant}', { assistant: replacement }), index);
	return html`<article class="card ${decision.action}">
		<h3>${assistant} <span class="badge ${decision.action}">${word}</span></h3>
		<p>${title}</p>
		<p>${reason}</p>
		<dl>
			${facts.map(
				({ label, value, link }) =>
					html`<div>
						<dt>${label}</dt>
						<dd>${link === undefined ? value : html`<a href="${link}">${value}</a>`}</dd>
					</div>`,
			)}
		</dl>
		<details>
			<summary>${translate('What this rests on')}</summary>
			<dl>
				${evidence.map(
					({ label, value }) =>
						html`<div>
							<dt>${label}</dt>
							<dd>${value}</dd>
						</div>`,
				)}
			</dl>
		</details>
		<p class="actions">${switchOver}</p>
	</article>`;
}

function drawing({ timeLine }: StatusPage, reader: Reader): Html {
	return timeLine.lanes.length + timeLine.happenings.length === 0
		? html``
		: section('timeline', reader.translate('Time line'), timeLineSvg(timeLine, reader));
}

function policy({ sentences }: StatusPage, reader: Reader): Html {
	const { translate } = reader;
	const items = sentences.map(
		({ title, details, link }) =>
			html`<li>
				<strong>${title}</strong> ${joinSentences(details, reader)}
				${link === undefined ? undefined : html`<a href="${link}">${translate('Read more')}</a>`}
			</li>`,
	);
	return items.length === 0
		? html``
		: section(
				'policy',
				translate('What the policy says'),
				html`<ul class="sentences">
					${items}
				</ul>`,
			);
}

function happenings({ happenings: all, keptDays }: StatusPage, reader: Reader): Html {
	const { translate } = reader;
	const items = all
		.slice(0, listed)
		.map(
			({ at, text }) =>
				html`<li><time datetime="${isoText(at)}">${writeInstant(at, reader)}</time> ${text}</li>`,
		);
	const kept = translate(
		'Kept on this machine for {days} days and sent nowhere. No code, no prompts, no command lines, no names of files.',
		{ days: keptDays },
	);
	const list =
		items.length === 0
			? html`<p>${translate('Nothing yet.')}</p>`
			: html`<ol class="happenings" tabindex="0" aria-label="${translate('What happened here')}">
					${items}
				</ol>`;
	return section(
		'happened',
		translate('What happened here'),
		html`<p class="note">${kept}</p>
			${list}`,
	);
}

function notices({ snoozes, quietHours }: StatusPage, { translate }: Reader): Html {
	const quiet =
		quietHours === ''
			? translate('There are no quiet hours.')
			: translate('Notices wait in the quiet hours, {hours}. The policy holds meanwhile.', {
					hours: quietHours,
				});
	const items = snoozes.map(
		({ about, until }) =>
			html`<li>${translate('{about}: put off until {date}', { about, date: until })}</li>`,
	);
	return section(
		'notices',
		translate('Notices'),
		html`<p>${quiet}</p>
			${
				items.length === 0
					? undefined
					: html`<ul>
							${items}
						</ul>`
			}
			<p class="actions">
				${items.length === 0 ? undefined : button('undoSnooze', translate('Show Them Again'))}${button('settings', translate('Set Quiet Hours'))}
			</p>`,
	);
}

function sent({ sent: messages }: StatusPage, { translate }: Reader): Html {
	const intro =
		messages.length === 0
			? translate('This window has sent nothing to your organisation.')
			: translate(
					'This is all that this window has sent to your organisation, letter for letter. Nothing about you, your work, or what was found is in it.',
				);
	const items = messages.map(
		({ purpose, text }) =>
			html`<h3>${purpose}</h3>
				<pre tabindex="0">${text}</pre>`,
	);
	return section(
		'sent',
		translate('What is sent'),
		html`<p>${intro}</p>
			${items}`,
	);
}

function itemList(items: readonly OutlineItem[]): Html {
	return html`<ul>
		${items.map(({ label, description }) => html`<li><strong>${label}</strong> ${description}</li>`)}
	</ul>`;
}

function section(id: string, title: string, content: Html): Html {
	return html`<section aria-labelledby="${id}-title">
		<h2 id="${id}-title">${title}</h2>
		${content}
	</section>`;
}

function button(act: string, label: string, index?: number): Html {
	const about = index === undefined ? undefined : html` data-index="${index}"`;
	return html`<button type="button" id="${act}-${index ?? 0}" data-act="${act}" ${about}>${label}</button>`;
}
