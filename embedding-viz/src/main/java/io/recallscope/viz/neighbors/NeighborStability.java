package io.recallscope.viz.neighbors;

import java.util.Arrays;

/**
 * How far the neighbours of each row are the same in two spaces: Jaccard's |A ∩ B| / |A ∪ B| of its
 * k nearest. Needs no alignment: who is near whom is asked within each space.
 */
public final class NeighborStability {
  private NeighborStability() {}

  /**
   * By row, from 0 (all neighbours are others) to 1 (the same ones, in any order).
   *
   * @param before neighbours in one space
   * @param after those of the same rows, with the same numbers, in the other
   * @throws IllegalArgumentException when they are not of as many rows and neighbours
   */
  public static float[] of(KnnGraph before, KnnGraph after) {
    int k = before.k();
    if (after.k() != k || after.rows().length != before.rows().length) {
      throw new IllegalArgumentException(
          before.size()
              + " rows with "
              + k
              + " neighbours, "
              + after.size()
              + " with "
              + after.k());
    }
    float[] stability = new float[before.size()];
    int[] a = new int[k];
    int[] b = new int[k];
    for (int row = 0; row < stability.length; row++) {
      System.arraycopy(before.rows(), row * k, a, 0, k);
      System.arraycopy(after.rows(), row * k, b, 0, k);
      Arrays.sort(a);
      Arrays.sort(b);
      int shared = 0;
      for (int i = 0, j = 0; i < k && j < k; ) {
        if (a[i] == b[j]) {
          shared++;
          i++;
          j++;
        } else if (a[i] < b[j]) {
          i++;
        } else {
          j++;
        }
      }
      stability[row] = shared / (float) (2 * k - shared);
    }
    return stability;
  }
}
