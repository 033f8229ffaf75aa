package io.recallscope.ui;

import io.recallscope.domain.Problem;
import io.recallscope.ui.base.Fonts;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
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
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CountDownLatch started = new CountDownLatch(1);
    Runnable fonts =
        () -> {
          try {
            Fonts.load();
          } catch (RuntimeException | Error e) {
            failure.set(e);
          } finally {
            started.countDown();
          }
        };
    try {
      try {
        Platform.startup(fonts);
      } catch (IllegalStateException running) {
        Platform.runLater(fonts);
      }
      Platform.setImplicitExit(false);
      started.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.compareAndSet(null, e);
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
    if (failure.get() != null) {
      throw new Problem(
          failure.get(),
          Problem.Kind.REQUIREMENT,
          "ui.no-toolkit",
          String.valueOf(failure.get().getMessage()));
    }
  }
}
