package io.recallscope.viz.neighbors;

import io.recallscope.viz.vector.Similarity;
import io.recallscope.viz.vector.VectorTable;
import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;
import java.util.BitSet;

/**
 * Nearest rows by Euclidean distance, found as largest inner products: |x - q|² = |x|² + |q|² -
 * 2·x·q, so that of rows of one length the order is that of x·q, and else that of (x, -|x|²/2c)·(q,
 * c), all rows being moved to have the mean zero, which changes no distance and keeps the products
 * small. c, the largest length, gives both sides about the same size.
 */
final class EuclideanSearch {
  /** Lengths that differ by less are one. */
  private static final double SAME = 1e-6;

  private static final int BLOCK = 1024;

  private final VectorTable table;
  private final ExactKnn knn;

  /** The table's mean; null when rows are searched as they are. */
  private final double[] mean;

  private final double length;

  EuclideanSearch(VectorTable table, Team team, Progress progress) {
    this.table = table;
    int n = table.size();
    int d = table.dimension();
    int blocks = (n + BLOCK - 1) / BLOCK;
    double[][] parts = new double[blocks][d + 2];
    team.run(blocks, (block, member) -> parts[block] = sums(block, progress));
    double[] sums = new double[d];
    double shortest = Double.POSITIVE_INFINITY;
    double longest = 0;
    for (double[] part : parts) {
      for (int j = 0; j < d; j++) {
        sums[j] += part[j] / n;
      }
      shortest = Math.min(shortest, part[d]);
      longest = Math.max(longest, part[d + 1]);
    }
    if (shortest >= longest * (1 - SAME)) {
      mean = null;
      length = longest;
      knn = new ExactKnn(table, Similarity.DOT);
      return;
    }
    mean = sums;
    float[] lifted = new float[Math.multiplyExact(n, d + 1)];
    double[] squares = new double[n];
    double[] largest = new double[blocks];
    team.run(
        blocks,
        (block, member) -> {
          float[] row = new float[d];
          for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
            table.copy(i, i + 1, row, 0);
            for (int j = 0; j < d; j++) {
              float moved = (float) (row[j] - mean[j]);
              lifted[i * (d + 1) + j] = moved;
              squares[i] += (double) moved * moved;
            }
            largest[block] = Math.max(largest[block], squares[i]);
          }
          progress.check();
        });
    double square = 0;
    for (double one : largest) {
      square = Math.max(square, one);
    }
    length = square == 0 ? 1 : Math.sqrt(square);
    for (int i = 0; i < n; i++) {
      lifted[i * (d + 1) + d] = (float) (-squares[i] / (2 * length));
    }
    knn = new ExactKnn(VectorTable.of(table.origin(), table.ids(), d + 1, lifted), Similarity.DOT);
  }

  /** Sums of the columns, then the least and the largest length. */
  private double[] sums(int block, Progress progress) {
    int d = table.dimension();
    double[] sums = new double[d + 2];
    sums[d] = Double.POSITIVE_INFINITY;
    float[] row = new float[d];
    for (int i = block * BLOCK; i < Math.min(table.size(), (block + 1) * BLOCK); i++) {
      table.copy(i, i + 1, row, 0);
      for (int j = 0; j < d; j++) {
        sums[j] += row[j];
      }
      double norm = Bounds.norm(row, 0, d);
      sums[d] = Math.min(sums[d], norm);
      sums[d + 1] = Math.max(sums[d + 1], norm);
    }
    progress.check();
    return sums;
  }

  /**
   * The k nearest rows of some rows, themselves included unless more than k are equally near.
   *
   * @param passing the rows that may be returned, or null for all
   */
  Neighbors[] neighbors(int[] rows, int k, BitSet passing, Progress progress) {
    float[][] queries = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      queries[i] = table.vector(rows[i]);
    }
    return nearest(queries, k, passing, progress);
  }

  /**
   * The k nearest rows of some vectors.
   *
   * @param passing the rows that may be returned, or null for all
   */
  Neighbors[] nearest(float[][] vectors, int k, BitSet passing, Progress progress) {
    if (mean == null) {
      return knn.searchBatch(vectors, k, passing, progress);
    }
    float[][] queries = new float[vectors.length][mean.length + 1];
    for (int i = 0; i < vectors.length; i++) {
      for (int j = 0; j < mean.length; j++) {
        queries[i][j] = (float) (vectors[i][j] - mean[j]);
      }
      queries[i][mean.length] = (float) length;
    }
    return knn.searchBatch(queries, k, passing, progress);
  }
}
