package io.recallscope.viz.work;

import java.util.concurrent.CancellationException;

/** A switch by which someone else holds long work up for a while. */
public final class Pause {
  private static final long CHECK_MILLIS = 50;
  private boolean on;

  /** From its next step on the work stands still. */
  public synchronized void pause() {
    on = true;
  }

  /** Lets the work go on. */
  public synchronized void resume() {
    on = false;
    notifyAll();
  }

  /** Whether the work is to stand still. */
  public synchronized boolean paused() {
    return on;
  }

  /**
   * Returns once the work may go on; called by the work itself.
   *
   * @throws CancellationException when the work was cancelled, also while it stood still
   */
  public synchronized void await(Progress progress) {
    progress.check();
    while (on) {
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
