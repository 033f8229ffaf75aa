package io.recallscope.evaluation;

import java.util.Arrays;

/**
 * What the lists of all users show of the catalogue, METRICS.md's "Lists over all users", and
 * hubness: N_k(x) is the number of lists that hold item x.
 *
 * @param coverage share of the items that are in some list
 * @param gini of N_k over all items, zeros included: 0 all alike, towards 1 few have everything
 * @param popularityPercentile mean over all places of lists of the item's percentile by training
 *     clicks, 0 to 1 (items with equally many share their middle one); 0.5 were items drawn blindly
 * @param longTail share of places taken by the items that have, the most clicked left out, the last
 *     fifth of all training clicks
 * @param hubness skewness of N_k (Radovanović et al. 2010)
 * @param antiHubs share of items in no list
 * @param items in the catalogue
 */
public record ExposureFigures(
    double coverage,
    double gini,
    double popularityPercentile,
    double longTail,
    double hubness,
    double antiHubs,
    int items) {
  /** Share of all training clicks that the head has. */
  private static final double HEAD = 0.8;

  /**
   * @param counts N_k of every item
   * @param clicks training clicks of every item, in the same order
   */
  static ExposureFigures of(int[] counts, int[] clicks) {
    int n = counts.length;
    double shown = Arrays.stream(counts).filter(c -> c > 0).count();
    double places = Arrays.stream(counts).asDoubleStream().sum();
    double[] percentiles = percentiles(clicks);
    int least = leastOfHead(clicks);
    double percentile = 0;
    double tail = 0;
    for (int i = 0; i < n; i++) {
      percentile += counts[i] * percentiles[i];
      tail += clicks[i] < least ? counts[i] : 0;
    }
    return new ExposureFigures(
        share(shown, n),
        gini(counts),
        share(percentile, places),
        share(tail, places),
        skewness(counts),
        share(n - shown, n),
        n);
  }

  private static double share(double part, double of) {
    return of == 0 ? Double.NaN : part / of;
  }

  /** Σ(2i − n − 1)·x_i / (n·Σx) of the values in ascending order; NaN of nothing. */
  static double gini(int[] values) {
    int[] sorted = values.clone();
    Arrays.sort(sorted);
    double n = sorted.length;
    double weighted = 0;
    double sum = 0;
    for (int i = 0; i < sorted.length; i++) {
      weighted += (2 * (i + 1) - n - 1) * sorted[i];
      sum += sorted[i];
    }
    return share(weighted, n * sum);
  }

  /** m₃ / m₂^1.5, the biased estimate; NaN where all values are equal. */
  static double skewness(int[] values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double second = 0;
    double third = 0;
    for (int value : values) {
      double d = value - mean;
      second += d * d;
      third += d * d * d;
    }
    second /= values.length;
    third /= values.length;
    return second > 0 ? third / Math.pow(second, 1.5) : Double.NaN;
  }

  /** (smaller + equal / 2) / n of every value. */
  static double[] percentiles(int[] values) {
    int[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] percentiles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int below = bound(sorted, values[i]);
      int upTo = bound(sorted, values[i] + 1L);
      percentiles[i] = (below + upTo) / 2.0 / values.length;
    }
    return percentiles;
  }

  /** How many are smaller. */
  private static int bound(int[] sorted, long value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Clicks of the last item that the head needs for its share; items with fewer are the tail. */
  private static int leastOfHead(int[] clicks) {
    int[] sorted = clicks.clone();
    Arrays.sort(sorted);
    double all = Arrays.stream(sorted).asDoubleStream().sum();
    double sum = 0;
    for (int i = sorted.length - 1; i >= 0; i--) {
      sum += sorted[i];
      if (sum >= HEAD * all) {
        return sorted[i];
      }
    }
    return 0;
  }
}
