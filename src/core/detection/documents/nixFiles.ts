import { type Draft, note, readScript } from './draft.ts';
import { packageOf, readListedExtensions, repositoryOf } from './lineFiles.ts';
import { type Line, linesOf } from './lines.ts';
import { replaceInSlice, sliceOf } from './slice.ts';

const packageSets = /\b(?:\w*[pP]kgs|unstable|programs|(?:legacyP|p)ackages\.[\w${}.-]+)\.([\w-]+)/g;

/** `flake.nix` and other Nix files: packages by name, flakes by repository, and the scripts in them. */
export function readNix(draft: Draft): void {
	let place: NixPlace = { inText: false, inList: false };
	let script: number | undefined;
	for (const line of linesOf(draft.text)) {
		if (!place.inText) {
			readNixLine(draft, line, place.inList);
		}
		const after = placeAfter(line.text, place);
		const quote = line.text.lastIndexOf("''");
		if (after.inText && !place.inText) {
			script = scriptHead.test(line.text.slice(0, quote)) ? line.start + quote + 2 : undefined;
		} else if (place.inText && !after.inText && script !== undefined) {
			readNixScript(draft, script, line.start + quote);
		}
		place = after;
	}
	readListedExtensions(draft);
}

/** What a line begins in: a text of several lines, a list. */
interface NixPlace {
	readonly inText: boolean;
	readonly inList: boolean;
}

function placeAfter(text: string, { inText, inList }: NixPlace): NixPlace {
	const isOdd = (text.match(/(?<!')''(?!['$\\])/g)?.length ?? 0) % 2 === 1;
	const code = withoutComment(text);
	const bracket = Math.max(code.lastIndexOf('['), code.lastIndexOf(']'));
	return {
		inText: isOdd ? !inText : inText,
		inList: bracket < 0 || inText ? inList : code[bracket] === '[',
	};
}

function readNixLine(draft: Draft, { text, start }: Line, inList: boolean): void {
	const code = withoutComment(text);
	const look = (at: number, name: string, match: ReturnType<typeof packageOf>): void => {
		note(draft, { range: [start + at, start + at + name.length], role: 'install' }, match(draft, name));
	};
	for (const match of code.matchAll(packageSets)) {
		look(match.index + match[0].lastIndexOf('.') + 1, match[1] ?? '', packageOf('nix'));
	}
	for (const match of code.matchAll(/"(?:github:|git\+https:\/\/github\.com\/)[^"]+"/g)) {
		const address = match[0].slice(1, -1).replace(/^(github:[\w.-]+\/[\w.-]+).*$/, '$1');
		look(match.index + 1, address, repositoryOf);
	}
	// What is given to mise: `"npm:@openai/codex" = "latest"`.
	const named = /^\s*"([a-z]+:@?[\w./-]+)"\s*=/.exec(code)?.[1];
	if (named !== undefined) {
		look(code.indexOf(named), named, packageOf('mise'));
	}
	for (const { at, word } of wordsOfLists(code, inList)) {
		const bearers = draft.catalog.byCommand.get(word);
		if (word.includes('-') || bearers?.some(({ namesakes }) => namesakes === undefined) === true) {
			look(at, word, packageOf('nix'));
		}
	}
}

/** The names in the lists of a line, `with pkgs; [ nodejs aider-chat ]`, and one that stands alone on it. */
function wordsOfLists(
	code: string,
	inList: boolean,
): readonly { readonly at: number; readonly word: string }[] {
	const isAlone = /^\s*[a-z][\w-]*\s*$/.test(code);
	const lists = [...code.matchAll(inList || isAlone ? /(?:^|\[)([^[\]]*)/g : /\[([^[\]]*)/g)];
	return lists.flatMap((list) => {
		const from = list.index + list[0].length - (list[1]?.length ?? 0);
		return [...(list[1] ?? '').matchAll(/(?<![\w.+"-])[a-z][\w+-]*(?![\w.+"-])/g)].map((match) => ({
			at: from + match.index,
			word: match[0],
		}));
	});
}

/** Where a text of several lines is a script: what stands before it says so. */
const scriptHead =
	/(?:Script\w*|[sS]hellHook|Phase|[aA]ctivation\w*|\btext|\bscript|preStart|postStart|ExecStart|entry\w+)\b[^']*$/;

function readNixScript(draft: Draft, start: number, end: number): void {
	const script = replaceInSlice(sliceOf(draft.text, start, end), /\$\{[^}\n]*\}/g, (found) =>
		'_'.repeat(found.length),
	);
	readScript(draft, script, 'bash');
}

function withoutComment(text: string): string {
	return text.replace(/#.*$/, (comment) => ' '.repeat(comment.length));
}
