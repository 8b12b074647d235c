import { fillIn, type LauncherNames } from './names.ts';

/**
 * The launcher of `command` for PowerShell, 5.1 and later. It asks where neither input nor errors are redirected and
 * PowerShell was not started for one command (`-Command`, `-File`, … without `-NoExit`).
 */
export function powershellLauncher(command: string, names: LauncherNames): string {
	return fillIn(launcher, names, command);
}

/** Asks whether to run the sanctioned command, with the arguments translated by the rules of the offer. */
export function powershellOffer(names: LauncherNames): string {
	return fillIn(offer, names);
}

const launcher = `# Says what the organisation's policy says of this command, then stops it or runs the real one.
Set-StrictMode -Off
$name = '<command>'
$action = 'allow'
$root = Split-Path -Parent $PSScriptRoot
$notice = Join-Path (Join-Path $root 'notices') $name
function Find-Program([string]$wanted) {
	Get-Command -Name $wanted -All -CommandType Application,ExternalScript -ErrorAction SilentlyContinue |
		Where-Object { -not (Test-Path -LiteralPath (Join-Path (Split-Path -Parent $_.Path) '<marker>')) } |
		Select-Object -First 1
}
function Write-Call([string]$what) {
	if ($env:<events> -and (Test-Path -LiteralPath $env:<events>)) {
		[IO.File]::AppendAllText($env:<events>, "$what $name\`n")
	}
}
if (Test-Path -LiteralPath $notice) {
	$action, $lines = [IO.File]::ReadAllLines($notice)
	$colours = -not [Console]::IsErrorRedirected -and -not $env:NO_COLOR -and
		-not ($PSStyle -and "$($PSStyle.OutputRendering)" -eq 'PlainText')
	$encoding = [Console]::OutputEncoding
	try {
		[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false
		for ($at = 0; $at -lt @($lines).Count; $at++) {
			$line = @($lines)[$at]
			if ($colours -and $at -eq 0) { $line = "$([char]27)[1;33m$line$([char]27)[0m" }
			[Console]::Error.WriteLine($line)
		}
	} finally {
		[Console]::OutputEncoding = $encoding
	}
	$offer = Join-Path (Join-Path $root 'offers') $name
	$started = [Environment]::GetCommandLineArgs() | Select-Object -Skip 1
	$forOne = ($started -match '^[-/](c|f|e(c|n.*)?$|noni)') -and -not ($started -match '^[-/]noe')
	if ($action -eq 'block' -and -not $env:CI -and -not $forOne -and -not $MyInvocation.ExpectingInput -and
		-not [Console]::IsInputRedirected -and -not [Console]::IsErrorRedirected -and (Test-Path -LiteralPath $offer)) {
		. (Join-Path $PSScriptRoot '<offer>.ps1')
		$sanctioned = Read-Offer $offer $args
		if ($sanctioned) {
			Write-Call 'switch'
			$program = $sanctioned.Program
			$words = @($sanctioned.Words)
			& $program @words
			exit $LASTEXITCODE
		}
	}
	Write-Call $action
}
if ($action -eq 'block') {
	exit 126
}
$real = Find-Program $name
if (-not $real) {
	[Console]::Error.WriteLine("\${name}: command not found")
	exit 127
}
if ($MyInvocation.ExpectingInput) {
	$input | & $real @args
} else {
	& $real @args
}
exit $LASTEXITCODE
`;

const offer = `# Read by the launchers beside it when somebody may be there to answer.
function Read-Offer([string]$file, [object[]]$given) {
	$lines = [IO.File]::ReadAllLines($file)
	$before, $after, $lacking, $install, $program, $fixed = $lines[0..5]
	$rules = New-Object 'System.Collections.Generic.Dictionary[string,object]' ([StringComparer]::Ordinal)
	foreach ($line in @($lines | Select-Object -Skip 6)) {
		$option, $takes, $gives, $to = $line.Split([char[]]' ', 4)
		$rules[$option] = @{ Takes = $takes; Gives = $gives; To = $to }
	}
	$found = Find-Program $program
	if (-not $found) {
		if ($install) { [Console]::Error.WriteLine($install) }
		return
	}
	$words = New-Object 'System.Collections.Generic.List[string]'
	$left = New-Object 'System.Collections.Generic.List[string]'
	$rest = New-Object 'System.Collections.Generic.Queue[string]'
	foreach ($word in @($given)) { $rest.Enqueue("$word") }
	$pending = ''
	$prompt = $false
	$options = $true
	while ($rest.Count -gt 0) {
		$word = $rest.Dequeue()
		$rule = $null
		if ($options -and $word -ceq '--') {
			$options = $false
			$words.Add('--')
			continue
		}
		$option = $word
		if ($options -and $word -match '^-.') {
			$option = $word.Split([char[]]'=', 2)[0]
			$rule = @{ Takes = '?'; Gives = 'x'; To = '' }
		}
		if ($options -and ($rule -or -not $prompt) -and $rules.ContainsKey($option)) { $rule = $rules[$option] }
		if (-not $rule) {
			if ($pending) { $words.Add($pending); $pending = '' }
			$words.Add($word)
			$prompt = $true
			continue
		}
		if ($rule.Gives -ceq 's') { return }
		$values = New-Object 'System.Collections.Generic.List[string]'
		if ($word -cmatch '^-[^=]*=') {
			$values.Add($word.Split([char[]]'=', 2)[1])
		} elseif ($rule.Takes -cne '0') {
			while ($rest.Count -gt 0 -and ($rule.Takes -ceq '1' -or $rest.Peek() -notmatch '^-')) {
				$values.Add($rest.Dequeue())
				if ($rule.Takes -cne '*') { break }
			}
		}
		switch -CaseSensitive ($rule.Gives) {
			'x' { $left.Add($option); $left.AddRange($values) }
			'p' { $pending = $rule.To }
			'o' {
				$words.Add($rule.To)
				if ($values.Count -gt 0) { $left.Add($option); $left.AddRange($values) }
			}
			'v' {
				if ($values.Count -eq 0) { $words.Add($rule.To) }
				foreach ($value in $values) { $words.Add($rule.To); $words.Add($value) }
			}
		}
	}
	if ($pending) { $left.Add($pending) }
	$all = @($fixed.Split([char[]]' ', [StringSplitOptions]::RemoveEmptyEntries)) + @($words)
	$shown = @($program) + @($all | ForEach-Object { if ($_ -match '^[\\w./:=@%+,-]+$') { $_ } else { "'$_'" } })
	if ($left.Count -gt 0) { [Console]::Error.WriteLine("$lacking $($left -join ' ')") }
	[Console]::Error.Write("$before$($shown -join ' ')$after [y/N] ")
	if ([Console]::In.ReadLine() -match '^(y|yes)$') {
		return @{ Program = $found; Words = $all }
	}
}
`;
