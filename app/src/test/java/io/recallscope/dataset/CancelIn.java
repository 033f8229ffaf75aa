package io.recallscope.dataset;

import io.recallscope.viz.work.Progress;
import java.util.concurrent.CancellationException;

/** Cancels as soon as the given stage reports for the second time. */
final class CancelIn implements Progress {
  private final String stage;
  private String current = "";
  private int calls;

  CancelIn(String stage) {
    this.stage = stage;
  }

  @Override
  public void begin(String newStage, long total) {
    current = newStage;
    calls = 0;
  }

  @Override
  public void report(long done) {
    check();
  }

  @Override
  public void check() {
    calls++;
    if (current.equals(stage) && calls >= 2) {
      throw new CancellationException();
    }
  }
}
