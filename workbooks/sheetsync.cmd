@echo off
rem Drop a plan workbook (.xlsx or .xlsm) on this file: it is checked, coloured and consolidated.
rem Started without a workbook it shows the menu. Everything else is told by sheetsync itself.
rem Comments stay ASCII: older Windows reads them before the code page is changed.
setlocal DisableDelayedExpansion
chcp 65001 >nul
set "PYTHONUTF8=1"
title sheetsync

rem A sheetsync that is installed, then Python's own, then uv.
where sheetsync >nul 2>nul
if not errorlevel 1 goto installed
py -c "import sheetsync" >nul 2>nul
if not errorlevel 1 goto python
where uv >nul 2>nul
if not errorlevel 1 goto uv
echo.
echo Chưa thấy sheetsync trên máy này.
echo Vui lòng cài theo docs\huong-dan-van-phong.md rồi kéo thả lại tệp.
set "CODE=2"
goto finish

:installed
if "%~1"=="" (sheetsync) else (sheetsync "%~1")
set "CODE=%ERRORLEVEL%"
goto finish

:python
if "%~1"=="" (py -m sheetsync) else (py -m sheetsync "%~1")
set "CODE=%ERRORLEVEL%"
goto finish

:uv
rem In a folder that holds the project itself, run that; elsewhere what uv has installed. Offline, so that uv never
rem fetches a stranger's package that happens to have the same name.
if exist "%~dp0..\pyproject.toml" goto uv_project
if "%~1"=="" (uv tool run --offline sheetsync) else (uv tool run --offline sheetsync "%~1")
set "CODE=%ERRORLEVEL%"
goto finish

:uv_project
if "%~1"=="" (uv run --project "%~dp0.." sheetsync) else (uv run --project "%~dp0.." sheetsync "%~1")
set "CODE=%ERRORLEVEL%"
goto finish

:finish
echo.
pause
exit /b %CODE%
