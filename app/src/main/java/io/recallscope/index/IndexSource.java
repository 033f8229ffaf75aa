package io.recallscope.index;

import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.viz.vector.VectorTable;
import java.util.BitSet;
import java.util.List;

/** What an index is built from: the item vectors of one space and the features filters test. */
public interface IndexSource {
  VectorSpace space();

  /** One row per item; its space fingerprint equals {@link #space()}'s. */
  VectorTable vectors();

  /** Features that can be filtered by. */
  List<Field> fields();

  /**
   * The rows that pass, by the data itself (the exact backend's own answer).
   *
   * @throws Problem (USAGE) for an unknown field, or a comparison of a field that is no number
   */
  BitSet passing(Filter filter) throws Problem;

  /** A feature of the items. */
  interface Field {
    String name();

    /** Whether it is a number (comparable), else strings (equality, or membership of a list). */
    boolean numeric();

    /** The number, NaN where missing. */
    double number(int row);

    /** The strings, empty where missing. */
    List<String> strings(int row);
  }
}
