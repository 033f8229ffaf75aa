package io.recallscope;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * The log: in the data folder, never on the terminal. Every stack trace ends up there, those that
 * libraries print to System.err as well.
 */
final class LogFile {
  private static final int BYTES = 2_000_000;
  private static final int FILES = 3;

  /** Held, since a logger that nobody holds forgets its level. */
  private static final Logger OWN = Logger.getLogger("io.recallscope");

  private LogFile() {}

  static void start(Path data) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    try {
      Path folder = Files.createDirectories(data.resolve("log"));
      FileHandler file =
          new FileHandler(folder.resolve("recallscope.%g.log").toString(), BYTES, FILES, true);
      file.setFormatter(new SimpleFormatter());
      file.setLevel(Level.FINE);
      root.addHandler(file);
    } catch (IOException e) {
      // A log that can't be written (read-only folder, full disk) must not keep the program off.
      root.setLevel(Level.OFF);
      return;
    }
    root.setLevel(Level.WARNING);
    OWN.setLevel(Level.FINE);
    System.setErr(new PrintStream(new Lines(), true, StandardCharsets.UTF_8));
  }

  /** Lines that libraries print to System.err, stack traces often, as entries of the log. */
  private static final class Lines extends OutputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int b) {
      if (b != '\n') {
        line.write(b);
        return;
      }
      String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
      line.reset();
      if (!text.isEmpty()) {
        OWN.warning(text);
      }
    }
  }
}
