import { fillIn, type LauncherNames } from './names.ts';

/**
 * The launcher of `command` for cmd.exe, with Windows line ends. It asks nothing: a batch file cannot tell whether somebody
 * is there, nor take arguments apart without harm. `%~dp0` is asked for in a subroutine, as it is wrong where the batch file
 * was called by a quoted name. The lines go out as UTF-8; the code page is put back.
 */
export function cmdLauncher(command: string, names: LauncherNames): string {
	return fillIn(launcher, names, command).replaceAll('\n', '\r\n');
}

const launcher = `@echo off
goto start
:findFolder
set "bin=%~dp0"
exit /b
:start
setlocal EnableExtensions DisableDelayedExpansion
call :findFolder
set "action=allow"
if not exist "%bin%..\\notices\\<command>" goto run
set "action="
for /f "tokens=2 delims=:." %%p in ('chcp') do set "page=%%p"
chcp 65001 >nul
for /f usebackq^ delims^=^ eol^= %%l in ("%bin%..\\notices\\<command>") do if defined action (>&2 echo(%%l) else set "action=%%l"
chcp %page% >nul
if defined <events> if exist "%<events>%" >>"%<events>%" echo %action% <command>
if "%action%"=="block" exit /b 126
:run
set "real="
for %%d in ("%PATH:;=" "%") do if not defined real if not "%%~d"=="" if not exist "%%~d\\<marker>" (
	for %%e in (.com .exe .bat .cmd) do if not defined real if exist "%%~d\\<command>%%e" set "real=%%~d\\<command>%%e"
)
if not defined real (
	>&2 echo <command>: command not found
	exit /b 9009
)
endlocal & "%real%" %*
`;
