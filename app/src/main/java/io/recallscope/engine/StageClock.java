package io.recallscope.engine;

import io.recallscope.viz.work.Progress;
import java.util.HashMap;
import java.util.Map;

/** Passes progress on and takes the time of each stage. */
final class StageClock implements Progress {
  private final Progress to;
  private final Map<String, Long> nanos = new HashMap<>();
  private String stage = "";
  private long since = System.nanoTime();

  StageClock(Progress to) {
    this.to = to;
  }

  @Override
  public void begin(String next, long total) {
    turn(next);
    to.begin(next, total);
  }

  private synchronized void turn(String next) {
    long now = System.nanoTime();
    nanos.merge(stage, now - since, Long::sum);
    stage = next;
    since = now;
  }

  @Override
  public void report(long done) {
    to.report(done);
  }

  @Override
  public void check() {
    to.check();
  }

  /** Seconds spent in a stage so far; 0 in one that was never begun. */
  synchronized double seconds(String of) {
    turn(stage);
    return nanos.getOrDefault(of, 0L) / 1e9;
  }
}
