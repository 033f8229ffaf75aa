package io.recallscope.index;

import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;

/** What every backend refuses, in the same words. For backends, not for callers. */
public final class Checks {
  private static final int CHECKED_ROWS = 8_192;

  private Checks() {}

  /**
   * Refuses a query that does not fit an index.
   *
   * @param index the space the index was built of
   */
  public static void query(Query query, VectorSpace index) throws Problem {
    space(query.space(), index);
    if (query.k() < 1) {
      throw new Problem(Problem.Kind.USAGE, "index.k", query.k());
    }
    if (query.numCandidates() < query.k()) {
      throw new Problem(
          Problem.Kind.USAGE, "index.num-candidates", query.numCandidates(), query.k());
    }
    if (query.vector().length != index.dimension()) {
      throw new Problem(
          Problem.Kind.USAGE, "index.query-dimension", query.vector().length, index.dimension());
    }
    if (!finite(query.vector())) {
      throw new Problem(Problem.Kind.USAGE, "index.query-not-finite");
    }
  }

  /** Refuses vectors of one space in an index of another, naming both. */
  public static void space(VectorSpace query, VectorSpace index) throws Problem {
    if (!query.fingerprint().equals(index.fingerprint())) {
      throw new Problem(
          Problem.Kind.REFUSED,
          "index.other-space",
          query.model(),
          query.shortFingerprint(),
          index.model(),
          index.shortFingerprint());
    }
  }

  /** Refuses a source whose vectors are not of the space it claims. */
  public static void source(IndexSource source) throws Problem {
    VectorTable vectors = source.vectors();
    VectorSpace space = source.space();
    space(
        new VectorSpace(
            vectors.origin().space(), space.model(), vectors.dimension(), space.similarity()),
        space);
    if (vectors.dimension() != space.dimension()) {
      throw new Problem(
          Problem.Kind.INPUT, "index.dimension", vectors.dimension(), space.dimension());
    }
  }

  /** Refuses an item's vector that holds a NaN or an infinity. */
  public static void vector(String item, float[] vector) throws Problem {
    if (!finite(vector)) {
      throw new Problem(Problem.Kind.INPUT, "index.not-finite", item);
    }
  }

  /**
   * Refuses vectors of which one holds a NaN or an infinity.
   *
   * @param progress begins a stage
   */
  public static void vectors(VectorTable vectors, Progress progress) throws Problem {
    progress.begin("index.stage.exact", vectors.size());
    for (int row = 0; row < vectors.size(); row++) {
      if (row % CHECKED_ROWS == 0) {
        progress.report(row);
      }
      vector(vectors.id(row), vectors.vector(row));
    }
    progress.report(vectors.size());
  }

  private static boolean finite(float[] vector) {
    for (float x : vector) {
      if (!Float.isFinite(x)) {
        return false;
      }
    }
    return true;
  }
}
