# Read by the launchers beside it when somebody may be there to answer.
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
	$shown = @($program) + @($all | ForEach-Object { if ($_ -match '^[\w./:=@%+,-]+$') { $_ } else { "'$_'" } })
	if ($left.Count -gt 0) { [Console]::Error.WriteLine("$lacking $($left -join ' ')") }
	[Console]::Error.Write("$before$($shown -join ' ')$after [y/N] ")
	if ([Console]::In.ReadLine() -match '^(y|yes)$') {
		return @{ Program = $found; Words = $all }
	}
}
