package io.recallscope.viz.map;

/**
 * The change from one layout to the next: every point moves on a straight line on screen from where
 * it was seen to its new place. Points that were not on the map appear in place.
 */
final class LayoutChange {
  /** Where each point of the new grid starts, by place, in the new layout's world. */
  final float[] fromX;

  final float[] fromY;

  /** The viewport the old layout was last seen through. */
  final Viewport seen;

  /** The one that the new layout is seen through. */
  final Viewport next;

  private final Layout before;

  /**
   * Between two layouts of the same points.
   *
   * @param seen the viewport the old layout was last seen through
   * @param next the one the new layout is seen through, all the time of the change
   */
  LayoutChange(Layout before, Viewport seen, Layout after, Viewport next) {
    this.before = before;
    this.seen = seen;
    this.next = next;
    PointGrid grid = after.grid();
    fromX = new float[grid.size()];
    fromY = new float[grid.size()];
    for (int p = 0; p < fromX.length; p++) {
      int i = grid.original[p];
      boolean was = before.has(i);
      fromX[p] = was ? (float) startX(before.x()[i]) : grid.x[p];
      fromY[p] = was ? (float) startY(before.y()[i]) : grid.y[p];
    }
  }

  private double startX(double oldX) {
    return next.worldX(seen.screenX(oldX));
  }

  private double startY(double oldY) {
    return next.worldY(seen.screenY(oldY));
  }

  /** World x of a point when so much of the change is done. */
  double x(Layout after, int index, double part) {
    double to = after.x()[index];
    return before.has(index) ? to + (startX(before.x()[index]) - to) * (1 - part) : to;
  }

  /** World y of a point when so much of the change is done. */
  double y(Layout after, int index, double part) {
    double to = after.y()[index];
    return before.has(index) ? to + (startY(before.y()[index]) - to) * (1 - part) : to;
  }
}
