package io.recallscope.viz.work;

import java.util.concurrent.CancellationException;

/**
 * The one way long work speaks: it names the stage it is in, says how far it is, and learns that it
 * was cancelled. Implementations are safe to call from several threads.
 */
public interface Progress {
  /** Reports to nobody and is never cancelled. */
  Progress NONE =
      new Progress() {
        @Override
        public void begin(String stage, long total) {}

        @Override
        public void report(long done) {}

        @Override
        public void check() {}
      };

  /**
   * Starts a stage; it replaces the one before.
   *
   * @param stage message key of the stage, e.g. {@code dataset.stage.events}
   * @param total units of work in it, or 0 when unknown
   * @throws CancellationException when the work was cancelled
   */
  void begin(String stage, long total);

  /**
   * Says how many units of the stage are done in all.
   *
   * @throws CancellationException when the work was cancelled
   */
  void report(long done);

  /**
   * To be called at least every 200 ms of work.
   *
   * @throws CancellationException when the work was cancelled
   */
  void check();
}
