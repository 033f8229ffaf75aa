package io.recallscope.viz.map;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A layout ready to be drawn: its grid and its colours in the grid's order, 15 bytes a point. Made
 * on any thread, never changed.
 *
 * @param x coordinates by the caller's index
 * @param y likewise
 * @param shown the points that are on the map, or null for all
 * @param grid the points that are on the map, reordered
 * @param colour category by place in the grid, −1 for none
 * @param categories how many categories there are
 */
record Layout(float[] x, float[] y, BitSet shown, PointGrid grid, short[] colour, int categories) {

  static Layout of(float[] x, float[] y, int[] category, int categories, BitSet shown) {
    return coloured(x, y, shown, new PointGrid(x, y, shown), category, categories);
  }

  /** The same places in other colours. */
  Layout coloured(int[] category, int count) {
    return coloured(x, y, shown, grid, category, count);
  }

  private static Layout coloured(
      float[] x, float[] y, BitSet shown, PointGrid grid, int[] category, int categories) {
    short[] colour = new short[grid.size()];
    if (category == null) {
      Arrays.fill(colour, (short) -1);
    } else {
      for (int p = 0; p < colour.length; p++) {
        int c = category[grid.original[p]];
        colour[p] = (short) (c < 0 || c > Short.MAX_VALUE ? -1 : c);
      }
    }
    return new Layout(x, y, shown, grid, colour, categories);
  }

  int size() {
    return x.length;
  }

  /** Whether the two place the same points in the same way, shown or not. */
  boolean samePlaces(Layout other) {
    return x == other.x && y == other.y;
  }

  boolean has(int index) {
    return index >= 0
        && index < x.length
        && Float.isFinite(x[index])
        && Float.isFinite(y[index])
        && (shown == null || shown.get(index));
  }
}
