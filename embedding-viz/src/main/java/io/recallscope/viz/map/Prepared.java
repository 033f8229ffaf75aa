package io.recallscope.viz.map;

/**
 * A layout made ready for the map, and the way to it from the one before; all of it in the
 * background where there are many points.
 *
 * @param change null where nothing moves
 */
record Prepared(Layout layout, LayoutChange change) {
  /**
   * Makes ready.
   *
   * @param before the layout on the map, or null
   * @param seen what it is seen through, or null where nothing moves
   * @param share what the new one will show, or null for all
   */
  static Prepared of(Layout layout, Layout before, Viewport seen, MapLink.Share share) {
    if (seen == null || before.samePlaces(layout)) {
      return new Prepared(layout, null);
    }
    Viewport fit = Viewport.fit(layout.grid().bounds, seen.width(), seen.height(), Detail.PADDING);
    Viewport next =
        share == null
            ? fit
            : share.of(layout.grid().bounds, fit.scale(), seen.width(), seen.height());
    return new Prepared(layout, new LayoutChange(before, seen, layout, next));
  }

  /** Whether the change leads from what is seen to what will be. */
  boolean leads(Viewport seen, Viewport next) {
    return change != null && change.seen.equals(seen) && change.next.equals(next);
  }
}
