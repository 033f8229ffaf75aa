package io.recallscope.viz.map;

import java.util.Arrays;

/**
 * A layout ready to be drawn: its grid and its colours in the grid's order. Made on any thread,
 * never changed.
 *
 * @param x coordinates by the caller's index
 * @param y likewise
 * @param grid the same points, reordered
 * @param colour category by place in the grid
 * @param categories how many categories have a colour
 */
record Layout(float[] x, float[] y, PointGrid grid, int[] colour, int categories) {

  static Layout of(float[] x, float[] y, int[] category, int categories) {
    return coloured(x, y, new PointGrid(x, y), category, categories);
  }

  /** The same places in other colours. */
  Layout coloured(int[] category, int count) {
    return coloured(x, y, grid, category, count);
  }

  private static Layout coloured(
      float[] x, float[] y, PointGrid grid, int[] category, int categories) {
    int[] colour = new int[grid.size()];
    if (category == null) {
      Arrays.fill(colour, -1);
    } else {
      for (int p = 0; p < colour.length; p++) {
        colour[p] = category[grid.original[p]];
      }
    }
    return new Layout(x, y, grid, colour, categories);
  }

  int size() {
    return x.length;
  }

  boolean has(int index) {
    return index >= 0 && index < x.length && Float.isFinite(x[index]) && Float.isFinite(y[index]);
  }
}
