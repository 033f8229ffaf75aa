package io.recallscope.viz.map;

/** How large a map's points are drawn, and what a frame of them costs. */
final class Detail {
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
    int n = Math.max(1, layout.grid().size());
    double fits = 0.75 * Math.sqrt(view.width() * view.height() / n);
    double zoom = Math.max(1, view.scale() / fitting);
    return Math.min(9, Math.clamp(fits, 1, 3.4) * Math.pow(zoom, 0.3));
  }

  /**
   * Pixels that a full frame blends.
   *
   * @param all whether every point is drawn, in view or not
   */
  double cost(Viewport view, Layout layout, double diameter, boolean all) {
    double scale = owner.outputScale();
    double size = Math.ceil(diameter * scale) + 2;
    int n = all ? layout.grid().size() : layout.grid().countIn(view.visible(size));
    // A point costs a look even where it covers nothing.
    return n * (size * size + 4) + view.width() * view.height() * scale * scale / 8;
  }
}
