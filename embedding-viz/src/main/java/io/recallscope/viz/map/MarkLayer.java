package io.recallscope.viz.map;

import io.recallscope.viz.vector.GeometricMedian;
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
 * that they are styled by CSS and sharp at any output scale, and used again for other points.
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
  private final List<Pool> pools = new ArrayList<>();
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
    for (int i = 0; i < Math.max(layers.size(), pools.size()); i++) {
      if (i == pools.size()) {
        pools.add(new Pool());
        marks.getChildren().add(pools.getLast().group);
      }
      if (i < layers.size()) {
        pools.get(i).show(layers.get(i), radius, placed);
      } else {
        pools.get(i).hideFrom(0);
      }
    }
  }

  /**
   * Puts everything in its place; a place is null for what is not on the map.
   *
   * @param userAnchor points at whose geometric median the user is; none for no user
   */
  void place(Places places, int[] userAnchor, int selectedPoint, int hoveredPoint) {
    for (Placed mark : placed) {
      put(mark.node, places.of(mark.point));
    }
    put(user, median(places, userAnchor));
    put(selected, places.of(selectedPoint));
    put(hovered, hoveredPoint == selectedPoint ? null : places.of(hoveredPoint));
  }

  /** The map's scale is one for both axes: the median on screen is the median of the world. */
  private static Point2D median(Places places, int[] points) {
    float[] x = new float[points.length];
    float[] y = new float[points.length];
    int[] all = new int[points.length];
    for (int i = 0; i < points.length; i++) {
      Point2D at = places.of(points[i]);
      x[i] = at == null ? Float.NaN : (float) at.getX();
      y[i] = at == null ? Float.NaN : (float) at.getY();
      all[i] = i;
    }
    double[] median = GeometricMedian.of(x, y, all);
    return median == null ? null : new Point2D(median[0], median[1]);
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

  /** The nodes of one layer, used again for other points: a new node must be styled first. */
  private static final class Pool {
    final Group group = new Group();
    private final List<Node> nodes = new ArrayList<>();
    private Marks.Shape shape;
    private String styleClass;
    private double radius;

    void show(Marks layer, double size, List<Placed> placed) {
      if (layer.shape() != shape || size != radius || !layer.styleClass().equals(styleClass)) {
        group.getChildren().clear();
        nodes.clear();
        shape = layer.shape();
        styleClass = layer.styleClass();
        radius = size;
      }
      int[] points = layer.points();
      List<Node> fresh = new ArrayList<>();
      while (nodes.size() + fresh.size() < points.length) {
        Node node = shape(shape, radius);
        node.getStyleClass().setAll("map-mark", styleClass);
        fresh.add(node);
      }
      nodes.addAll(fresh);
      group.getChildren().addAll(fresh);
      for (int i = 0; i < points.length; i++) {
        placed.add(new Placed(points[i], nodes.get(i)));
      }
      hideFrom(points.length);
    }

    void hideFrom(int first) {
      for (Node node : nodes.subList(first, nodes.size())) {
        node.setVisible(false);
      }
    }
  }
}
