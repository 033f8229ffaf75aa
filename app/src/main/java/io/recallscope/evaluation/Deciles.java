package io.recallscope.evaluation;

import java.util.Arrays;

/**
 * Tenths of a population by one whole number, such as the clicks of items: 1 the smallest, 10 the
 * largest. Equal values are in one tenth, that of their middle rank, so a tenth may be empty: where
 * half of all items have no click, these are all in the third.
 */
public final class Deciles {
  /** How many there are. */
  public static final int COUNT = 10;

  private final int[] sorted;
  private final int[][] ranges = new int[COUNT + 1][];

  private Deciles(int[] sorted) {
    this.sorted = sorted;
    for (int i = 0; i < sorted.length; i++) {
      // One look a run of equal values.
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        int decile = of(sorted[i]);
        int low = ranges[decile] == null ? sorted[i] : ranges[decile][0];
        ranges[decile] = new int[] {low, sorted[i]};
      }
    }
  }

  /** Of these values. */
  public static Deciles of(int[] values) {
    int[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Deciles(sorted);
  }

  /** 1 + ⌊10·(smaller + equal/2)/n⌋, at most 10; 1 of an empty population. */
  public int of(int value) {
    int less = less(value);
    long doubled = less + (long) less(value + 1L);
    return sorted.length == 0
        ? 1
        : (int) Math.min(COUNT, 1 + doubled * COUNT / (2L * sorted.length));
  }

  /** The smallest and the largest value of a decile; null where it is empty. */
  public int[] range(int decile) {
    return ranges[decile] == null ? null : ranges[decile].clone();
  }

  /** How many values are smaller. */
  private int less(long value) {
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
