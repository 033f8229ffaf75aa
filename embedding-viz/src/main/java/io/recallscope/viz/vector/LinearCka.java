package io.recallscope.viz.vector;

import io.recallscope.viz.work.Progress;
import io.recallscope.viz.work.Team;

/**
 * Linear centred kernel alignment of two sets of vectors of the same things, of any two dimensions
 * (Kornblith et al. 2019): |YᵀX|² / (|XᵀX|·|YᵀY|) of the centred matrices, Frobenius norms. Neither
 * rotating nor scaling a space changes it.
 */
public final class LinearCka {
  private LinearCka() {}

  /**
   * From 0 (nothing in common) to 1 (equal up to rotation and scale); NaN where the rows of one
   * side are all equal.
   *
   * @param progress only asked whether to stop
   * @throws IllegalArgumentException when a value is no number
   */
  public static double of(Pairing pairs, Team team, Progress progress) {
    double[] x = mean(pairs.from(), pairs.fromRows());
    double[] y = mean(pairs.to(), pairs.toRows());
    double xy = centred(pairs, x, y, team, progress);
    double xx =
        centred(
            new Pairing(pairs.from(), pairs.from(), pairs.fromRows(), pairs.fromRows()),
            x,
            x,
            team,
            progress);
    double yy =
        centred(
            new Pairing(pairs.to(), pairs.to(), pairs.toRows(), pairs.toRows()),
            y,
            y,
            team,
            progress);
    return xx <= 0 || yy <= 0 ? Double.NaN : xy / Math.sqrt(xx * yy);
  }

  /** |AᵀB|² of the rows less their means; 0 where it is no more than rounding. */
  private static double centred(
      Pairing pairs, double[] a, double[] b, Team team, Progress progress) {
    double[][] product = new PairSums(pairs, false, team, progress).product(null);
    double norm = 0;
    double all = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        double value = product[i][j] - pairs.size() * a[i] * b[j];
        norm += value * value;
        all += product[i][j] * product[i][j];
      }
    }
    return norm <= all * 1e-24 ? 0 : norm;
  }

  private static double[] mean(VectorTable table, int[] rows) {
    double[] mean = new double[table.dimension()];
    float[] row = new float[mean.length];
    for (int number : rows) {
      table.copy(number, number + 1, row, 0);
      for (int j = 0; j < mean.length; j++) {
        mean[j] += row[j] / (double) rows.length;
      }
    }
    return mean;
  }
}
