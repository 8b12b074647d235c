import type { Catalog } from '../core/catalog/catalog.ts';
import { detect } from '../core/detection/detect.ts';
import { shellKinds } from '../core/detection/signal.ts';
import type { ShellGrammars } from '../core/detection/syntax.ts';
import { seededNumbers } from './seededNumbers.ts';

const pieces = [
	...'claude codex aider goose sudo env npx npm install -g -p -- bash -c eval xargs docker run curl | sh iex'.split(
		' ',
	),
	...'if then fi for in do done while case esac function { } ( ) [[ ]] (( )) $( ${ ` <<EOF EOF <( > && || ; & #'.split(
		' ',
	),
	' ',
	'\n',
	'\t',
	"'",
	'"',
	'\\',
	'$x',
	'$',
	'=',
	'*',
	'^',
	'%',
	'@"',
	'"@',
	'\0',
	'\u{1f600}',
	'\ud800',
	'é',
] as const;

/** Reads made-up lines of every shell, the same ones each time, and prints how long the slowest took and how memory went. */
export function readRandomLines(catalog: Catalog, grammars: ShellGrammars, count: number): void {
	const random = seededNumbers(20_260_704);
	const next = (below: number): number => Math.floor(random() * below);
	const memory: number[] = [];
	let slowest = 0;
	let findings = 0;
	for (let line = 0; line < count; line += 1) {
		const text = Array.from({ length: next(24) }, () => piece(next)).join(next(2) === 0 ? ' ' : '');
		const shell = shellKinds[next(shellKinds.length)] ?? 'bash';
		const signal = { kind: 'command', shell, text } as const;
		const taken = timed(() => (findings += detect(catalog, signal, grammars).length));
		// What else the machine does may fall into one run; a line that is slow is slow each time.
		const again =
			taken > slowest ? [1, 2, 3].map(() => timed(() => detect(catalog, signal, grammars))) : [];
		slowest = Math.max(slowest, Math.min(taken, ...again));
		if (line % Math.ceil(count / 10) === 0) {
			globalThis.gc?.();
			memory.push(process.memoryUsage().rss / 1_000_000);
		}
	}
	console.log(
		`${count} made-up lines, ${findings} findings, none threw; the slowest took ${slowest.toFixed(1)} ms`,
	);
	const most = process.resourceUsage().maxRSS / 1000;
	console.log(
		`resident memory on the way: ${memory.map((size) => size.toFixed(0)).join(' ')} MB; ${most.toFixed(0)} MB at the most`,
	);
}

function timed(work: () => unknown): number {
	const begun = performance.now();
	work();
	return performance.now() - begun;
}

/** A piece of shell, or any characters. */
function piece(next: (below: number) => number): string {
	return next(8) === 0
		? String.fromCharCode(...Array.from({ length: next(6) }, () => next(0x10000)))
		: (pieces[next(pieces.length)] ?? '');
}
