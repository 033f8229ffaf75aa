package io.recallscope.viz.map;

import javafx.geometry.Point2D;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.shape.ArcTo;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.QuadCurveTo;

/**
 * The ways of a few points from where they come from to their places: curves, all bent to the same
 * side so that ways there and back can be told apart, with a ring at either end.
 */
final class TrailLayer {
  /** How far a curve leaves the straight line, as a part of its length. */
  private static final double BEND = 0.12;

  private static final double RING = 3;

  /** Shorter ways are hidden by the points themselves. */
  private static final double LEAST = 8;

  private final Path curves = new Path();
  private final Path rings = new Path();
  private final Group group = new Group(curves, rings);
  private int[] points = {};

  TrailLayer() {
    group.setManaged(false);
    group.setMouseTransparent(true);
    curves.getStyleClass().setAll("map-trail");
    rings.getStyleClass().setAll("map-trail-end");
  }

  Node node() {
    return group;
  }

  void set(int[] of) {
    points = of.clone();
  }

  /** Curves drawn. */
  int count() {
    return curves.getElements().size() / 2;
  }

  /** Draws them; those that begin or end nowhere, and the very short, are left out. */
  void place(MarkLayer.Places origins, MarkLayer.Places places) {
    curves.getElements().clear();
    rings.getElements().clear();
    for (int point : points) {
      Point2D from = origins.of(point);
      Point2D to = places.of(point);
      if (from != null && to != null && from.distance(to) >= LEAST) {
        curve(from, to);
        ring(from);
        ring(to);
      }
    }
  }

  private void curve(Point2D from, Point2D to) {
    double dx = to.getX() - from.getX();
    double dy = to.getY() - from.getY();
    curves
        .getElements()
        .addAll(
            new MoveTo(from.getX(), from.getY()),
            new QuadCurveTo(
                from.getX() + dx / 2 - 2 * BEND * dy,
                from.getY() + dy / 2 + 2 * BEND * dx,
                to.getX(),
                to.getY()));
  }

  private void ring(Point2D at) {
    rings
        .getElements()
        .addAll(
            new MoveTo(at.getX() - RING, at.getY()),
            new ArcTo(RING, RING, 0, at.getX() + RING, at.getY(), false, true),
            new ArcTo(RING, RING, 0, at.getX() - RING, at.getY(), false, true),
            new ClosePath());
  }
}
