@echo off
rem Runs packhouse.jar. Java starts faster with what an earlier start has left in a cache directory of the user; the page
rem docs/command-line.md says what that is, and how to do without it. Everything here also works if nothing can be cached.
setlocal DisableDelayedExpansion
rem Not PACKHOUSE_: these would be defaults of options.
set "PKH_JAR=%~dp0..\lib\packhouse.jar"
for %%F in ("%PKH_JAR%") do set "PKH_JAR=%%~fF"
if not exist "%PKH_JAR%" (
  echo packhouse: "%PKH_JAR%" does not exist: keep bin and lib beside each other>&2
  exit /b 1
)

set "PKH_JAVA="
if defined JAVA_HOME (
  set "PKH_JAVA=%JAVA_HOME%\bin\java.exe"
) else (
  for %%F in (java.exe) do set "PKH_JAVA=%%~$PATH:F"
)
if not defined PKH_JAVA (
  echo packhouse: there is no Java: install a JDK 17 or newer, and set JAVA_HOME or PATH>&2
  exit /b 1
)
if not exist "%PKH_JAVA%" (
  echo packhouse: JAVA_HOME is "%JAVA_HOME%", which has no bin\java.exe: set it to a JDK, or unset it>&2
  exit /b 1
)

rem What the file "release" of a JDK says of its version, or Java itself, where there is no such file.
set "PKH_VERSION="
set "PKH_BUILD="
for %%F in ("%PKH_JAVA%\..\..\release") do if exist "%%~fF" (
  for /f "usebackq tokens=1,2 delims==" %%A in ("%%~fF") do (
    if "%%A"=="JAVA_VERSION" set "PKH_VERSION=%%~B"
    if "%%A"=="JAVA_RUNTIME_VERSION" set "PKH_BUILD=%%~B"
  )
)
if not defined PKH_VERSION (
  for /f "tokens=1,3" %%A in ('""%PKH_JAVA%" -XshowSettings:properties -version 2^>^&1"') do (
    if "%%A"=="java.version" set "PKH_VERSION=%%B"
    if "%%A"=="java.runtime.version" set "PKH_BUILD=%%B"
  )
)
set "PKH_FEATURE=0"
for /f "tokens=1 delims=.-+" %%A in ("%PKH_VERSION%") do set "PKH_FEATURE=%%A"
if %PKH_FEATURE% LSS 17 (
  echo packhouse: Java 17 or newer is needed, and "%PKH_JAVA%" is "%PKH_VERSION%": set JAVA_HOME>&2
  exit /b 1
)

rem What is cached belongs to this jar and this Java. The name has no character that a file name must not have.
set "PKH_FLAGS="
if "%PACKHOUSE_CACHE%"=="off" goto run
if not defined LOCALAPPDATA goto run
set "PKH_ENTRY=%LOCALAPPDATA%\packhouse"
if not exist "%PKH_ENTRY%\" mkdir "%PKH_ENTRY%" 2>nul
for %%F in ("%PKH_JAR%") do set "PKH_NAME=%PKH_BUILD%-%%~zF-%%~tF"
set "PKH_NAME=%PKH_NAME:/=%"
set "PKH_NAME=%PKH_NAME::=%"
set "PKH_NAME=%PKH_NAME: =%"
set "PKH_ENTRY=%PKH_ENTRY%\%PKH_NAME%"
if not exist "%PKH_ENTRY%\made-for" (
  start "" /b /low "%PKH_JAVA%" -cp "%PKH_JAR%" dev.packhouse.adapter.http.cli.startup.MakeStartupCache "%PKH_ENTRY%" <nul >nul 2>&1
  goto run
)
if exist "%PKH_ENTRY%\packhouse.jar" set "PKH_JAR=%PKH_ENTRY%\packhouse.jar"
if exist "%PKH_ENTRY%\classes.jsa" set PKH_FLAGS="-XX:SharedArchiveFile=%PKH_ENTRY%\classes.jsa" -Xlog:cds*=off
if exist "%PKH_ENTRY%\sqlitejdbc.dll" set PKH_FLAGS=%PKH_FLAGS% "-Dorg.sqlite.lib.path=%PKH_ENTRY%"

:run
"%PKH_JAVA%" %PKH_FLAGS% %JAVA_OPTS% -jar "%PKH_JAR%" %*
exit /b %ERRORLEVEL%
