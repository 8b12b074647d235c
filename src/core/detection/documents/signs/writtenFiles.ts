import { replaceInSlice, type Slice, sliceOf } from '../slice.ts';

/** A file that a script writes. */
export interface WrittenFile {
	/** As the script names it. */
	readonly path: string;
	/** What it gets, with the way back to the script's offsets; made when it is asked for, as most files are of no interest. */
	readonly content: () => Slice;
}

const target = String.raw`["']?(?<path>[\w./~$ {}()-]+?)["']?`;
/** `cat > path <<EOF`, `tee -a path <<EOF` and `cat <<EOF > path`, with the text up to the line that ends it. */
const hereDocuments: readonly RegExp[] = [
	`(?:\\bcat[ \\t]*>>?|\\btee[ \\t]+(?:-a[ \\t]+)?)[ \\t]*${target}[ \\t]*<<-?[ \\t]*["']?(?<end>\\w+)["']?`,
	`\\bcat[ \\t]*<<-?[ \\t]*["']?(?<end>\\w+)["']?[ \\t]*(?:>>?|\\|[ \\t]*(?:sudo[ \\t]+)?tee[ \\t]+(?:-a[ \\t]+)?)[ \\t]*${target}`,
].map((head) => new RegExp(`${head}[ \\t]*\\r?\\n(?<text>[^]*?)(?=\\n[ \\t]*\\k<end>\\b|(?![^]))`, 'g'));
/** `brew bundle --file=- <<EOF`: what a program takes for a file of its own. */
const given =
	/\bbrew[ \t]+bundle\b[^\n]*<<-?[ \t]*["']?(?<end>\w+)["']?[ \t]*\r?\n(?<text>[^]*?)(?=\n[ \t]*\k<end>\b|(?![^]))/g;
/** `echo 'text' > path`, `printf '…' | tee path`. */
const printed = new RegExp(
	`\\b(?:echo|printf)[ \\t]+(?:-\\w+[ \\t]+)*(?<quote>["'])(?<text>(?:\\\\[^]|(?!\\k<quote>)[^\\\\])+)\\k<quote>[ \\t]*(?:>>?|\\|[ \\t]*(?:sudo[ \\t]+)?tee[ \\t]+(?:-a[ \\t]+)?)[ \\t]*${target}(?=[\\s;&|)"']|$)`,
	'g',
);

/** The files that a script writes by here-documents and by printing; a script may end within one. */
export function writtenFiles(script: string): readonly WrittenFile[] {
	const patterns = [
		...(script.includes('<<') ? [...hereDocuments, given] : []),
		...(/\b(?:echo|printf)\b/.test(script) && />|\btee\b/.test(script) ? [printed] : []),
	];
	return patterns.flatMap((pattern) =>
		[...script.matchAll(pattern)].map(({ 0: whole, index, groups }) => {
			const { path = 'Brewfile', quote, text = '' } = groups ?? {};
			// A here-document begins on the line below, what is printed behind the first quote.
			const start = index + whole.indexOf(quote ?? '\n') + 1;
			return {
				path: path.trim(),
				content: () => contentOf(script, [start, start + text.length], quote === '"'),
			};
		}),
	);
}

/** Between double quotes the shell takes out what escapes (POSIX shell 2.2.3). */
function contentOf(script: string, [start, end]: readonly [number, number], isEscaped: boolean): Slice {
	const written = sliceOf(script, start, end);
	return isEscaped ? replaceInSlice(written, /\\["$`\\]/g, (found) => found.slice(1)) : written;
}
