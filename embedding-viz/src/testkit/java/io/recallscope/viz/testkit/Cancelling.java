package io.recallscope.viz.testkit;

import io.recallscope.viz.work.Progress;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A progress whose owner cancels at a given place, and that remembers the stages it heard of. */
public final class Cancelling implements Progress {
  private final String stage;
  private final int atCall;
  private final long atUnits;
  private final AtomicInteger calls = new AtomicInteger();
  private final List<String> stages = new CopyOnWriteArrayList<>();

  private Cancelling(String stage, int atCall, long atUnits) {
    this.stage = stage;
    this.atCall = atCall;
    this.atUnits = atUnits;
  }

  /** At the n-th call of all, whichever method it is, and at every later one. */
  public static Cancelling atCall(int n) {
    return new Cancelling(null, n, Long.MAX_VALUE);
  }

  /** As soon as that stage says something for the second time. */
  public static Cancelling in(String stage) {
    return new Cancelling(stage, 2, Long.MAX_VALUE);
  }

  /** As soon as so many units of a stage are reported as done. */
  public static Cancelling atUnits(long units) {
    return new Cancelling(null, Integer.MAX_VALUE, units);
  }

  /** Every stage that was begun, the one it was cancelled at included. */
  public List<String> stages() {
    return List.copyOf(stages);
  }

  @Override
  public void begin(String newStage, long total) {
    stages.add(newStage);
    if (stage == null) {
      check();
    } else {
      calls.set(0);
    }
  }

  @Override
  public void report(long done) {
    check();
    if (done >= atUnits) {
      throw new CancellationException();
    }
  }

  @Override
  public void check() {
    if ((stage == null || stage.equals(stages.getLast())) && calls.incrementAndGet() >= atCall) {
      throw new CancellationException();
    }
  }
}
