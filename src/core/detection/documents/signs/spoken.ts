import type { Range } from '../reference.ts';

/** Commands and functions that say a text to somebody: `echo`, `log_error`, `Write-Host`, `console.log`. */
const speaker =
	'(?:echo|printf?|puts|[\\w.]{0,40}(?:\\b|_)(?:log|logger|info|warn|warning|error|err|die|fail|success|debug|notice|note|say|msg|message|usage)(?:_\\w+)?|Write-(?:Host|Output|Error|Warning|Verbose|Information))';
const text = `(?:"(?:\\\\[^]|[^"\\\\])*"|'[^']*')`;
/** A text that is said, and what comes after it: where that is a file or a command, it is not only said. */
const spoken = new RegExp(
	`(?:^|[;&|{(]|\\b(?:then|else|do|run:|RUN)[ \\t])[ \\t]*(?:- )?@?${speaker}(?:[ \\t]+-\\w+)*(?:[ \\t]+|\\([ \\t]*)(?<text>${text})(?<rest>[^;&\\n]*)`,
	'dg',
);

/** A word of each of them: most lines have none, and a look for it costs less. */
const maySpeak =
	/echo|print|puts|log|info|warn|err|die|fail|success|debug|note|notice|say|msg|message|usage|Write-/i;

/** A word that leads to a path in a sentence, and in no command. */
const leading = /[A-Za-z]{2}[ \t]+(?:at|to|from|under|see|into|inside|within|your|the)[ \t]+["'`]?$/i;

/** A line of a text for people, as comments of several lines have them: no command begins with a capital and ends in a full stop. */
const sentence = /^\s*[A-Z\u00C0-\u00DD][a-z\u00DF-\u00FF]+ [^=$|;&]*[a-z\u00DF-\u00FF)]\.$/;

/** The parts of a line that a script only says to somebody. */
function spokenIn(line: string): readonly Range[] {
	const ranges: Range[] = [];
	if (!maySpeak.test(line)) {
		return ranges;
	}
	for (const { groups, indices } of line.matchAll(spoken)) {
		const range = indices?.groups?.['text'];
		// A path alone may be what a function of a script gives back.
		const isSentence = /\s/.test(groups?.['text'] ?? '');
		if (range !== undefined && isSentence && !/^\s*(?:>(?!&)|\|)/.test(groups?.['rest'] ?? '')) {
			ranges.push(range);
		}
	}
	return ranges;
}

/** Whether the place at `at` stands in a text that is only said, or in a sentence. */
export function isSpoken(line: string, at: number): boolean {
	return (
		spokenIn(line).some(([start, end]) => start <= at && at < end) ||
		leading.test(line.slice(0, at)) ||
		sentence.test(line)
	);
}
