package io.recallscope.ui.base;

import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;

/** Something that takes too long for the FX thread. */
@FunctionalInterface
public interface Work<T> {
  /**
   * Does it, on a thread of {@link Jobs}.
   *
   * @throws Problem to be shown
   */
  T run(Progress progress) throws Problem;
}
