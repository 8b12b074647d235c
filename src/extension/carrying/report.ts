import { describeItem, secretNames } from '../../core/carrying/describeItem.ts';
import { translate } from '../words.ts';
import { comesAlong, type PlacedItem } from './plans.ts';
import type { Written } from './writeFiles.ts';

/** Everything that is there and what becomes of it, in Markdown, for people to read. */
export function reportOf(
	items: readonly PlacedItem[],
	assistant: string,
	done?: { readonly items: readonly PlacedItem[]; readonly written: Written },
): string {
	const along = done?.items ?? items.filter(comesAlong);
	const unwanted = items.filter((one) => comesAlong(one) && !along.includes(one));
	const stays = items.filter(({ item }) => item.outcome.state === 'stays');
	const there = items.filter(({ item }) => item.outcome.state === 'there');
	const secrets = secretNames(along.map(({ item }) => item));
	return [
		`# ${translate('Carry over to {assistant}', { assistant })}`,
		...section(
			done === undefined ? translate('Comes along') : translate('Carried over'),
			along,
			assistant,
		),
		...(secrets.length === 0
			? []
			: [
					`## ${translate('To be set by you')}`,
					translate('Secrets stay where they are. These names stand in their place:'),
					secrets.map((name) => `- \`${name}\``).join('\n'),
				]),
		...leftFiles(done?.written),
		...section(translate('Could still come along'), unwanted, assistant),
		...section(translate('Stays'), stays, assistant),
		...section(translate('Is there already'), there, assistant),
	].join('\n\n');
}

/** What was not written, a sentence each. */
export function leftFiles(written: Written | undefined): readonly string[] {
	return (written?.left ?? []).map(({ uri, reason }) => {
		const file = uri.path.slice(uri.path.lastIndexOf('/') + 1);
		switch (reason) {
			case 'changed':
				return translate(
					'{file} has changed in the meantime and was left. Carry over again to include it.',
					{ file },
				);
			case 'unsaved':
				return translate('{file} has unsaved changes and was left. Save it, then carry over again.', {
					file,
				});
			case 'link':
				return translate(
					'{file} lies behind a link and was left. Copy it by hand if you trust the link.',
					{ file },
				);
			case 'readOnly':
				return translate('{file} cannot be written here and was left.', { file });
			case 'failed':
				return translate('{file} could not be written. The log says more.', { file });
		}
	});
}

function section(title: string, items: readonly PlacedItem[], assistant: string): readonly string[] {
	const lines = items.map(({ root, item }) => {
		const { name, outcome, notes } = describeItem(item, assistant, translate);
		const place = root.name === '' ? name : `${root.name}: ${name}`;
		return `- **${plain(place)}** – ${plain(outcome)}${notes.map((note) => `\n  - ${plain(note)}`).join('')}`;
	});
	return lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')];
}

/** A text with nothing in it that Markdown would take for its own. */
function plain(text: string): string {
	return text.replaceAll(/[\\`*_{}[\]<>#|!]/g, String.raw`\$&`);
}
