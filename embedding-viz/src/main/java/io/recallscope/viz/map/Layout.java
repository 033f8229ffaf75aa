package io.recallscope.viz.map;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A layout ready to be drawn: its grid, its colours and its labels in the grid's order, 15 to 17
 * bytes a point. Made on any thread, never changed.
 *
 * @param x coordinates by the caller's index
 * @param y likewise
 * @param shown the points that are on the map, or null for all
 * @param grid the points that are on the map, reordered
 * @param colour category by place in the grid, −1 for none
 * @param label category whose name is written, by place; the colours' own array where it is that
 * @param labels how many categories can be named
 */
record Layout(
    float[] x, float[] y, BitSet shown, PointGrid grid, short[] colour, short[] label, int labels) {

  /**
   * What points look like, by the caller's index.
   *
   * @param colour category of each, or null for none
   * @param label category of each that is named, or null for the colours'
   * @param labels how many categories can be named
   */
  record Looks(int[] colour, int[] label, int labels) {}

  /** Refuses arrays that are not of the same points. */
  static void checkSameSize(int nx, int ny, int[] categories) {
    if (nx != ny || (categories != null && categories.length != nx)) {
      throw new IllegalArgumentException(
          "A map needs as many x as y and categories, not %d, %d and %d."
              .formatted(nx, ny, categories == null ? nx : categories.length));
    }
  }

  static Layout of(float[] x, float[] y, Looks looks, BitSet shown) {
    return with(x, y, shown, new PointGrid(x, y, shown), looks);
  }

  /** The same places with other looks. */
  Layout with(Looks looks) {
    return with(x, y, shown, grid, looks);
  }

  private static Layout with(float[] x, float[] y, BitSet shown, PointGrid grid, Looks looks) {
    short[] colour = byPlace(grid, looks.colour());
    short[] label = looks.label() == null ? colour : byPlace(grid, looks.label());
    return new Layout(x, y, shown, grid, colour, label, looks.labels());
  }

  private static short[] byPlace(PointGrid grid, int[] category) {
    short[] placed = new short[grid.size()];
    if (category == null) {
      Arrays.fill(placed, (short) -1);
    } else {
      for (int p = 0; p < placed.length; p++) {
        int c = category[grid.original[p]];
        placed[p] = (short) (c < 0 || c > Short.MAX_VALUE ? -1 : c);
      }
    }
    return placed;
  }

  int size() {
    return x.length;
  }

  /** Whether the other places the same points on the same spots, shown or not. */
  @SuppressWarnings("ArrayEquals") // The same arrays: what is in them never changes.
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

  /** Points of a set by place; null for none. */
  BitSet places(BitSet points) {
    if (points.isEmpty()) {
      return null;
    }
    BitSet places = new BitSet(grid.size());
    for (int p = 0; p < grid.size(); p++) {
      if (points.get(grid.original[p])) {
        places.set(p);
      }
    }
    return places;
  }
}
