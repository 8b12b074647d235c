import { matchPackage } from '../../command/naming/packages.ts';
import { type Draft, note, readScript, readWords } from '../draft.ts';
import { type Line, linesOf } from '../lines.ts';
import { type Slice, sliceOf, subSlice } from '../slice.ts';

/** Keys behind which a command stands: of systemd, desktops, Supervisor, tox, and the settings of small tools. */
const commandKey = /^(?:Exec\w*|commands?(?:_(?:pre|post))?|cmd|run|onBoot)$/;
/** Keys behind which Python's requirements stand. */
const requirementKey = /^(?:(?:install|setup|tests)_requires|requires|deps|dependencies)$/;
/** Where a key of any name has requirements: `dev = x`. */
const requirementSection = /^options\.extras_require$/;

/** `setup.cfg`, `tox.ini`, units of systemd, entries of desktops, Supervisor's programs: keys and values in sections. */
export function readIni(draft: Draft): void {
	for (const { section, key, value } of iniEntries(draft.text)) {
		if (commandKey.test(key)) {
			// systemd says with signs in front how a failure counts.
			const signs = /^\s*[-@:+!]*/.exec(value.text)?.[0].length ?? 0;
			readScript(draft, subSlice(value, signs, value.text.length), 'sh');
		} else if (requirementKey.test(key) || requirementSection.test(section)) {
			readRequirementLines(draft, value);
		}
	}
}

/** `Procfile`: every line is the command of the process that it names. */
export function readProcfile(draft: Draft): void {
	for (const { text, start } of linesOf(draft.text)) {
		const head = /^[\w-]+:\s*/.exec(text)?.[0].length;
		if (head !== undefined) {
			readScript(draft, sliceOf(draft.text, start + head, start + text.length), 'sh');
		}
	}
}

/** tox puts the factor that asks for a requirement in front of it: `py312: x>=1`. */
const requirement = /^[ \t]*(?:[\w,{}-]+:[ \t]+)?([A-Za-z][^#;\s]*(?:[ \t]*[=<>~!]=[^#;\s]*)?)/gm;

function readRequirementLines(draft: Draft, value: Slice): void {
	for (const match of value.text.matchAll(requirement)) {
		const name = match[1] ?? '';
		const at = match.index + match[0].length - name.length;
		const found = matchPackage(draft.fingerprints, 'pypi', name);
		note(draft, { range: value.range(at, at + name.length), role: 'dependency' }, found);
	}
}

/** `<key>ProgramArguments</key><array><string>x</string>…`, `<key>Program</key><string>x</string>`: of macOS's launchd. */
const launched =
	/<key>Program(?:Arguments)?<\/key>\s*(?:<array>([^]{0,4000}?)<\/array>|<string>[^<]*<\/string>)/g;

/** Property lists of macOS: what its launchd starts. */
export function readPropertyList(draft: Draft): void {
	for (const match of draft.text.matchAll(launched)) {
		const words = [...match[0].matchAll(/<string>([^<]*)<\/string>/g)].map(({ index, 1: text = '' }) => {
			const at = match.index + index + '<string>'.length;
			return { text, range: [at, at + text.length] as const };
		});
		readWords(draft, words);
	}
}

interface IniEntry {
	readonly section: string;
	readonly key: string;
	/** With the lines that are further in, up to the next key. */
	readonly value: Slice;
}

function iniEntries(text: string): readonly IniEntry[] {
	const entries: IniEntry[] = [];
	const lines = linesOf(text);
	let section = '';
	for (const [at, line] of lines.entries()) {
		section = /^\[([^\]]*)\]/.exec(line.text)?.[1]?.trim() ?? section;
		const [head, key] = /^([\w.-]+)\s*[=:]/.exec(line.text) ?? [];
		if (head !== undefined && key !== undefined) {
			const value = sliceOf(text, line.start + head.length, valueEnd(lines, at));
			entries.push({ section, key, value });
		}
	}
	return entries;
}

/** Where the value ends whose key stands in line `from`. */
function valueEnd(lines: readonly Line[], from: number): number {
	let last = lines[from];
	for (const line of lines.slice(from + 1, from + longestValue)) {
		const goesOn = /^[ \t]+\S/.test(line.text) || last?.text.endsWith('\\') === true;
		if (!goesOn && line.text !== '') {
			break;
		}
		last = goesOn ? line : last;
	}
	return last === undefined ? 0 : last.start + last.text.length;
}

/** Lines. */
const longestValue = 200;
