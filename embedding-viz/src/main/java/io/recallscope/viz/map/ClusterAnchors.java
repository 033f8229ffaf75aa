package io.recallscope.viz.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where a category's name belongs at one zoom level: its densest spot among what is on screen, so
 * that a category in several clusters is named at the one that is looked at.
 */
final class ClusterAnchors {
  private static final double CELL = 20;
  private static final int MAX_CATEGORIES = 512;
  private static final int MAX_BINS = 4_000_000;
  private static final int MAX_VISITED = 200_000;

  private ClusterAnchors() {}

  /**
   * A spot to write a name at.
   *
   * @param category index
   * @param x world
   * @param y world
   * @param count points of the category near the spot, as drawn in the sample that was looked at
   */
  record Anchor(int category, double x, double y, int count) {}

  /** The anchors of all categories that are on screen, those of most points at the spot first. */
  static List<Anchor> find(PointGrid grid, short[] colour, int categories, Viewport view) {
    int named = Math.min(categories, MAX_CATEGORIES);
    double cell = CELL;
    while (bins(view, cell) * named > MAX_BINS) {
      cell *= 2;
    }
    double size = cell;
    int columns = (int) Math.ceil(view.width() / size);
    int rows = (int) Math.ceil(view.height() / size);
    if (named == 0 || columns <= 0 || rows <= 0) {
      return List.of();
    }
    int[] bins = new int[named * columns * rows];
    float[] sumX = new float[bins.length];
    float[] sumY = new float[bins.length];
    Viewport.Bounds visible = view.visible(0);
    int stride = Math.max(1, grid.countIn(visible) / MAX_VISITED);
    grid.ranges(
        visible,
        (from, end) -> {
          for (int p = (from + stride - 1) / stride * stride; p < end; p += stride) {
            double sx = view.screenX(grid.x[p]);
            double sy = view.screenY(grid.y[p]);
            int c = colour[p];
            if (c >= 0 && c < named && sx >= 0 && sy >= 0) {
              int column = (int) (sx / size);
              int row = (int) (sy / size);
              if (column < columns && row < rows) {
                int bin = (c * rows + row) * columns + column;
                bins[bin]++;
                sumX[bin] += (float) sx;
                sumY[bin] += (float) sy;
              }
            }
          }
        });
    List<Anchor> anchors = new ArrayList<>();
    for (int c = 0; c < named; c++) {
      Anchor densest = densest(c, bins, sumX, sumY, columns, rows, view);
      if (densest != null) {
        anchors.add(densest);
      }
    }
    anchors.sort(Comparator.comparingInt(Anchor::count).reversed());
    return anchors;
  }

  private static double bins(Viewport view, double cell) {
    return Math.ceil(view.width() / cell) * Math.ceil(view.height() / cell);
  }

  private static Anchor densest(
      int category, int[] bins, float[] sumX, float[] sumY, int columns, int rows, Viewport view) {
    int most = 0;
    double x = 0;
    double y = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        if (bins[(category * rows + row) * columns + column] == 0) {
          continue;
        }
        int count = 0;
        double sx = 0;
        double sy = 0;
        for (int r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
          for (int q = Math.max(0, column - 1); q <= Math.min(columns - 1, column + 1); q++) {
            int bin = (category * rows + r) * columns + q;
            count += bins[bin];
            sx += sumX[bin];
            sy += sumY[bin];
          }
        }
        if (count > most) {
          most = count;
          x = sx / count;
          y = sy / count;
        }
      }
    }
    return most == 0 ? null : new Anchor(category, view.worldX(x), view.worldY(y), most);
  }
}
