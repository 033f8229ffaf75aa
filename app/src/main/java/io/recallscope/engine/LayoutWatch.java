package io.recallscope.engine;

import io.recallscope.viz.work.Pause;
import io.recallscope.viz.work.Progress;
import java.util.List;
import java.util.function.Consumer;

/** Someone who looks at a layout while it is made, and may hold it up. */
@FunctionalInterface
public interface LayoutWatch {
  /** Nobody. */
  LayoutWatch NONE = (step, progress) -> {};

  /**
   * A layout on its way.
   *
   * @param done iterations made
   * @param of iterations there will be
   * @param divergence Kullback-Leibler divergence so far, in nats
   * @param x one per point
   * @param y one per point
   */
  record Step(int done, int of, double divergence, float[] x, float[] y) {}

  /**
   * Called a few times a second on the working thread, which waits for it.
   *
   * @param progress of the work, to notice while holding it up that it was cancelled
   */
  void look(Step step, Progress progress);

  /** Hands every step on, and holds the work up while the pause is on. */
  static LayoutWatch of(Consumer<Step> steps, Pause pause) {
    return (step, progress) -> {
      steps.accept(step);
      pause.await(progress);
    };
  }

  /** All of them, whoever is in the list when there is a step. */
  static LayoutWatch all(List<LayoutWatch> watches) {
    return (step, progress) -> watches.forEach(watch -> watch.look(step, progress));
  }
}
