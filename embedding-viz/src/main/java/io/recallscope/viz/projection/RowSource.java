package io.recallscope.viz.projection;

import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import java.util.List;
import java.util.stream.IntStream;

/** The chosen rows of a table, block after block, brought to unit length where only that counts. */
record RowSource(VectorTable table, int[] rows, Similarity similarity) {
  private static final int BLOCK = 1024;

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

  /**
   * How many values so many rows have.
   *
   * @throws IllegalArgumentException when they are more than an array holds
   */
  static int values(int rows, int d) {
    if ((long) rows * d > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          rows + " rows of " + d + " values are too many: draw a sample");
    }
    return rows * d;
  }

  /**
   * A copy of all rows on the heap, as the similarity sees them, each with its number for an id.
   *
   * @param progress begins a stage
   * @throws IllegalArgumentException when a value is not finite, or there are more values than an
   *     array holds
   */
  VectorTable onHeap(Progress progress) {
    int n = size();
    int d = dimension();
    progress.begin("viz.stage.vectors", n);
    float[] values = new float[values(n, d)];
    float[] block = new float[BLOCK * d];
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      copy(from, to, block);
      System.arraycopy(block, 0, values, from * d, (to - from) * d);
      progress.report(to);
    }
    List<String> ids = IntStream.range(0, n).mapToObj(Integer::toString).toList();
    return VectorTable.of(table.origin(), ids, d, values);
  }
}
