import {
	around,
	aroundWords,
	asText,
	toldByPath,
	type Change,
	prefix,
	renamed,
	requoted,
	spaced,
	word,
} from './change.ts';

const inMiddle = (word: string, mark: string): string => `${word.slice(0, 2)}${mark}${word.slice(2)}`;

function ending(end: string): (word: string) => string | undefined {
	return (word) => (/^[\w-]+$/.test(word) ? word + end : undefined);
}

function inFolder(folder: string, end: string): (word: string) => string | undefined {
	return (word) => (/^[\w-]+$/.test(word) && !toldByPath.has(word) ? folder + word + end : undefined);
}

function fishQuoted(text: string): string {
	return `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
}

/** What fish runs alike. */
export const fishChanges: readonly Change[] = [
	requoted("'…'", (word) => `'${word}'`),
	requoted('"…"', (word) => `"${word}"`),
	requoted("…''…", (word) => inMiddle(word, "''")),
	requoted('…"…"', (word) => `${word.slice(0, 1)}"${word.slice(1)}"`),
	renamed("'…'", (word) => `'${word}'`),
	renamed('…""…', (word) => inMiddle(word, '""')),
	renamed('~/.local/bin/…', inFolder('~/.local/bin/', '')),
	renamed('/usr/local/bin/…', inFolder('/usr/local/bin/', '')),
	spaced('two spaces', '  '),
	spaced('a continued line', ' \\\n '),
	...['env A=b', 'sudo -u me', 'nohup', 'timeout 10', 'nice -n 5'].map(prefix),
	...['time', 'command', 'exec', 'not', 'A=b'].map(word),
	asText('fish -c …', fishQuoted),
	asText('eval …', fishQuoted),
	asText('echo … | fish', (text) => (text.includes('\n') ? undefined : fishQuoted(text)), 'list'),
	around('begin; …\nend'),
	around('if true; …\nend'),
	around('if …\necho x; end'),
	around('if false; else; …\nend'),
	around('for i in 1 2; …\nend'),
	around('while …\nbreak; end'),
	around('switch x; case "*"; …\nend'),
	around('function f; …\nend; f'),
	around('true; and begin; …\nend'),
	around('begin; …\nend | cat'),
	around('echo x | begin; …\nend'),
	around('echo (…\n)'),
	around('set y (…\n)'),
	aroundWords('… | cat'),
	aroundWords('true && …'),
	aroundWords('false; or …'),
	aroundWords('… &'),
	aroundWords('… > x.txt 2>&1'),
	aroundWords('function f; $argv; end; f …'),
	aroundWords('set x …; $x'),
	aroundWords("alias zz '…'; zz"),
];

function pwshSingle(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}

function pwshDouble(text: string): string {
	return `"${text.replaceAll(/["`$]/g, '`$&')}"`;
}

/** Letters that a backtick gives another meaning (about_Special_Characters). */
const special = /[abefnrtuv0]/i;

function started(frame: string): Change {
	return {
		name: frame,
		takes: 'words',
		gives: 'list',
		make: (text) => {
			const [name = '', ...rest] = text.split(' ');
			if (rest.length === 0) {
				return undefined;
			}
			const list = rest.map((word) => `'${word}'`).join(', ');
			return frame
				.replace('NAME', () => name)
				.replace('LIST', () => list)
				.replace('REST', () => rest.join(' '));
		},
	};
}

