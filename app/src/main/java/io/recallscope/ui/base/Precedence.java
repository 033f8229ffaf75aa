package io.recallscope.ui.base;

import io.recallscope.viz.work.Progress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** Lets some works stand still while others run. */
final class Precedence {
  /** A work that lasts longer (it builds an index first) does not hold the others up any more. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final long CHECK_MILLIS = 50;

  private int running;
  private long since;

  /** The work, which the others make way for. */
  <T> Work<T> first(Work<T> work) {
    return progress -> {
      synchronized (this) {
        if (running++ == 0) {
          since = System.nanoTime();
        }
      }
      try {
        return work.run(progress);
      } finally {
        synchronized (this) {
          running--;
          notifyAll();
        }
      }
    };
  }

  /** The work, standing still wherever it looks at its progress while one of the first runs. */
  <T> Work<T> after(Work<T> work) {
    return progress ->
        work.run(
            new Progress() {
              @Override
              public void begin(String stage, long total) {
                await(progress);
                progress.begin(stage, total);
              }

              @Override
              public void report(long done) {
                await(progress);
                progress.report(done);
              }

              @Override
              public void check() {
                await(progress);
              }
            });
  }

  private synchronized void await(Progress progress) {
    progress.check();
    while (running > 0 && System.nanoTime() - since < LONGEST_NANOS) {
      try {
        wait(CHECK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException();
      }
      progress.check();
    }
  }
}
