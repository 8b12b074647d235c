import type { Reader } from '../wording/reader.ts';
import { happeningKindWord, type HappeningKind } from './happening.ts';
import { html, type Html } from './html.ts';
import type { Mark, Stretch, TimeLine } from './timeLine.ts';

const laneHeight = 46;
const rowHeight = 34;
const top = 22;
/** Percent below which a word has no room in its stretch. */
const narrow = 7;

/**
 * The time line as a drawing. Positions are percentages, so that it fills what width there is while its text keeps its
 * size. All that it shows is said in the lists of the page as well.
 */
export function timeLineSvg(line: TimeLine, reader: Reader): Html {
	const { translate } = reader;
	const rowsFrom = top + line.lanes.length * laneHeight;
	const axis = rowsFrom + line.happenings.length * rowHeight + 6;
	const lanes = line.lanes.map(({ label, stretches }, index) => {
		const y = top + index * laneHeight;
		return html`<text class="lane" x="0" y="${y + 14}">${label}</text
			>${stretches.map((stretch) => drawStretch(stretch, y + 20))}`;
	});
	const rows = line.happenings.map(({ kind, marks }, index) => {
		const y = rowsFrom + index * rowHeight;
		return html`<text class="lane" x="0" y="${y + 14}">${happeningKindWord(kind, reader)}</text
			><line
				class="row"
				x1="0"
				x2="100%"
				y1="${y + 25}"
				y2="${y + 25}"
			/>${marks.map((mark) => drawMark(kind, mark, y + 25))}`;
	});
	const ticks = line.ticks.map(
		({ at, label }) =>
			html`<line class="tick" x1="${at}%" x2="${at}%" y1="${top}" y2="${axis + 4}" /><text
					class="date"
					x="${at}%"
					y="${axis + 18}"
					text-anchor="${anchorAt(at)}"
					>${label}</text
				>`,
	);
	return html`<svg
		class="timeline"
		width="100%"
		height="${axis + 26}"
		role="img"
		aria-labelledby="drawing-title drawing-text"
	>
		<title id="drawing-title">${translate('Time line')}</title>
		<desc id="drawing-text">
			${translate('What the policy says of each assistant over time, and what happened here. The lists on this page say the same.')}
		</desc>
		${ticks}${lanes}${rows}
		<line class="now" x1="${line.now}%" x2="${line.now}%" y1="${top - 4}" y2="${axis}" />
		<text class="now" x="${line.now}%" y="12" text-anchor="${anchorAt(line.now)}">
			${translate('now')}
		</text>
	</svg>`;
}

/** At the ends text would be cut off. */
function anchorAt(at: number): string {
	return at < 6 ? 'start' : at > 94 ? 'end' : 'middle';
}

/** A box of its own, so that the word in it ends where the stretch ends. */
function drawStretch({ start, end, action, word, title }: Stretch, y: number): Html {
	const width = Math.max(end - start, 0.4);
	const text = width < narrow ? undefined : html`<text class="word" x="8" y="14">${word}</text>`;
	return html`<svg x="${start}%" y="${y}" width="${width}%" height="20">
		<title>${title}</title>
		<rect class="stretch ${action}" x="0.5" y="0.5" width="100%" height="19" />
		${text}
	</svg>`;
}

function drawMark(kind: HappeningKind, { at, count, title }: Mark, y: number): Html {
	const shape = shapes[kind];
	const number = count === 1 ? undefined : html`<text class="count" x="7" y="-4">${count}</text>`;
	// Drawn around the origin, so that a percentage can place it; kept inside at both ends.
	const place = Math.min(Math.max(at, 1), 98.5);
	return html`<svg class="mark ${kind}" x="${place}%" y="${y}" overflow="visible">
		<title>${title}</title>
		${shape}${number}
	</svg>`;
}

/** Told apart by shape, not by colour alone. */
const shapes: { readonly [Kind in HappeningKind]: Html } = {
	policy: html`<rect x="-4.5" y="-4.5" width="9" height="9" />`,
	problem: html`<path d="M0-6 6 5H-6Z" />`,
	finding: html`<circle r="5" />`,
	notice: html`<circle class="hollow" r="4.5" />`,
	switch: html`<path d="M0-6.5 6.5 0 0 6.5-6.5 0Z" />`,
};
