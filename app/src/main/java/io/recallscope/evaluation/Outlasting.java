package io.recallscope.evaluation;

import io.recallscope.domain.Problem;
import io.recallscope.index.VectorIndex;
import io.recallscope.viz.work.Progress;

/**
 * Lets an evaluation outlast a short absence of an index: a server that restarts. A part of it that
 * was interrupted is begun anew, so that no figure mixes answers from before and after.
 */
final class Outlasting {
  /** An index that goes away more often is not worth waiting for. */
  private static final int ABSENCES = 3;

  private Outlasting() {}

  /** A part whose figures belong together. */
  @FunctionalInterface
  interface Part<T> {
    T run() throws Problem;
  }

  /**
   * Runs it, from its start again after every absence.
   *
   * @throws Problem the part's own, when the index does not {@linkplain VectorIndex#recovers
   *     recover} from it, or failed too often
   */
  static <T> T run(VectorIndex index, Part<T> part, Progress progress) throws Problem {
    for (int absences = 1; ; absences++) {
      try {
        return part.run();
      } catch (Problem failure) {
        if (absences > ABSENCES || !index.recovers(failure, progress)) {
          throw failure;
        }
      }
    }
  }
}
