package io.recallscope.index.lucene;

import io.recallscope.viz.work.Progress;
import java.util.concurrent.CancellationException;

/** Passes the graph's growth on to a Progress, and its cancellation into Lucene. */
final class BuildWatch {
  private static final long REPORT_NANOS = 100_000_000;

  private final Progress progress;
  private long linked;
  private long reported;
  private CancellationException cancelled;

  BuildWatch(Progress progress) {
    this.progress = progress;
    this.reported = System.nanoTime() - REPORT_NANOS;
  }

  /**
   * Node was linked; called by every worker, about a hundred times a second.
   *
   * @throws CancellationException when the work was cancelled, in every worker
   */
  synchronized void linked(int node) {
    check();
    linked = Math.max(linked, node + 1L);
    try {
      if (System.nanoTime() - reported >= REPORT_NANOS) {
        reported = System.nanoTime();
        progress.report(linked);
      }
    } catch (CancellationException e) {
      cancelled = e;
      throw e;
    }
  }

  /**
   * Called wherever Lucene writes.
   *
   * @throws CancellationException when the work was cancelled
   */
  synchronized void check() {
    if (cancelled != null) {
      throw cancelled;
    }
    try {
      progress.check();
    } catch (CancellationException e) {
      cancelled = e;
      throw e;
    }
  }

  /** Why Lucene stopped, if it was us; Lucene wraps what is thrown through it. */
  synchronized CancellationException cancelled() {
    return cancelled;
  }
}
