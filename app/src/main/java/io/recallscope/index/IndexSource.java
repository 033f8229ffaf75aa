package io.recallscope.index;

import io.recallscope.domain.Filter;
import io.recallscope.domain.Problem;
import io.recallscope.domain.VectorSpace;
import io.recallscope.viz.vector.VectorTable;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** What an index is built from: the item vectors of one space and the features filters test. */
public interface IndexSource {
  VectorSpace space();

  /** One row per item; its space fingerprint equals {@link #space()}'s. */
  VectorTable vectors();

  /** Features that can be filtered by. */
  List<Field> fields();

  /**
   * The rows that pass, as {@link Filtering#passing} says. Not to be changed: the next caller may
   * get the same set.
   *
   * @throws Problem as {@link Filtering#passing}
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

    /**
     * Tells of a row whether one of its strings is one of the values. A field that keeps its
     * strings as codes overrides this to compare codes.
     */
    default IntPredicate anyOf(Set<String> values) {
      return row -> {
        for (String value : strings(row)) {
          if (values.contains(value)) {
            return true;
          }
        }
        return false;
      };
    }
  }
}
