package io.recallscope.viz.projection;

import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Pause;
import io.recallscope.viz.work.Progress;
import java.util.function.Consumer;

/** A projection whose layout moves step by step, and can be looked at and held up meanwhile. */
public interface IterativeProjection extends Projection {
  /**
   * A layout on its way.
   *
   * @param iteration steps it has made, 0 for the start
   * @param iterations steps it makes in all
   * @param divergence Kullback-Leibler divergence KL(P‖Q) of the layout in nats, of the affinities
   *     as they are, without exaggeration
   * @param layout a copy
   */
  record Snapshot(int iteration, int iterations, double divergence, Layout layout) {}

  /**
   * Someone who watches.
   *
   * @param snapshots takes layouts, on the working thread: the work waits for it
   * @param every steps between two of them, 1 or more; the first and the last always come
   * @param nanos time between two of them at least, but for the last: each costs a good part of a
   *     step
   * @param pause holds the work up
   */
  record Watcher(Consumer<Snapshot> snapshots, int every, long nanos, Pause pause) {
    public Watcher {
      if (every < 1) {
        throw new IllegalArgumentException("steps between snapshots: " + every);
      }
    }

    /** However soon they follow one another. */
    public Watcher(Consumer<Snapshot> snapshots, int every, Pause pause) {
      this(snapshots, every, 0, pause);
    }
  }

  /**
   * As {@link Projection#project(VectorTable, int[], Options, Progress)}, watched. Watching changes
   * nothing about the layout.
   */
  Layout project(
      VectorTable table, int[] rows, Options options, Watcher watcher, Progress progress);
}
