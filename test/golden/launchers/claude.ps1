# Says what the organisation's policy says of this command, then stops it or runs the real one.
Set-StrictMode -Off
$name = 'claude'
$action = 'allow'
$root = Split-Path -Parent $PSScriptRoot
$notice = Join-Path (Join-Path $root 'notices') $name
function Find-Program([string]$wanted) {
	Get-Command -Name $wanted -All -CommandType Application,ExternalScript -ErrorAction SilentlyContinue |
		Where-Object { -not (Test-Path -LiteralPath (Join-Path (Split-Path -Parent $_.Path) '.marker')) } |
		Select-Object -First 1
}
function Write-Call([string]$what) {
	if ($env:EVENTS -and (Test-Path -LiteralPath $env:EVENTS)) {
		[IO.File]::AppendAllText($env:EVENTS, "$what $name`n")
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
		. (Join-Path $PSScriptRoot '.offer.ps1')
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
	[Console]::Error.WriteLine("${name}: command not found")
	exit 127
}
if ($MyInvocation.ExpectingInput) {
	$input | & $real @args
} else {
	& $real @args
}
exit $LASTEXITCODE
