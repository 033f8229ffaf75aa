package io.recallscope.viz.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Assumptions;

/** The JavaFX toolkit for tests; where it cannot start, they are skipped and say why. */
public final class HeadlessFx {
  private static final String NEEDS =
      "JavaFX cannot start here; Debian needs libpango-1.0-0 libpangoft2-1.0-0 fontconfig and a"
          + " font: ";

  private HeadlessFx() {}

  /** Starts the toolkit unless it runs; skips the test when that fails. */
  public static void start() {
    start(() -> {});
  }

  /**
   * As the other.
   *
   * @param fonts loads a program's own: with the first text it is settled which one a missing glyph
   *     is looked for in
   */
  public static void start(Runnable fonts) {
    String why = failure(fonts);
    Assumptions.assumeTrue(why == null, () -> NEEDS + why);
  }

  private static String failure(Runnable fonts) {
    try {
      CountDownLatch started = new CountDownLatch(1);
      try {
        Platform.startup(started::countDown);
      } catch (IllegalStateException alreadyRunning) {
        started.countDown();
      }
      if (!started.await(30, TimeUnit.SECONDS)) {
        return "no answer in 30 s";
      }
      Platform.setImplicitExit(false);
      fonts.run();
      // The font libraries are looked for at the first text only.
      return call(
          () -> {
            try {
              return new Text("x").getLayoutBounds().getWidth() > 0 ? null : "there is no font";
            } catch (LinkageError e) {
              return e.toString();
            }
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e.toString();
    } catch (LinkageError | RuntimeException e) {
      return e.toString();
    }
  }

  /** Runs work in the FX thread and waits for it. */
  public static <T> T call(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Platform.runLater(task);
    try {
      return task.get(60, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs work in the FX thread and waits for it. */
  public static void run(Runnable work) {
    call(
        () -> {
          work.run();
          return null;
        });
  }
}
