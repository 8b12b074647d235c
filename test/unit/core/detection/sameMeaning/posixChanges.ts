import {
	around,
	aroundWords,
	asText,
	type Change,
	prefix,
	renamed,
	requoted,
	spaced,
	toldByPath,
	word,
} from './change.ts';

/** `text` in single quotes. */
export function single(text: string): string {
	return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** `text` in double quotes, as POSIX shells read them. */
export function double(text: string): string | undefined {
	return text.includes('!') ? undefined : `"${text.replaceAll(/["\\$`]/g, String.raw`\$&`)}"`;
}

/** `text` in `$'…'`. */
function ansiC(text: string): string {
	return `$'${text.replaceAll(/['\\]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)}'`;
}

/** Where nothing would be expanded by a here-document's body or `echo`. */
function plainText(text: string): string | undefined {
	return /[\\]|^-|\n/.test(text) ? undefined : single(text);
}

/** The body of a here-document, which has no other of the same end in it. */
function asBody(text: string): string | undefined {
	return text.includes('E_O_T') ? undefined : text;
}

/** Where the text does not speak of its arguments. */
function withoutParameters(text: string): string | undefined {
	return /\$[\d@*{]/.test(text) ? undefined : single(text);
}

const inMiddle = (word: string, mark: string): string => `${word.slice(0, 2)}${mark}${word.slice(2)}`;

/** For names that need no quotes. */
function plainly(write: (word: string) => string): (word: string) => string | undefined {
	return (word) => (/^[\w./@:+-]+$/.test(word) ? write(word) : undefined);
}

/** Programs that are no path yet and stand for themselves. */
function inFolder(folder: string): (word: string) => string | undefined {
	return (word) => (/^[\w-]+$/.test(word) && !toldByPath.has(word) ? folder + word : undefined);
}

/** Quotes and escapes that POSIX shells, bash and zsh take away. */
const quotes: readonly Change[] = [
	requoted("'…'", (word) => `'${word}'`),
	requoted('"…"', (word) => `"${word}"`),
	requoted("every other '…'", (word) => `'${word}'`, { first: false, step: 2 }),
	requoted('\\…', (word) => `\\${word}`),
	requoted('\\ before each letter', (word) => word.replaceAll(/./g, String.raw`\$&`)),
	requoted("…''…", (word) => inMiddle(word, "''")),
	requoted('…"…"', (word) => `${word.slice(0, 1)}"${word.slice(1)}"`),
	requoted('\'…\'"…"', (word) => `'${word.slice(0, 2)}'"${word.slice(2)}"`),
	requoted('…\\newline…', (word) => inMiddle(word, '\\\n')),
	renamed(
		"'…'",
		plainly((word) => `'${word}'`),
	),
	renamed(
		'"…"',
		plainly((word) => `"${word}"`),
	),
	renamed(
		'\\…',
		plainly((word) => `\\${word}`),
	),
	renamed(
		'…""…',
		plainly((word) => inMiddle(word, '""')),
	),
	renamed('/usr/bin/…', inFolder('/usr/bin/')),
	renamed('/usr/local/bin/…', inFolder('/usr/local/bin/')),
	renamed('~/.local/bin/…', inFolder('~/.local/bin/')),
	renamed('"$HOME/.local/bin/…"', (word) => inFolder('"$HOME/.local/bin/')(word)?.concat('"')),
	renamed('./node_modules/.bin/…', inFolder('./node_modules/.bin/')),
	renamed('../x/node_modules/.bin/…', inFolder('../x/node_modules/.bin/')),
	spaced('two spaces', '  '),
	spaced('a tab', '\t'),
	spaced('a continued line', ' \\\n\t'),
	{ name: 'spaces around', takes: 'list', gives: 'list', make: (text) => ` \t${text} ` },
];

/** Quotes that only bash and zsh know. */
const longerQuotes: readonly Change[] = [
	requoted("$'…'", (word) => `$'${word}'`),
	requoted("$'\\x…'", (word) => `$'${word.replaceAll(/./g, hexadecimal)}'`),
	renamed(
		"…$'…'",
		plainly((word) => `${word.slice(0, 1)}$'${word.slice(1)}'`),
	),
];

function hexadecimal(letter: string): string {
	return `\\x${letter.charCodeAt(0).toString(16)}`;
}

/** Programs that run the command behind them. */
const prefixes: readonly Change[] = [
	'env',
	'env A=b',
	'env -i A=b B=\'c d\' PATH="$PATH"',
	'env -u A --',
	'/usr/bin/env',
	'sudo',
	'sudo -u me',
	'sudo -E -H --user=me --',
	'sudo -nu me A=b',
	'sudo --preserve-env=A',
	'doas',
	'doas -n -u me',
	'nohup',
	'command time -v',
	'timeout 10',
	'timeout 1.5h',
	'timeout -k 5 30s',
	'timeout --signal=KILL --foreground 10m',
	'timeout -s INT 5',
	'nice',
	'nice -n 5',
	'nice -5',
	'nice --adjustment=5',
	'ionice -c 3',
	'setsid -w',
	'stdbuf -oL -e 0',
	'xargs',
	'xargs -n 1',
	'xargs -r -0 -P 4',
	'xargs -I{}',
	'strace -f -o x',
	'flock /tmp/l',
	'taskset 1',
	'direnv exec .',
	'dotenv -e .env --',
	'systemd-run --user --scope',
	'cross-env A=b',
	'chronic',
	'caffeinate -i',
].map(prefix);

/** Words of the shell itself that run the command behind them. */
const words: readonly Change[] = ['exec', 'command', 'command -p --', 'A=b', "A=b C='d e'"].map(word);

/** A keyword in bash and zsh. */
const timed: readonly Change[] = ['time', 'time -p', 'time A=b'].map(word);

/** Shells and programs that are handed a whole line as a text. */
const texts: readonly Change[] = [
	asText('sh -c …', single),
	asText('sh -lc …', single),
	asText('sh -ec … name arguments', withoutParameters),
	asText('bash -c …', single),
	asText('bash -c …', double),
	asText('bash --norc -euo pipefail -c …', single),
	asText('/bin/bash -c …', single),
	asText('eval …', single, 'list'),
	asText('eval …', double, 'list'),
	asText('command eval …', single, 'list'),
	asText('su -c …', single),
	asText('su me -c …', single),
	asText('su - me -s /bin/bash -c …', single),
	asText('su --command=… me', single),
	asText('script -qc … /dev/null', single),
	asText('script -q -e -c … x', single),
	asText('watch …', single),
	asText('watch -n 5 -d …', single),
	asText('flock /tmp/l -c …', single),
	asText('find . -maxdepth 0 -exec sh -c … \\;', single),
	asText('xargs -I{} sh -c …', single),
	asText('trap … EXIT', single, 'list'),
	asText('printf "%s\\n" … | sh', single, 'list'),
	asText('echo … | bash', plainText, 'list'),
	asText('cat <<"E_O_T" | sh\n…\nE_O_T', asBody, 'list'),
	asText("sh <<'E_O_T'\n…\nE_O_T", asBody, 'list'),
	asText("sh -s <<-'E_O_T'\n…\nE_O_T", (text) => (/^\t/m.test(text) ? undefined : asBody(text)), 'list'),
	{ ...asText('env -S …', single), takes: 'words' },
	{ ...asText('env --split-string=…', single), takes: 'words' },
	{ ...prefix('watch -n 5'), takes: 'words' },
	{ ...asText('sh -c \'exec "$@"\' sh …', (text) => text), takes: 'words' },
	{ ...asText('sh -c \'"$0" "$@"\' …', (text) => text), takes: 'words' },
];

/** Texts in a way that only bash and zsh know. */
const longerTexts: readonly Change[] = [
	asText('bash <<< …', single, 'command'),
	asText('bash -c …', ansiC),
	asText('builtin eval …', single, 'list'),
	asText('source /dev/stdin <<< …', single, 'list'),
	asText('. <(echo …)', plainText, 'list'),
	asText('bash <(echo …)', plainText, 'command'),
	asText('bash < <(echo …)', plainText, 'command'),
];

/** What puts a line into a larger one. */
const frames: readonly Change[] = [
	around('( …\n)'),
	around('{ …\n}'),
	around('! { …\n}'),
	around('if …\nthen :; fi'),
	around('if true; then …\nfi'),
	around('if false; then :; elif …\nthen :; fi'),
	around('if false; then :; else …\nfi'),
	around('while …\ndo break; done'),
	around('until …\ndo break; done'),
	around('for i in 1 2; do …\ndone'),
	around('case x in a|b) ;; *) …\n;; esac'),
	around('true && { …\n} && true'),
	around('false || { …\n}'),
	around('{ …\n} | cat'),
	around('echo x | { …\n}'),
	around('y=$( …\n)'),
	around('echo "$( …\n)"'),
	around('echo "${NONE:-$( …\n)}"'),
	around('zq() { …\n}; zq'),
	around('zq() ( …\n)\nzq'),
	around('zq() { …\n}; zp() { zq; }; zp'),
	around('cd .; …\n# a comment'),
	around('{ …\n} > x.txt 2>&1 &'),
	asText('cat <<E_O_T\n$( …\n)\nE_O_T', asBody, 'list'),
	{ ...around('`…`'), make: (text) => (/[`\\$]/.test(text) ? undefined : `echo \`${text}\``) },
	aroundWords('echo x | …'),
	aroundWords('… | cat'),
	aroundWords('true && …'),
	aroundWords('… || true'),
	aroundWords('… &'),
	aroundWords('… > x.txt 2>&1 < /dev/null'),
	aroundWords('> x.txt …'),
	aroundWords('(…)'),
	aroundWords('y="$(…)"'),
	aroundWords('while true; do …; break; done'),
	aroundWords('zq() { "$@"; }; zq …'),
	aroundWords('zq() { shift; "$@"; }; zq x …'),
	aroundWords('zq() { exec $*; }; zq …'),
	aroundWords('set -- …; "$@"'),
	aroundWords('x="…"; $x'),
	{
		name: 'an alias',
		takes: 'words',
		gives: 'list',
		make: (text) => `alias zz=${single(text)}\nzz`,
	},
	{
		name: 'a variable for the name',
		takes: 'command',
		gives: 'list',
		make: (text) => text.replace(/^(\S+)/, (name) => `x=${name}; "$x"`),
	},
	{
		name: 'a variable for half the name',
		takes: 'command',
		gives: 'list',
		make: (text) => text.replace(/^(\S\S)(\S*)/, (_, a: string, b: string) => `x=${a}; \${x}${b}`),
	},
	{
		name: 'a variable with a default for the name',
		takes: 'command',
		gives: 'list',
		make: (text) => text.replace(/^(\S+)/, (name) => `"\${NONE:-${name}}"`),
	},
	{
		name: '$(command -v …)',
		takes: 'command',
		gives: 'list',
		make: (text) => text.replace(/^(\S+)/, (name) => `"$(command -v ${name})"`),
	},
];

/** What only bash and zsh know. */
const longerFrames: readonly Change[] = [
	around('function zq { …\n}; zq'),
	around('[[ -n a ]] && { …\n}'),
	around('(( 1 )) && { …\n}'),
	around('cat <( …\n)'),
	around('time { …\n}'),
	around('{ …\n} &> x.txt'),
	around('for ((i = 0; i < 1; i++)); do …\ndone'),
	aroundWords('x=(…); "${x[@]}"'),
	aroundWords('x=(…)\n"${x[0]}" "${x[@]:1}"'),
];

/** What POSIX shells run alike. */
export const posixChanges: readonly Change[] = [...quotes, ...prefixes, ...words, ...texts, ...frames];
/** What bash knows besides. */
export const bashChanges: readonly Change[] = [
	...posixChanges,
	...longerQuotes,
	...longerTexts,
	...longerFrames,
	...timed,
	word('coproc'),
	word('coproc A=b'),
];
/** What zsh runs alike; its lines are for no other shell. */
export const zshChanges: readonly Change[] = [
	...quotes,
	...longerQuotes,
	...prefixes,
	...words,
	asText('zsh -c …', single),
	asText('zsh -lc …', double),
	asText('eval …', single, 'list'),
	asText('zsh <<< …', single, 'command'),
	asText("zsh <<'E_O_T'\n…\nE_O_T", asBody, 'list'),
	...frames,
	...longerFrames.filter(({ name }) => !name.includes('x[0]')),
	...timed,
	word('noglob'),
	word('nocorrect A=b'),
	around('repeat 2 { …\n}'),
	around('for i (1 2) { …\n}'),
];
