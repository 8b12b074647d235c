import type { Translate } from './translate.ts';

/** For whom words are made. */
export interface Reader {
	/** Language tag as the editor gives it: `en`, `zh-cn`. */
	readonly language: string;
	readonly translate: Translate;
	/** IANA name of the reader's time zone; the machine's own if absent. */
	readonly timeZone?: string | undefined;
}

const day = 86_400_000;

/**
 * A date as the reader writes it. A moment that is midnight in UTC stands for that day everywhere in the world, as
 * policies mean it, and is shown without a time. `medium` is for where there is little room.
 */
export function writeInstant(instant: number, reader: Reader, dateStyle: 'long' | 'medium' = 'long'): string {
	const isDay = instant % day === 0;
	const { language, timeZone = '' } = reader;
	const key = `${language} ${dateStyle} ${isDay ? 'day' : timeZone}`;
	const format =
		formats.get(key) ??
		new Intl.DateTimeFormat(language, {
			dateStyle,
			...(isDay ? { timeZone: 'UTC' } : { timeStyle: 'short', ...(timeZone && { timeZone }) }),
		});
	formats.set(key, format);
	return format.format(instant);
}

/** To make one takes a hundred times as long as to use it, and there are as many as readers have languages. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** How far off `instant` is, as a person says it: "today", "tomorrow", "in 6 days". `instant` lies after `now`. */
export function writeCountdown(instant: number, now: number, { translate }: Reader): string {
	const days = Math.ceil((instant - now) / day);
	if (days <= 1) {
		return instant - now <= day / 2 ? translate('in a few hours') : translate('tomorrow');
	}
	return translate('in {days} days', { days });
}

/** The next moment after `now` at which {@link writeCountdown} says something else of `instant`, or `instant` itself. */
export function nextCountdown(instant: number, now: number): number {
	const days = Math.ceil((instant - now) / day);
	if (days > 1) {
		return instant - (days - 1) * day;
	}
	return instant - now > day / 2 ? instant - day / 2 : instant;
}

/** Sentences one after the other, as the reader's language sets them; empty ones are left out. */
export function joinSentences(sentences: readonly string[], { language }: Reader): string {
	return sentences.filter((sentence) => sentence !== '').join(language.startsWith('zh') ? '' : ' ');
}

/** How long ago `instant` was, as a person says it: "just now", "5 minutes ago", "3 days ago". */
export function writeAge(instant: number, now: number, { language, translate }: Reader): string {
	const minutes = Math.max(0, Math.floor((now - instant) / 60_000));
	const format = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
	if (minutes === 0) {
		return translate('just now');
	}
	if (minutes < 60) {
		return format.format(-minutes, 'minute');
	}
	return minutes < 48 * 60
		? format.format(-Math.floor(minutes / 60), 'hour')
		: format.format(-Math.floor(minutes / (24 * 60)), 'day');
}
