package io.recallscope.viz.map;

/**
 * Where the points of a map come from, and where they are on the way: a share of the straight line
 * from there to their places. A point without a place to come from stays where it is.
 */
final class Morph {
  private final float[] originX;
  private final float[] originY;

  /** By place of the arranged layout's grid. */
  private float[] startX = {};

  private float[] startY = {};
  private Layout arranged;
  private double part = 1;

  /** The points where they are by now, with a grid of their own. */
  private Layout placed;

  Morph(float[] originX, float[] originY) {
    this.originX = originX;
    this.originY = originY;
  }

  int size() {
    return originX.length;
  }

  /** Gets ready for a layout, or new looks of the one before. */
  void arrange(Layout layout) {
    boolean sameGrid = arranged != null && arranged.grid().equals(layout.grid());
    arranged = layout;
    placed = null;
    if (sameGrid) {
      return;
    }
    PointGrid grid = layout.grid();
    startX = new float[grid.size()];
    startY = new float[grid.size()];
    for (int p = 0; p < startX.length; p++) {
      int i = grid.original[p];
      boolean comes = Float.isFinite(originX[i]) && Float.isFinite(originY[i]);
      startX[p] = comes ? originX[i] : grid.x[p];
      startY[p] = comes ? originY[i] : grid.y[p];
    }
  }

  /** How far the points are, from 0 (where they come from) to 1 (in their places). */
  void go(double share) {
    if (share != part) {
      part = share;
      placed = null;
    }
  }

  double part() {
    return part;
  }

  float[] startX() {
    return startX;
  }

  float[] startY() {
    return startY;
  }

  double x(int index) {
    return between(originX[index], arranged.x()[index], part);
  }

  double y(int index) {
    return between(originY[index], arranged.y()[index], part);
  }

  /** Where a point comes from; NaN where it comes from nowhere. */
  double originX(int index) {
    return originX[index];
  }

  double originY(int index) {
    return originY[index];
  }

  private static double between(double from, double to, double part) {
    return Float.isFinite((float) from) ? from + (to - from) * part : to;
  }

  /** The arranged layout with the points where they are by now: 10 ms for 100,000 of them. */
  Layout placed(Layout.Looks looks) {
    if (part == 1) {
      return arranged;
    }
    if (placed == null) {
      float[] x = new float[originX.length];
      float[] y = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) x(i);
        y[i] = (float) y(i);
      }
      placed = Layout.of(x, y, looks, arranged.shown());
    }
    return placed;
  }

  /** What holds all points, wherever they are on their way. */
  Viewport.Bounds bounds() {
    Viewport.Bounds all = arranged.grid().bounds;
    double minX = all.minX();
    double minY = all.minY();
    double maxX = all.maxX();
    double maxY = all.maxY();
    for (int p = 0; p < startX.length; p++) {
      minX = Math.min(minX, startX[p]);
      maxX = Math.max(maxX, startX[p]);
      minY = Math.min(minY, startY[p]);
      maxY = Math.max(maxY, startY[p]);
    }
    return new Viewport.Bounds(minX, minY, maxX, maxY);
  }
}
