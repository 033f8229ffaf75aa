package io.recallscope.viz.projection;

import java.util.Arrays;

/** Points in the order of a Hilbert curve: near in the order is near on the map. */
final class HilbertOrder {
  /** The curve runs over 2^BITS × 2^BITS cells. */
  private static final int BITS = 15;

  private HilbertOrder() {}

  /** The numbers of the points along the curve; those of one cell ascending. */
  static int[] of(float[] x, float[] y) {
    int n = x.length;
    float left = Float.POSITIVE_INFINITY;
    float bottom = Float.POSITIVE_INFINITY;
    float right = Float.NEGATIVE_INFINITY;
    float top = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      left = Math.min(left, x[i]);
      right = Math.max(right, x[i]);
      bottom = Math.min(bottom, y[i]);
      top = Math.max(top, y[i]);
    }
    float side = Math.max(Math.max(right - left, top - bottom), Float.MIN_NORMAL);
    float scale = ((1 << BITS) - 1) / side;
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      keys[i] =
          (long) along((int) ((x[i] - left) * scale), (int) ((y[i] - bottom) * scale)) << 32 | i;
    }
    Arrays.sort(keys);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }

  /** How far along the curve a cell is, from 0 to 4^BITS - 1. */
  static int along(int cellX, int cellY) {
    int x = cellX;
    int y = cellY;
    int distance = 0;
    for (int side = 1 << (BITS - 1); side > 0; side /= 2) {
      boolean east = (x & side) != 0;
      boolean north = (y & side) != 0;
      distance += side * side * ((east ? 3 : 0) ^ (north ? 1 : 0));
      if (!north) {
        if (east) {
          x = (1 << BITS) - 1 - x;
          y = (1 << BITS) - 1 - y;
        }
        int swap = x;
        x = y;
        y = swap;
      }
    }
    return distance;
  }
}
