package io.recallscope.viz.map;

import javafx.scene.Node;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;

/** Lines from one point to others, wherever the viewport has them by now. */
final class EdgeLayer {
  private final Path path = new Path();
  private int from = -1;
  private int[] to = {};

  EdgeLayer() {
    path.setManaged(false);
    path.setMouseTransparent(true);
    path.getStyleClass().setAll("map-edges");
  }

  Node node() {
    return path;
  }

  void set(int point, int[] others) {
    from = point;
    to = others.clone();
  }

  int count() {
    return path.getElements().size() / 2;
  }

  /** Draws them in their places; those to or from points that are not on the map are left out. */
  void place(MarkLayer.Places places) {
    path.getElements().clear();
    var start = from < 0 ? null : places.of(from);
    if (start != null) {
      for (int point : to) {
        var end = places.of(point);
        if (end != null) {
          path.getElements().add(new MoveTo(start.getX(), start.getY()));
          path.getElements().add(new LineTo(end.getX(), end.getY()));
        }
      }
    }
  }
}
