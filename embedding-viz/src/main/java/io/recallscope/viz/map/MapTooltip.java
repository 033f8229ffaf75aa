package io.recallscope.viz.map;

import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** A card beside the pointer that never leaves the map and never lies under the pointer. */
final class MapTooltip extends StackPane {
  private static final double OFFSET = 14;

  MapTooltip() {
    getStyleClass().add("map-tooltip");
    setManaged(false);
    setMouseTransparent(true);
    setVisible(false);
  }

  void show(Node content, double x, double y, double width, double height) {
    getChildren().setAll(content);
    setVisible(true);
    applyCss();
    double w = Math.ceil(prefWidth(-1));
    double h = Math.ceil(prefHeight(w));
    double left = x + OFFSET + w <= width ? x + OFFSET : x - OFFSET - w;
    double top = y + OFFSET + h <= height ? y + OFFSET : y - OFFSET - h;
    resizeRelocate(
        Math.rint(Math.clamp(left, 0, Math.max(0, width - w))),
        Math.rint(Math.clamp(top, 0, Math.max(0, height - h))),
        w,
        h);
    layout();
  }

  void hide() {
    setVisible(false);
    getChildren().clear();
  }
}
