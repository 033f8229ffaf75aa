package io.recallscope.viz.map;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;

/**
 * The marked points, the user, the selected and the hovered point: nodes, since they are few, so
 * that they are styled by CSS and sharp at any output scale.
 */
final class MarkLayer {
  private static final double RADIUS = 5;
  private static final double SMALL_RADIUS = 3.6;
  private static final int MANY = 300;

  private final Group group = new Group();
  private final Group marks = new Group();
  private final Node user =
      pointer(circle(10.5, "map-user-halo"), circle(9, "map-user-ring"), circle(3.6, "map-user"));
  private final Node selected =
      pointer(circle(9.5, "map-selected-halo"), circle(9.5, "map-selected"));
  private final Node hovered = pointer(circle(8, "map-hovered-halo"), circle(8, "map-hovered"));
  private final List<Placed> placed = new ArrayList<>();
  private double radius = RADIUS;

  MarkLayer() {
    group.setManaged(false);
    group.setMouseTransparent(true);
    group.getChildren().addAll(marks, user, selected, hovered);
  }

  Node node() {
    return group;
  }

  void set(List<Marks> layers) {
    placed.clear();
    int all = layers.stream().mapToInt(m -> m.points().length).sum();
    radius = all > MANY ? SMALL_RADIUS : RADIUS;
    List<Node> nodes = new ArrayList<>();
    for (Marks layer : layers) {
      for (int point : layer.points()) {
        Node node = shape(layer.shape(), radius);
        node.getStyleClass().setAll("map-mark", layer.styleClass());
        nodes.add(node);
        placed.add(new Placed(point, node));
      }
    }
    marks.getChildren().setAll(nodes);
  }

  /** Puts everything in its place; a place is null for what is not on the map. */
  void place(Places places, Point2D userAt, int selectedPoint, int hoveredPoint) {
    for (Placed mark : placed) {
      put(mark.node, places.of(mark.point));
    }
    put(user, userAt);
    put(selected, places.of(selectedPoint));
    put(hovered, hoveredPoint == selectedPoint ? null : places.of(hoveredPoint));
  }

  /** The marked point nearest to a place on screen and not farther than its outline, or −1. */
  int nearest(double sx, double sy) {
    double best = (radius + 2) * (radius + 2);
    int found = -1;
    for (Placed mark : placed) {
      double dx = mark.node.getLayoutX() - sx;
      double dy = mark.node.getLayoutY() - sy;
      double d = dx * dx + dy * dy;
      if (mark.node.isVisible() && d <= best) {
        best = d;
        found = mark.point;
      }
    }
    return found;
  }

  /** Whether a mark, or the user, lies in the rectangle. */
  int countIn(double minX, double minY, double maxX, double maxY) {
    int count = inside(user, minX - 8, minY - 8, maxX + 8, maxY + 8) ? 4 : 0;
    for (Placed mark : placed) {
      if (inside(mark.node, minX - 4, minY - 4, maxX + 4, maxY + 4)) {
        count++;
      }
    }
    return count;
  }

  private static boolean inside(Node node, double minX, double minY, double maxX, double maxY) {
    double x = node.getLayoutX();
    double y = node.getLayoutY();
    return node.isVisible() && x >= minX && x <= maxX && y >= minY && y <= maxY;
  }

  private static void put(Node node, Point2D at) {
    node.setVisible(at != null);
    if (at != null) {
      node.setLayoutX(at.getX());
      node.setLayoutY(at.getY());
    }
  }

  private static Node shape(Marks.Shape shape, double r) {
    return switch (shape) {
      case CIRCLE -> new Circle(r);
      case SQUARE -> new Rectangle(-r * 0.95, -r * 0.95, r * 1.9, r * 1.9);
      case TRIANGLE -> new Polygon(0, -r * 1.3, r * 1.25, r * 0.9, -r * 1.25, r * 0.9);
    };
  }

  private static Circle circle(double r, String styleClass) {
    Circle circle = new Circle(r);
    circle.getStyleClass().setAll(styleClass);
    return circle;
  }

  private static Node pointer(Node... parts) {
    Group pointer = new Group(parts);
    pointer.setVisible(false);
    return pointer;
  }

  /** Where a point is on screen, or null. */
  @FunctionalInterface
  interface Places {
    Point2D of(int point);
  }

  private record Placed(int point, Node node) {}
}
