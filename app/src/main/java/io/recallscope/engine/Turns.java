package io.recallscope.engine;

import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Work done by one thread at a time. */
final class Turns {
  private static final long CHECK_MILLIS = 100;

  private Turns() {}

  /** The work. */
  interface Work<T> {
    T run() throws Problem;
  }

  /**
   * Does the work once nobody else holds the lock.
   *
   * @throws CancellationException when the work was cancelled, also while it waited
   */
  static <T> T take(ReentrantLock lock, Progress progress, Work<T> work) throws Problem {
    try {
      while (!lock.tryLock(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
        progress.check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
    try {
      return work.run();
    } finally {
      lock.unlock();
    }
  }
}
