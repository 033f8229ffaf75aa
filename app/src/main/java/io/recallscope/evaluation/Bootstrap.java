package io.recallscope.evaluation;

import io.recallscope.viz.work.Progress;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Percentile bootstrap of a mean over queries (Efron and Tibshirani 1993, ch. 13): 2,000 resamples,
 * the 2.5th and 97.5th percentile of their means. Seeded: the same values and seed give the same
 * interval.
 */
public final class Bootstrap {
  private static final int RESAMPLES = 2_000;
  private static final double TAIL = 0.025;

  private Bootstrap() {}

  /**
   * A mean with its 95 % interval.
   *
   * @param mean NaN when n is 0
   * @param low lower end
   * @param high upper end
   * @param n values it rests on
   */
  public record Interval(double mean, double low, double high, int n) {}

  /**
   * The mean of the values that are numbers; NaN entries (queries it is undefined for) are left
   * out.
   *
   * @param progress checked once a resample
   */
  public static Interval mean(double[] values, long seed, Progress progress) {
    double[] defined = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    int n = defined.length;
    if (n == 0) {
      return new Interval(Double.NaN, Double.NaN, Double.NaN, 0);
    }
    double[] means = new double[RESAMPLES];
    SplittableRandom random = new SplittableRandom(seed);
    for (int b = 0; b < RESAMPLES; b++) {
      progress.check();
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += defined[random.nextInt(n)];
      }
      means[b] = sum / n;
    }
    double mean = Arrays.stream(defined).average().orElseThrow();
    return new Interval(mean, Quantiles.of(means, TAIL), Quantiles.of(means, 1 - TAIL), n);
  }

  /**
   * The mean of a[i] − b[i] over queries where both are numbers: an interval that leaves out 0 says
   * that the two differ.
   */
  public static Interval pairedDifference(double[] a, double[] b, long seed, Progress progress) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " values against " + b.length);
    }
    double[] differences = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      differences[i] = a[i] - b[i];
    }
    return mean(differences, seed, progress);
  }
}
