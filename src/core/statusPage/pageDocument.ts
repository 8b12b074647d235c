import { html, type Html } from './html.ts';

/** Everything besides the body that a page is made of. */
export interface PageFrame {
	readonly title: string;
	/** Language tag. */
	readonly language: string;
	/** Random, for this one page. */
	readonly nonce: string;
}

/**
 * The whole document. Only its own style and script may run, by their nonce; nothing is loaded from anywhere, nothing is
 * sent anywhere. Colours are the editor's own, so that every theme fits.
 */
export function pageDocument(body: Html, { title, language, nonce }: PageFrame): string {
	const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
	return html`<!DOCTYPE html>
		<html lang="${language}">
			<head>
				<meta charset="utf-8" />
				<meta http-equiv="Content-Security-Policy" content="${policy}" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>${title}</title>
				<style nonce="${nonce}">
					${raw(style)}
				</style>
			</head>
			<body>
				<div id="root">${body}</div>
				<script nonce="${nonce}">
					${raw(script)};
				</script>
			</body>
		</html>`.text;
}

function raw(text: string): Html {
	return { text } as Html;
}

const style = `
body { padding: 0 24px 32px; color: var(--vscode-foreground); background: var(--vscode-editor-background); font: var(--vscode-font-weight) var(--vscode-font-size)/1.5 var(--vscode-font-family); }
#root { max-width: 960px; margin: 0 auto; }
h1 { font-size: 1.7em; font-weight: 600; margin: 24px 0 4px; line-height: 1.25; }
h2 { font-size: 1.2em; font-weight: 600; margin: 32px 0 8px; padding-bottom: 4px; border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder)); }
h3 { font-size: 1em; font-weight: 600; margin: 12px 0 4px; }
p { margin: 4px 0; }
ul, ol { margin: 4px 0; padding-left: 20px; }
li { margin: 4px 0; }
a { color: var(--vscode-textLink-foreground); text-decoration: underline; }
dl { display: grid; gap: 2px 0; margin: 8px 0; }
dl > div { display: grid; grid-template-columns: 8em 1fr; gap: 12px; }
dt, .note, time { color: var(--vscode-descriptionForeground); }
dd { margin: 0; overflow-wrap: anywhere; }
dd.note { grid-column: 1 / -1; }
.headline { display: inline-block; font-weight: 600; padding: 2px 0 2px 10px; border-left: 4px solid var(--vscode-charts-yellow); }
.headline.fine { border-color: var(--vscode-charts-green); }
.headline.refused { border-color: var(--vscode-charts-red); }
.headline.unconfigured, .headline.missing { border-color: var(--vscode-charts-blue); }
.actions { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-top: 10px; }
button { font: inherit; padding: 4px 12px; cursor: pointer; border-radius: 4px; color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent)); }
button:hover { background: var(--vscode-button-secondaryHoverBackground); }
button[data-act=switch] { color: var(--vscode-button-foreground); background: var(--vscode-button-background); }
button[data-act=switch]:hover { background: var(--vscode-button-hoverBackground); }
:focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: 2px; }
.card { border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder)); border-left: 4px solid var(--vscode-charts-blue); border-radius: 4px; padding: 4px 16px 14px; margin: 8px 0; }
.card.block { border-left-color: var(--vscode-charts-red); }
.card.warn { border-left-color: var(--vscode-charts-yellow); }
.card > dl, header > dl { grid-template-columns: repeat(auto-fill, minmax(min(100%, 26em), 1fr)); column-gap: 24px; }
.badge { font-weight: normal; font-size: .9em; padding: 1px 8px; margin-left: 6px; border: 1px solid currentColor; border-radius: 10px; }
.happenings { list-style: none; padding: 0; max-height: 22em; overflow: auto; }
.happenings time { display: inline-block; min-width: 18em; }
.sentences > li { margin: 8px 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 10px 12px; border-radius: 4px; color: var(--vscode-foreground); background: var(--vscode-textCodeBlock-background); border: 1px solid var(--vscode-contrastBorder, transparent); font-family: var(--vscode-editor-font-family); }
.timeline { display: block; overflow: visible; margin-top: 8px; }
.timeline text { fill: var(--vscode-foreground); font-size: 12px; }
.timeline .date, .timeline .count { fill: var(--vscode-descriptionForeground); font-size: 11px; }
.timeline .lane { font-weight: 600; }
.timeline .tick, .timeline .row { stroke: var(--vscode-panel-border, var(--vscode-contrastBorder)); }
.timeline line.now { stroke: var(--vscode-focusBorder); stroke-width: 2; }
.timeline text.now { font-weight: 600; }
.stretch { rx: 3px; stroke-width: 1; stroke: var(--vscode-charts-green); fill: var(--vscode-charts-green); fill-opacity: .18; }
.stretch.inform { stroke: var(--vscode-charts-blue); fill: var(--vscode-charts-blue); }
.stretch.warn { stroke: var(--vscode-charts-yellow); fill: var(--vscode-charts-yellow); stroke-dasharray: 5 3; }
.stretch.block { stroke: var(--vscode-charts-red); fill: var(--vscode-charts-red); fill-opacity: .28; stroke-width: 2; }
.mark { fill: var(--vscode-charts-blue); }
.mark.problem { fill: var(--vscode-charts-red); }
.mark.finding { fill: var(--vscode-charts-yellow); }
.mark.switch { fill: var(--vscode-charts-green); }
.mark .hollow { fill: none; stroke: var(--vscode-charts-blue); stroke-width: 2; }
.vscode-high-contrast .stretch, .vscode-high-contrast-light .stretch { fill-opacity: 0; }
@media (max-width: 560px) { body { padding: 0 12px 24px; } .happenings time { display: block; } }
@media (max-width: 360px) { dl > div { grid-template-columns: 1fr; gap: 0; } }
`;

/** Buttons say what was asked for; a new body takes the place of the old one, with focus and scrolling where they were. */
const script = `
const editor = acquireVsCodeApi();
const root = document.getElementById('root');
document.addEventListener('click', (event) => {
	const button = event.target.closest('button[data-act]');
	if (button) {
		const { act, index } = button.dataset;
		editor.postMessage(index === undefined ? { act } : { act, index: Number(index) });
	}
});
addEventListener('message', ({ data }) => {
	const focused = document.activeElement?.id;
	const open = [...document.querySelectorAll('details')].map((one) => one.open);
	root.innerHTML = data.body;
	document.querySelectorAll('details').forEach((one, index) => { one.open = open[index] === true; });
	if (focused) { document.getElementById(focused)?.focus({ preventScroll: true }); }
});
`;