/** What PowerShell runs alike. */
export const powershellChanges: readonly Change[] = [
	requoted("'…'", (word) => `'${word}'`, { first: false }),
	requoted('"…"', (word) => `"${word}"`, { first: false }),
	requoted('…`…', (word) =>
		word.length < 2 || special.test(word.charAt(1)) ? undefined : `${word.slice(0, 1)}\`${word.slice(1)}`,
	),
	renamed("& '…'", (word) => `& '${word}'`),
	renamed('& "…"', (word) => `& "${word}"`),
	renamed(". '…'", (word) => `. '${word}'`),
	renamed('& ("…" + "…")', (word) => `& ("${word.slice(0, 2)}" + "${word.slice(2)}")`),
	renamed('& (Get-Command …)', (word) => `& (Get-Command ${word})`),
	renamed("…''…", (word) => `${word.slice(0, 2)}''${word.slice(2)}`),
	renamed('….exe', ending('.exe')),
	renamed('….cmd', ending('.cmd')),
	renamed('….ps1', ending('.ps1')),
	renamed('.\\node_modules\\.bin\\….ps1', inFolder('.\\node_modules\\.bin\\', '.ps1')),
	renamed("& 'C:\\Program Files\\x\\….exe'", (word) =>
		inFolder("& 'C:\\Program Files\\x\\", ".exe'")(word),
	),
	renamed('& "$env:APPDATA\\npm\\….cmd"', (word) => inFolder('& "$env:APPDATA\\npm\\', '.cmd"')(word)),
	renamed('CAPITALS', (word) => word.toUpperCase()),
	renamed('$x = …; & $x', (word) => `$x = '${word}'; & $x`),
	spaced('two spaces', '  '),
	spaced('a continued line', ' `\n '),
	asText('Invoke-Expression …', pwshSingle),
	asText('Invoke-Expression -Command …', pwshDouble),
	asText('iex …', pwshDouble),
	asText('iex (…)', pwshSingle),
	asText('… | iex', pwshSingle, 'list'),
	asText('pwsh -NoProfile -c …', pwshSingle),
	asText('powershell -ExecutionPolicy Bypass -Command …', pwshDouble),
	asText('& ([scriptblock]::Create(…))', pwshSingle, 'list'),
	started('Start-Process NAME -ArgumentList LIST'),
	started('Start-Process -FilePath NAME -ArgumentList "REST" -Wait -NoNewWindow'),
	started("saps 'NAME' LIST -PassThru"),
	started("start NAME 'REST'"),
	started('Start-Process -Wait -FilePath "NAME" -Args LIST'),
	started('$a = @(LIST); & NAME @a'),
	started('$a = LIST; NAME @a'),
	started('$a = @(LIST)\nNAME $a'),
	aroundWords('cmd /c …'),
	aroundWords("cmd /c '…'"),
	aroundWords('cmd.exe /d /s /c "…"'),
	aroundWords('wsl …'),
	aroundWords('… | Out-Null'),
	aroundWords('$x = …'),
	aroundWords('$null = …'),
	aroundWords('$x = (…)'),
	aroundWords('(…)'),
	aroundWords('… 2>&1 | Tee-Object x.txt'),
	aroundWords('… && echo x'),
	aroundWords('"$(…)"'),
	aroundWords('Start-Job { … }'),
	aroundWords('Invoke-Command -ScriptBlock { … }'),
	aroundWords('1..2 | ForEach-Object { … }'),
	around('& { …\n}'),
	around('. { …\n}'),
	around('if ($true) { …\n}'),
	around('if ($false) { } else { …\n}'),
	around('foreach ($i in 1..2) { …\n}'),
	around('while ($true) { …\nbreak }'),
	around('try { …\n} catch { }'),
	around('function f { …\n}; f'),
	around('cd .; …\n# a comment'),
	around('$s = { …\n}; & $s'),
	around('switch (1) { 1 { …\n} }'),
];

/** Where nothing behind an operator runs what the command in the other shell fetched: that is not followed. */
function ofOneCommand(change: Change): Change {
	return { ...change, make: (text) => (text.includes('&') ? undefined : change.make(text)) };
}

/** What cmd.exe runs alike. */
export const cmdChanges: readonly Change[] = [
	requoted('"…"', (word) => `"${word}"`),
	requoted('…^…', (word) => (word.length < 2 ? undefined : `${word.slice(0, 1)}^${word.slice(1)}`)),
	requoted('^ before each letter', (word) => word.replaceAll(/./g, '^$&')),
	requoted('…"…"', (word) => `${word.slice(0, 1)}"${word.slice(1)}"`),
	renamed('"…"', (word) => `"${word}"`),
	renamed('…^…', (word) => (word.length < 3 ? undefined : inMiddle(word, '^'))),
	renamed('….exe', ending('.exe')),
	renamed('….cmd', ending('.cmd')),
	renamed('"C:\\Program Files\\x\\….exe"', inFolder('"C:\\Program Files\\x\\', '.exe"')),
	renamed('%APPDATA%\\npm\\….cmd', inFolder('%APPDATA%\\npm\\', '.cmd')),
	renamed('node_modules\\.bin\\…', inFolder('node_modules\\.bin\\', '')),
	renamed('CAPITALS', (word) => word.toUpperCase()),
	renamed('set x=…', (word) => `set x=${word}&& call %x%`),
	spaced('two spaces', '  '),
	spaced('a continued line', ' ^\n'),
	...['call', 'start ""', 'start "" /b /wait', 'start /min'].map(prefix),
	...['@', 'if 1==1', 'if not exist x', 'for %i in (1 2) do', 'call call'].map(word),
	...['cmd /c', 'cmd /d /s /c', 'cmd.exe /k'].map(prefix).map(ofOneCommand),
	aroundWords('cmd /c "…"'),
	aroundWords('cmd /s /c "…"', 'command'),
	aroundWords('powershell -c "…"', 'command'),
	aroundWords('powershell -NoProfile -Command …', 'command'),
	aroundWords("for /f %i in ('…') do echo %i"),
	aroundWords('… > nul 2>&1'),
	aroundWords('…&&echo x'),
	aroundWords('echo x|…'),
	aroundWords('… & rem x'),
	aroundWords('(…)'),
	aroundWords('if 1==1 (…) else (echo x)'),
	aroundWords('if 1==2 (echo x) else …'),
	aroundWords('wsl …'),
	around('cd . & …'),
	around('(\n…\n)'),
];
