package io.recallscope.viz.map;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/**
 * Maps of the same points side by side: they share the selection, the selected and the hovered
 * point, and the viewport where that is wanted. The first map's come first.
 */
public final class MapLink {
  /**
   * A part of a layout, whatever its units.
   *
   * @param x of the middle, 0 to 1 from left to right
   * @param y of the middle, 0 to 1 from bottom to top
   * @param zoom 1 shows all
   */
  record Share(double x, double y, double zoom) {
    /**
     * What a viewport shows of a layout.
     *
     * @param fitting scale at which all of it is shown
     */
    static Share of(Viewport view, Viewport.Bounds all, double fitting) {
      return new Share(
          part(view.centreX(), all.minX(), all.maxX()),
          part(view.centreY(), all.minY(), all.maxY()),
          view.scale() / fitting);
    }

    /** The viewport of that size that shows the same of another layout. */
    Viewport of(Viewport.Bounds all, double fitting, double width, double height) {
      return new Viewport(
          all.minX() + x * (all.maxX() - all.minX()),
          all.minY() + y * (all.maxY() - all.minY()),
          fitting * zoom,
          width,
          height);
    }

    private static double part(double at, double min, double max) {
      return max > min ? (at - min) / (max - min) : 0.5;
    }
  }

  private final List<MapView> maps;
  private final BooleanProperty viewport = new SimpleBooleanProperty(this, "viewport");
  private boolean following;

  /** Links maps; they stay linked as long as they live. */
  public MapLink(MapView... maps) {
    this.maps = List.of(maps);
    MapView first = this.maps.getFirst();
    for (MapView other : this.maps.subList(1, this.maps.size())) {
      other.selectionProperty().bindBidirectional(first.selectionProperty());
      other.selectedProperty().bindBidirectional(first.selectedProperty());
      other.hoveredProperty().bindBidirectional(first.hoveredProperty());
    }
    for (MapView map : this.maps) {
      map.viewportProperty().subscribe((before, now) -> follow(map));
    }
    viewport.subscribe(on -> follow(first));
  }

  private void follow(MapView moved) {
    if (viewport.get() && !following) {
      following = true;
      try {
        for (MapView map : maps) {
          if (map != moved) {
            map.engine().show(moved.engine().share());
          }
        }
      } finally {
        following = false;
      }
    }
  }

  /**
   * Whether all look at the same part of their own layouts: the same share of each map's extent
   * around the same relative centre, since units mean nothing. False at first.
   */
  public BooleanProperty viewportProperty() {
    return viewport;
  }
}
