package io.recallscope.viz.neighbors;

import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;

/**
 * Norms of a table's rows and what follows from them: how far a float32 score can be from the
 * canonical one, and whether float32 can be trusted at all.
 *
 * <p>A sum of d products in float32, in any order, is off by at most d·u/(1 - d·u)·Σ|x||q| ≤
 * (d+1)·u·‖x‖·‖q‖ with u = 2⁻²⁴ (Higham, Accuracy and Stability of Numerical Algorithms, 3.1). A
 * few u more pay for normalising and for rounding the canonical score.
 *
 * @param inverse 1/norm of each row, 0 for a zero row; null for inner products
 * @param regular whether every norm (and its inverse) is far from float32's limits
 */
record Bounds(
    Similarity similarity, int dimension, double largest, float[] inverse, boolean regular) {
  private static final double UNIT = 0x1p-24;

  /**
   * @throws IllegalArgumentException when a value is not finite
   */
  static Bounds of(VectorTable table, Similarity similarity) {
    int n = table.size();
    int d = table.dimension();
    float[] inverse = similarity == Similarity.COSINE ? new float[n] : null;
    double largest = 0;
    boolean regular = true;
    int step = Math.max(1, (1 << 14) / d);
    float[] block = new float[step * d];
    for (int from = 0; from < n; from += step) {
      int to = Math.min(n, from + step);
      table.copy(from, to, block, 0);
      for (int row = from; row < to; row++) {
        double norm = norm(block, (row - from) * d, d);
        if (!Double.isFinite(norm)) {
          throw new IllegalArgumentException(
              "the vector of "
                  + table.id(row)
                  + " (row "
                  + row
                  + ") holds a value that is no number");
        }
        largest = Math.max(largest, norm);
        regular &= norm == 0 || (norm > 1e-18 && norm < 1e18);
        if (inverse != null) {
          inverse[row] = norm == 0 ? 0 : (float) (1 / norm);
        }
      }
    }
    return new Bounds(similarity, d, largest, inverse, regular);
  }

  static double norm(float[] values, int from, int d) {
    double even = 0;
    double odd = 0;
    int end = from + d;
    int i = from;
    for (; i + 1 < end; i += 2) {
      even += (double) values[i] * values[i];
      odd += (double) values[i + 1] * values[i + 1];
    }
    if (i < end) {
      even += (double) values[i] * values[i];
    }
    return Math.sqrt(even + odd);
  }

  /** Whether fast scores of a query of this norm neither overflow nor lose their digits. */
  boolean fast(double queryNorm) {
    return similarity == Similarity.COSINE ? regular && queryNorm > 0 : queryNorm * largest < 1e37;
  }

  /** How far a fast score can be from the canonical one. */
  double margin(double queryNorm) {
    double scale = similarity == Similarity.COSINE ? 1 : queryNorm * largest;
    return (dimension + 16) * (UNIT * 1.01 * scale + Float.MIN_VALUE);
  }
}
