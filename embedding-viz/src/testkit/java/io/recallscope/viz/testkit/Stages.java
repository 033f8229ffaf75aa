package io.recallscope.viz.testkit;

import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.List;

/** A progress that keeps how far each stage came; from one thread. */
public final class Stages implements Progress {
  /** One stage: its units in all (0 unknown), the most that was reported. */
  public record Stage(String name, long total, long reached) {}

  private final List<Stage> all = new ArrayList<>();

  /** In the order they began. */
  public List<Stage> all() {
    return List.copyOf(all);
  }

  @Override
  public void begin(String stage, long total) {
    all.add(new Stage(stage, total, 0));
  }

  @Override
  public void report(long done) {
    if (!all.isEmpty()) {
      Stage now = all.removeLast();
      all.add(new Stage(now.name, now.total, Math.max(now.reached, done)));
    }
  }

  @Override
  public void check() {}
}
