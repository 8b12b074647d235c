import type { ReasonCard } from './reasonCard.ts';

/** The card as plain lines, for terminals, dialogs and the command line. */
export function cardLines(card: ReasonCard): readonly string[] {
	const facts = card.facts.map(({ label, value }) => `${label}: ${value}`);
	return [card.title, ...(card.reason === '' ? [] : [card.reason]), '', ...facts];
}

/** The card as Markdown in which nothing of the policy's own text is taken for Markdown. */
export function cardMarkdown(card: ReasonCard): string {
	const reason = card.reason === '' ? [] : [escapeMarkdown(card.reason), ''];
	return [`**${escapeMarkdown(card.title)}**`, '', ...reason, factsMarkdown(card)].join('\n');
}

/** The facts of the card alone, for where its title and reason stand already. */
export function factsMarkdown({ facts }: ReasonCard): string {
	return facts
		.map(({ label, value, link }) => {
			const shown = link === undefined ? escapeMarkdown(value) : `<${link}>`;
			return `- ${escapeMarkdown(label)}: ${shown}`;
		})
		.join('\n');
}

/** Text in which no character has a meaning to Markdown or HTML. */
export function escapeMarkdown(text: string): string {
	return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&$]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
}
