package io.recallscope.viz.projection;

import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;

/** The chosen rows of a table, block after block, brought to unit length where only that counts. */
record RowSource(VectorTable table, int[] rows, Similarity similarity) {
  int size() {
    return rows == null ? table.size() : rows.length;
  }

  int dimension() {
    return table.dimension();
  }

  /**
   * Copies rows from (inclusive) to (exclusive), one after the other.
   *
   * @throws IllegalArgumentException when a value is not finite
   */
  void copy(int from, int to, float[] into) {
    int d = table.dimension();
    if (rows == null) {
      table.copy(from, to, into, 0);
    } else {
      for (int i = from; i < to; i++) {
        table.copy(rows[i], rows[i] + 1, into, (i - from) * d);
      }
    }
    for (int i = from; i < to; i++) {
      int start = (i - from) * d;
      double square = 0;
      for (int j = start; j < start + d; j++) {
        square += (double) into[j] * into[j];
      }
      if (!Double.isFinite(square)) {
        throw new IllegalArgumentException(
            "the vector of "
                + table.id(rows == null ? i : rows[i])
                + " holds a value that is no number");
      }
      if (similarity == Similarity.COSINE && square > 0) {
        double norm = Math.sqrt(square);
        for (int j = start; j < start + d; j++) {
          into[j] = (float) (into[j] / norm);
        }
      }
    }
  }
}
