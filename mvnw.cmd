@echo off
rem Runs Maven: the one on PATH when it is 3.8 or newer, otherwise a pinned release, downloaded once and verified.
rem MVNW_DIST_URL: another place to download from, a folder that holds the archive.
setlocal
set "MVNW_VERSION=3.9.11"
set "MVNW_SHA512=bcfe4fe305c962ace56ac7b5fc7a08b87d5abd8b7e89027ab251069faebee516b0ded8961445d6d91ec1985dfe30f8153268843c89aa392733d1a3ec956c9978"
set "MVNW_DISTS=%USERPROFILE%\.m2\wrapper\dists"
set "MVNW_MAVEN=%MVNW_DISTS%\apache-maven-%MVNW_VERSION%\bin\mvn.cmd"
if not defined MVNW_DIST_URL set "MVNW_DIST_URL=https://archive.apache.org/dist/maven/maven-3/%MVNW_VERSION%/binaries"

call mvn --version 2>nul | findstr /r /c:"Apache Maven 3\.[89]\." /c:"Apache Maven 3\.[1-9][0-9]" /c:"Apache Maven [4-9]\." >nul
if not errorlevel 1 (
  call mvn %*
  exit /b
)

if not exist "%MVNW_MAVEN%" powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue';" ^
  "$name = 'apache-maven-' + $env:MVNW_VERSION; $scratch = Join-Path $env:MVNW_DISTS ('.' + [guid]::NewGuid());" ^
  "New-Item -ItemType Directory -Force $scratch | Out-Null;" ^
  "try {" ^
  "  $archive = Join-Path $scratch ($name + '-bin.tar.gz');" ^
  "  Invoke-WebRequest -UseBasicParsing ($env:MVNW_DIST_URL.TrimEnd('/') + '/' + $name + '-bin.tar.gz') -OutFile $archive;" ^
  "  if ((Get-FileHash -Algorithm SHA512 $archive).Hash -ne $env:MVNW_SHA512) { throw 'mvnw: the archive has the wrong SHA-512' };" ^
  "  tar -xzf $archive -C $scratch; if ($LASTEXITCODE) { throw 'mvnw: cannot unpack the archive' };" ^
  "  Move-Item (Join-Path $scratch $name) $env:MVNW_DISTS" ^
  "} finally { Remove-Item -Recurse -Force $scratch }"
if not exist "%MVNW_MAVEN%" exit /b 1
call "%MVNW_MAVEN%" %*
exit /b
