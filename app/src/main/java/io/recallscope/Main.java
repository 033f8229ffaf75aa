package io.recallscope;

import io.recallscope.cli.Cli;
import io.recallscope.cli.Environment;
import io.recallscope.engine.Folders;
import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Wires the program: one engine behind the command line and the window. */
public final class Main {
  private Main() {}

  /** Runs one command; without arguments it opens the window. */
  public static void main(String[] args) {
    Folders folders =
        Folders.of(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"));
    Path sampleData = Path.of(System.getProperty("recallscope.sample", "sample-data"));
    LogFile.start(folders.data());
    Environment environment =
        new Environment(
            utf8(FileDescriptor.out),
            errors(),
            onTerminal(),
            folders,
            sampleData.toAbsolutePath().normalize(),
            Cli.locale(Locale.getDefault(Locale.Category.DISPLAY).toLanguageTag()),
            new DesktopWindow(folders, sampleData.toAbsolutePath().normalize(), System.getenv()));
    System.exit(new Cli(environment).run(args));
  }

  // Whatever the linter says: System.console() is null where the JDK's default console is plain and
  // the streams are no terminal.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean onTerminal() {
    return System.console() != null && System.console().isTerminal();
  }

  /**
   * Where the starting script says, past its filter of what the JVM and native code write; else
   * where they write too.
   */
  private static PrintStream errors() {
    String given = System.getProperty("recallscope.stderr");
    if (given != null) {
      try {
        return new PrintStream(new FileOutputStream(given, true), true, StandardCharsets.UTF_8);
      } catch (FileNotFoundException e) {
        // a socket, say, cannot be opened anew
        return utf8(FileDescriptor.err);
      }
    }
    return utf8(FileDescriptor.err);
  }

  /** UTF-8 whatever the platform's encoding: titles and JSON are. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
