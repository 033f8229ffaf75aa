@echo off
rem Starts Recallscope on a JDK 25, which it looks for itself.
rem No labels: "call :label" can miss them in a file with line feeds alone.
setlocal
set "JDK="
set "ON_PATH="
for %%J in (java.exe) do if not "%%~$PATH:J"=="" set "ON_PATH=%%~dp$PATH:J.."
for /d %%D in (
  "%JAVA_HOME%"
  "%ON_PATH%"
  "%ProgramFiles%\Eclipse Adoptium\jdk-25*"
  "%ProgramFiles%\Java\jdk-25*"
  "%ProgramFiles%\Microsoft\jdk-25*"
  "%ProgramFiles%\Amazon Corretto\jdk25*"
  "%ProgramFiles%\BellSoft\LibericaJDK-25*"
  "%ProgramFiles%\Zulu\zulu-25*"
  "%LOCALAPPDATA%\Programs\Eclipse Adoptium\jdk-25*"
  "%USERPROFILE%\.jdks\*25*"
) do (
  if not defined JDK if exist "%%~D\release" (
    rem The dot stands for a quote, which cmd would pair with ours.
    findstr /r /c:"^JAVA_VERSION=.25[^0-9]" "%%~D\release" >nul 2>nul && set "JDK=%%~D"
  )
)
if not defined JDK (
  echo Recallscope needs a JDK 25: install one from https://adoptium.net, or set JAVA_HOME to it. 1>&2
  exit /b 3
)
if not defined TF_CPP_MIN_LOG_LEVEL set "TF_CPP_MIN_LOG_LEVEL=3"
"%JDK%\bin\java" ${recallscope.jvm} "-Drecallscope.sample=%~dp0..\sample-data" %RECALLSCOPE_JAVA_OPTS% -classpath "%~dp0..\lib\*" io.recallscope.Main %*
exit /b %errorlevel%
