@echo off
rem Starts Recallscope on a JDK 25: JAVA_HOME, or the java on the path.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -version 2>&1 | findstr /r "version .25[.\"]" >nul
if errorlevel 1 (
  echo Recallscope needs a JDK 25: install one from https://adoptium.net and set JAVA_HOME to it. 1>&2
  exit /b 3
)
if not defined TF_CPP_MIN_LOG_LEVEL set "TF_CPP_MIN_LOG_LEVEL=3"
"%JAVA%" ${recallscope.jvm} "-Drecallscope.sample=%~dp0..\sample-data" %RECALLSCOPE_JAVA_OPTS% -classpath "%~dp0..\lib\*" io.recallscope.Main %*
exit /b %errorlevel%
