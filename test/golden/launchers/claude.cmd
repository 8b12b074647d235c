@echo off
goto start
:findFolder
set "bin=%~dp0"
exit /b
:start
setlocal EnableExtensions DisableDelayedExpansion
call :findFolder
set "action=allow"
if not exist "%bin%..\notices\claude" goto run
set "action="
for /f "tokens=2 delims=:." %%p in ('chcp') do set "page=%%p"
chcp 65001 >nul
for /f usebackq^ delims^=^ eol^= %%l in ("%bin%..\notices\claude") do if defined action (>&2 echo(%%l) else set "action=%%l"
chcp %page% >nul
if defined EVENTS if exist "%EVENTS%" >>"%EVENTS%" echo %action% claude
if "%action%"=="block" exit /b 126
:run
set "real="
for %%d in ("%PATH:;=" "%") do if not defined real if not "%%~d"=="" if not exist "%%~d\.marker" (
	for %%e in (.com .exe .bat .cmd) do if not defined real if exist "%%~d\claude%%e" set "real=%%~d\claude%%e"
)
if not defined real (
	>&2 echo claude: command not found
	exit /b 9009
)
endlocal & "%real%" %*
