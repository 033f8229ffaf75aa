package io.recallscope;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The log: in the data folder, never on the terminal. Every stack trace ends up there. */
final class LogFile {
  private static final int BYTES = 2_000_000;
  private static final int FILES = 3;

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
    Logger.getLogger("io.recallscope").setLevel(Level.FINE);
  }
}
