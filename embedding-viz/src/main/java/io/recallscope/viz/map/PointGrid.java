package io.recallscope.viz.map;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The points of a layout, reordered by the cells of a uniform grid (compressed rows: cell c holds
 * the places start[c] to start[c+1]), so that what is on screen and what is under the pointer are
 * found without looking at the rest. Points with a coordinate that is not finite are not on the
 * map. Immutable once built.
 */
final class PointGrid {
  private static final int POINTS_PER_CELL = 16;
  private static final int MAX_SIDE = 2048;

  /** Coordinates and index in the caller's arrays, by place. */
  final float[] x;

  final float[] y;
  final int[] original;
  final Viewport.Bounds bounds;
  private final int[] start;
  private final int columns;
  private final int rows;
  private final double perX;
  private final double perY;

  PointGrid(float[] sourceX, float[] sourceY) {
    this(sourceX, sourceY, null);
  }

  /**
   * Of some of the points; the bounds are those of all.
   *
   * @param shown the points that are on the map, or null for all
   */
  PointGrid(float[] sourceX, float[] sourceY, BitSet shown) {
    int n = sourceX.length;
    float minX = Float.POSITIVE_INFINITY;
    float minY = Float.POSITIVE_INFINITY;
    float maxX = Float.NEGATIVE_INFINITY;
    float maxY = Float.NEGATIVE_INFINITY;
    int finite = 0;
    for (int i = 0; i < n; i++) {
      if (isFinite(sourceX[i], sourceY[i])) {
        minX = Math.min(minX, sourceX[i]);
        maxX = Math.max(maxX, sourceX[i]);
        minY = Math.min(minY, sourceY[i]);
        maxY = Math.max(maxY, sourceY[i]);
        finite += shown == null || shown.get(i) ? 1 : 0;
      }
    }
    bounds = minX > maxX ? new Viewport.Bounds(0, 0, 0, 0) : bounds(minX, minY, maxX, maxY);
    int side = (int) Math.clamp(Math.sqrt(finite / (double) POINTS_PER_CELL), 1, MAX_SIDE);
    columns = side;
    rows = side;
    perX = per(columns, bounds.minX(), bounds.maxX());
    perY = per(rows, bounds.minY(), bounds.maxY());

    int[] count = new int[columns * rows + 1];
    for (int i = 0; i < n; i++) {
      if (isFinite(sourceX[i], sourceY[i]) && (shown == null || shown.get(i))) {
        count[cell(sourceX[i], sourceY[i]) + 1]++;
      }
    }
    for (int c = 0; c < columns * rows; c++) {
      count[c + 1] += count[c];
    }
    start = count;
    int[] next = Arrays.copyOf(start, columns * rows);
    x = new float[finite];
    y = new float[finite];
    original = new int[finite];
    for (int i = 0; i < n; i++) {
      if (isFinite(sourceX[i], sourceY[i]) && (shown == null || shown.get(i))) {
        int place = next[cell(sourceX[i], sourceY[i])]++;
        x[place] = sourceX[i];
        y[place] = sourceY[i];
        original[place] = i;
      }
    }
  }

  private static boolean isFinite(float x, float y) {
    return Float.isFinite(x) && Float.isFinite(y);
  }

  private static Viewport.Bounds bounds(float minX, float minY, float maxX, float maxY) {
    return new Viewport.Bounds(minX, minY, maxX, maxY);
  }

  private static double per(int cells, double min, double max) {
    return max > min ? cells / (max - min) : 0;
  }

  int size() {
    return x.length;
  }

  private int cell(float px, float py) {
    return row(py) * columns + column(px);
  }

  private int column(double px) {
    return (int) Math.clamp((px - bounds.minX()) * perX, 0, columns - 1.0);
  }

  private int row(double py) {
    return (int) Math.clamp((py - bounds.minY()) * perY, 0, rows - 1.0);
  }

  /** Gives the places of every cell that touches the rectangle, as ranges; a cell row is one. */
  void ranges(Viewport.Bounds area, RangeConsumer to) {
    if (size() == 0
        || area.maxX() < bounds.minX()
        || area.minX() > bounds.maxX()
        || area.maxY() < bounds.minY()
        || area.minY() > bounds.maxY()) {
      return;
    }
    int left = column(area.minX());
    int right = column(area.maxX());
    int top = row(area.maxY());
    for (int r = row(area.minY()); r <= top; r++) {
      int from = start[r * columns + left];
      int end = start[r * columns + right + 1];
      if (from < end) {
        to.accept(from, end);
      }
    }
  }

  /** How many points lie in cells that touch the rectangle. */
  int countIn(Viewport.Bounds area) {
    int[] sum = new int[1];
    ranges(area, (from, end) -> sum[0] += end - from);
    return sum[0];
  }

  /**
   * The caller's index of the point nearest to a place, or −1 when none is within the radius; of
   * equally near ones the lowest index.
   */
  int nearest(double wx, double wy, double radius) {
    int[] found = {-1};
    double[] best = {radius * radius};
    ranges(
        new Viewport.Bounds(wx - radius, wy - radius, wx + radius, wy + radius),
        (from, end) -> {
          for (int p = from; p < end; p++) {
            double dx = x[p] - wx;
            double dy = y[p] - wy;
            double d = dx * dx + dy * dy;
            if (d < best[0] || (d == best[0] && (found[0] < 0 || original[p] < found[0]))) {
              best[0] = d;
              found[0] = original[p];
            }
          }
        });
    return found[0];
  }

  /** The caller's indices of the points in a rectangle, edges included. */
  BitSet in(Viewport.Bounds area) {
    BitSet found = new BitSet();
    ranges(
        area,
        (from, end) -> {
          for (int p = from; p < end; p++) {
            if (area.contains(x[p], y[p])) {
              found.set(original[p]);
            }
          }
        });
    return found;
  }

  /** The caller's indices of the points inside a closed line. */
  BitSet in(Lasso lasso) {
    BitSet found = new BitSet();
    ranges(
        lasso.bounds(),
        (from, end) -> {
          for (int p = from; p < end; p++) {
            if (lasso.contains(x[p], y[p])) {
              found.set(original[p]);
            }
          }
        });
    return found;
  }

  /** Takes places [from, end). */
  @FunctionalInterface
  interface RangeConsumer {
    void accept(int from, int end);
  }
}
