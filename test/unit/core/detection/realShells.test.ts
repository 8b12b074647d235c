import assert from 'node:assert/strict';
import { detect } from '../../../../src/core/detection/detect.ts';
import type { ShellKind } from '../../../../src/core/detection/signal.ts';
import type { ShellGrammars } from '../../../../src/core/detection/syntax.ts';
import { shellGrammars } from '../../../support/shellGrammars.ts';
import { shippedCatalog } from './describeFindings.ts';
import { isInstalled, type StandInShells, standInShells } from './standInShells.ts';

const posix = [
	'claude -p hi',
	`cl"au"de`,
	'\\claude',
	`c''laude`,
	'"claude" -p',
	'x=claude; $x -p',
	'x=cl; y=aude; $x$y',
	'x=cl; ${x}aude',
	'x="claude -p"; echo $x',
	'"${NONE:-claude}" -p',
	'$(command -v claude) -p',
	'echo claude',
	'echo "$(claude)"',
	'echo `claude`',
	`echo '$(claude)'`,
	'echo \\$(true)claude || codex',
	'true && claude || codex',
	'claude; codex; aider',
	'claude | codex',
	'( claude )',
	'{ claude; }',
	'! claude',
	'if claude; then codex; fi',
	'if true; then claude; else :; fi',
	'for t in claude codex; do $t -p; done',
	'for t in claude codex; do echo $t; done',
	'case a in a|b) claude;; esac',
	'case x in claude) :;; *) codex;; esac',
	'while claude; do break; done',
	'f() { claude; }; f',
	'f() { claude; }',
	'claude() { :; }; claude',
	'eval "claude -p"',
	"sh -c 'claude -p'",
	`sh -c 'exec "$@"' sh claude -p`,
	'sh <<EOF\nclaude -p\nEOF',
	"cat <<'EOF'\nclaude\nEOF",
	'cat <<EOF\n$(claude)\nEOF',
	"cat <<'EOF' | sh\nclaude\nEOF",
	'echo claude | sh',
	`printf '%s\\n' claude | sh`,
	'env A=1 claude',
	"env -S 'claude -p'",
	'A=1 claude',
	'A=claude true',
	'nohup claude > out.txt 2>&1',
	'timeout 5 claude',
	'nice -n 5 claude',
	'exec claude',
	'command claude',
	'command -v claude',
	'echo x | xargs claude',
	'find . -maxdepth 0 -exec claude {} \\;',
	'setsid -w claude',
	'# claude',
	'true # ; claude',
	'echo a;# claude',
	'git() { :; }; git checkout claude',
	'./bin/claude',
	'test -x ./bin/claude && codex',
	'./bin/cl?ude',
	'claude > claude.txt 2>&1 < /dev/null',
	'true > claude',
	'y=$( (claude) )',
	'echo $((1+1)) claude',
	'trap claude EXIT',
	'perl -e \'system("claude -p")\'',
];
const bashAndZsh = [
	"$'cl\\x61ude' -p",
	'[[ -x ./bin/claude ]] && codex',
	'[[ a == b || a == a ]] && claude',
	'cat <(claude)',
	'(( 1 )) && claude',
	'function g { claude; }; g',
	'claude &> out.txt',
	'bash <<< "claude -p"',
	'x=(claude codex); echo "${x[0]}"',
	'time claude',
];
const lines: Readonly<Record<string, readonly string[]>> = {
	dash: posix,
	bash: [
		...posix,
		...bashAndZsh,
		'{claude,-p}',
		'builtin eval claude',
		'shopt -s expand_aliases\nalias c=claude\nc -p',
		'coproc claude; wait',
	],
	zsh: [
		...posix.filter((line) => !/y="?claude -p|trap|x="claude/.test(line)),
		...bashAndZsh,
		'=claude -p',
		'noglob claude',
		'repeat 1 claude',
		'for f (a) claude',
	],
	fish: [
		'claude -p hi',
		'cl"au"de',
		'\\claude',
		'echo (claude)',
		'set x claude; $x -p',
		'claude; and codex',
		'false; or claude',
		'not claude',
		'if claude; codex; end',
		'if false; claude; else if true; codex; end',
		'for f in a; claude; end',
		'begin; claude; end',
		'function c; claude; end; c',
		'function c; claude; end',
		'echo claude',
		'eval claude',
		'command claude',
		'command -v claude',
		"sh -c 'claude'",
		'echo claude | sh',
		'true # claude',
		'switch a; case a; claude; end',
		'alias c claude; c',
		"echo 'it\\'s' ; claude",
	],
};
const kinds: Readonly<Record<string, ShellKind>> = { dash: 'sh', bash: 'bash', zsh: 'zsh', fish: 'fish' };

/** Lines on which not every part runs, so that more is found than ran. */
const mayFindMore = /\|\| |case x|else|if claude; codex|\[\[ a|and codex|or claude/;

describe('what is found is what real shells run', () => {
	let grammars: ShellGrammars;
	let shells: StandInShells;

	before(async () => {
		grammars = await shellGrammars;
		shells = await standInShells();
	});

	after(async () => shells.remove());

	for (const [shell, table] of Object.entries(lines)) {
		if (!isInstalled(shell)) {
			// Pending, so that the run names it.
			it(`${shell}, which is not installed`);
			continue;
		}
		for (const line of table) {
			it(`${shell}: ${JSON.stringify(line)}`, async () => {
				const ran = [...(await shells.ranIn(shell, line))];
				const found = detect(
					shippedCatalog,
					{ kind: 'command', shell: kinds[shell] ?? 'sh', text: line },
					grammars,
				)
					.filter(({ use }) => use === 'run')
					.map(({ assistant }) => assistant);
				if (mayFindMore.test(line)) {
					assert.ok(
						ran.every((assistant) => found.includes(assistant)),
						`ran ${ran.join()}, found ${found.join()}`,
					);
					assert.ok(found.length > 0);
				} else {
					assert.deepEqual(new Set(found), new Set(ran));
				}
			}).timeout(30_000);
		}
	}
});
