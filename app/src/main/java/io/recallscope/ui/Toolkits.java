package io.recallscope.ui;

import io.recallscope.domain.Problem;
import io.recallscope.ui.base.Fonts;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Platform;

/** Starts JavaFX once, and loads the fonts. */
final class Toolkits {
  /** Held, since a logger that nobody holds forgets its level. */
  private static final Logger JAVAFX = Logger.getLogger("javafx");

  private Toolkits() {}

  /** Chooses, before the first start, a toolkit that draws without a display. */
  static void headless() {
    System.setProperty("glass.platform", "Headless");
    System.setProperty("prism.order", "sw");
    System.setProperty("prism.lcdtext", "false");
  }

  /**
   * Starts it if it does not run yet.
   *
   * @throws Problem REQUIREMENT when this machine lacks what JavaFX needs
   */
  static void start() throws Problem {
    // It warns that it runs from the class path, which is meant so.
    JAVAFX.setLevel(Level.SEVERE);
    CountDownLatch started = new CountDownLatch(1);
    try {
      try {
        Platform.startup(started::countDown);
      } catch (IllegalStateException running) {
        started.countDown();
      }
      Platform.setImplicitExit(false);
      started.await();
      // On this thread: reading four fonts would hold the FX thread for longer than anything may.
      Fonts.load();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw missing(e);
    } catch (RuntimeException | Error e) {
      throw missing(e);
    }
  }

  private static Problem missing(Throwable why) {
    return new Problem(
        why, Problem.Kind.REQUIREMENT, "ui.no-toolkit", String.valueOf(why.getMessage()));
  }
}
