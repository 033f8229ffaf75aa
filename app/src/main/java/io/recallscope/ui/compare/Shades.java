package io.recallscope.ui.compare;

import java.util.Arrays;

/**
 * Classes of values for a sequential palette: equally many points in each, so that all are seen.
 */
final class Shades {
  /** Classes. */
  static final int COUNT = 8;

  private Shades() {}

  /**
   * Class of each value, 0 to {@link #COUNT} − 1, −1 for NaN.
   *
   * @param reversed whether the largest values are the first class
   */
  static int[] of(double[] values, boolean reversed) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    int[] classes = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        classes[i] = -1;
        continue;
      }
      int at = below(sorted, values[i]);
      int shade = (int) ((long) at * COUNT / sorted.length);
      classes[i] = reversed ? COUNT - 1 - shade : shade;
    }
    return classes;
  }

  /** How many are smaller: equal values, of which there may be many, share one class. */
  private static int below(double[] sorted, double value) {
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
}
