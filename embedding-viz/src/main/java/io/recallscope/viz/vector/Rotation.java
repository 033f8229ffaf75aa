package io.recallscope.viz.vector;

import io.recallscope.viz.work.Progress;

/**
 * An orthogonal map between two vector spaces of one dimension, for display and for measuring
 * drift. Rows that it turned are not vectors of the other space: their table's space says so, and
 * is refused wherever vectors of a space are asked for.
 *
 * @param matrix R, d × d: a row a becomes a·R
 */
public record Rotation(double[][] matrix) {
  /** Rows between two looks at whether to stop. */
  private static final int BLOCK = 1024;

  /** Values in a row. */
  public int dimension() {
    return matrix.length;
  }

  /** The way back. */
  public Rotation inverse() {
    int d = dimension();
    double[][] transposed = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        transposed[j][i] = matrix[i][j];
      }
    }
    return new Rotation(transposed);
  }

  /**
   * All rows turned, on the heap, with the same ids.
   *
   * @param towards the space they are turned towards, for the name of the new table's space
   * @param progress only asked whether to stop
   * @throws IllegalArgumentException when the table has another dimension or more values than an
   *     array holds
   */
  public VectorTable turned(VectorTable table, String towards, Progress progress) {
    int d = dimension();
    int n = table.size();
    if (table.dimension() != d || (long) n * d > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          n + " rows of " + table.dimension() + " values for a rotation of " + d);
    }
    float[] rows = new float[n * d];
    float[] row = new float[d];
    double[] a = new double[d];
    double[] turned = new double[d];
    for (int i = 0; i < n; i++) {
      if (i % BLOCK == 0) {
        progress.check();
      }
      table.copy(i, i + 1, row, 0);
      for (int j = 0; j < d; j++) {
        a[j] = row[j];
        turned[j] = 0;
      }
      addTurned(a, matrix, turned);
      for (int j = 0; j < d; j++) {
        rows[i * d + j] = (float) turned[j];
      }
    }
    String space = table.origin().space() + " turned to " + towards;
    return VectorTable.of(
        new VectorTable.Origin(space, table.origin().data()), table.ids(), d, rows);
  }

  /** sum += a·R. */
  static void addTurned(double[] a, double[][] matrix, double[] sum) {
    for (int i = 0; i < a.length; i++) {
      double ai = a[i];
      double[] row = matrix[i];
      for (int j = 0; j < sum.length; j++) {
        sum[j] += ai * row[j];
      }
    }
  }
}
