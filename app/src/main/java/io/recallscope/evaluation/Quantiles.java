package io.recallscope.evaluation;

import java.util.Arrays;

/** Quantiles of a sample. */
final class Quantiles {
  private Quantiles() {}

  /**
   * The q-quantile, 0 to 1, between order statistics interpolated linearly (type 7 of Hyndman and
   * Fan 1996, numpy's default); NaN of none.
   */
  static double of(double[] values, double q) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = q * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
