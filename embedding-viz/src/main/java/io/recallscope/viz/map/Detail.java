package io.recallscope.viz.map;

/** How large a map's points are drawn, and what a frame of them costs. */
final class Detail {
  /** Pixels left free around a map that is shown whole. */
  static final double PADDING = 26;

  private final MapView owner;

  Detail(MapView owner) {
    this.owner = owner;
  }

  /**
   * Logical pixels: as large as the points' density allows, growing slowly with the zoom.
   *
   * @param fitting scale at which the whole map is shown
   */
  double diameter(Viewport view, Layout layout, double fitting) {
    if (owner.getPointSize() > 0) {
      return owner.getPointSize();
    }
    return fitting(view, layout.size(), fitting);
  }

  /**
   * The diameter for so many points, logical pixels.
   *
   * @param fitting scale at which the whole map is shown
   */
  static double fitting(Viewport view, int points, double fitting) {
    double fits = 0.75 * Math.sqrt(view.width() * view.height() / Math.max(1, points));
    double zoom = Math.max(1, view.scale() / fitting);
    return Math.min(9, Math.clamp(fits, 1, 3.4) * Math.pow(zoom, 0.3));
  }

  /** Opacity of a point of that diameter: small ones let more through. */
  static double alpha(double diameter) {
    return diameter >= 2 ? 0.86 : 0.7;
  }

  /**
   * Pixels that a full frame blends.
   *
   * @param all whether every point is drawn, in view or not
   */
  double cost(Viewport view, Layout layout, double diameter, boolean all) {
    return cost(view, layout, diameter, all, owner.outputScale());
  }

  /** The same at so many device pixels to a logical one. */
  static double cost(Viewport view, Layout layout, double diameter, boolean all, double scale) {
    double size = Math.ceil(diameter * scale) + 2;
    int n = all ? layout.grid().size() : layout.grid().countIn(view.visible(size));
    // A point costs a look even where it covers nothing.
    return n * (size * size + 4) + view.width() * view.height() * scale * scale / 8;
  }
}
