package io.recallscope.viz.map;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;

/** Selects points by a rectangle or a line drawn by hand, and shows it while it is drawn. */
final class MapSelector {
  /** What is done with the points that were drawn around. */
  enum Change {
    REPLACE,
    ADD,
    SUBTRACT
  }

  /** Up to so many points are looked at in the FX thread: some 3 ms. */
  private static final int AT_ONCE = 50_000;

  /** Corners of a hand-drawn line are at least so many pixels apart. */
  private static final double STEP = 2;

  private final MapView map;
  private final MapEngine engine;
  private final Path band = new Path();
  private double[] xs = new double[64];
  private double[] ys = new double[64];
  private int corners;
  private boolean box;

  MapSelector(MapView map, MapEngine engine) {
    this.map = map;
    this.engine = engine;
    band.setManaged(false);
    band.setMouseTransparent(true);
    band.setVisible(false);
    band.getStyleClass().setAll("map-band");
  }

  Node node() {
    return band;
  }

  /** Begins at a place on screen. */
  void begin(boolean rectangle, double x, double y) {
    box = rectangle;
    corners = 0;
    corner(x, y);
    band.getElements().setAll(new MoveTo(x, y));
    band.setVisible(true);
  }

  private void corner(double x, double y) {
    if (corners == xs.length) {
      xs = Arrays.copyOf(xs, 2 * corners);
      ys = Arrays.copyOf(ys, 2 * corners);
    }
    xs[corners] = x;
    ys[corners++] = y;
  }

  void extend(double x, double y) {
    if (box) {
      corners = 1;
      corner(x, y);
      band.getElements()
          .setAll(
              new MoveTo(xs[0], ys[0]),
              new LineTo(x, ys[0]),
              new LineTo(x, y),
              new LineTo(xs[0], y),
              new ClosePath());
    } else if (Math.hypot(x - xs[corners - 1], y - ys[corners - 1]) >= STEP) {
      corner(x, y);
      band.getElements().add(new LineTo(x, y));
    }
  }

  void cancel() {
    band.setVisible(false);
    band.getElements().clear();
    corners = 0;
  }

  /** Ends the drawing and changes the map's selection by what is inside, as soon as it is known. */
  void end(Change change) {
    Viewport view = engine.viewport.get();
    double[] wx = new double[corners];
    double[] wy = new double[corners];
    for (int i = 0; i < corners; i++) {
      wx[i] = view.worldX(xs[i]);
      wy[i] = view.worldY(ys[i]);
    }
    int drawn = corners;
    cancel();
    Layout layout = engine.placed();
    if (layout == null || drawn < (box ? 2 : 3)) {
      return;
    }
    Function<PointGrid, BitSet> inside =
        box
            ? grid ->
                grid.in(
                    new Viewport.Bounds(
                        Math.min(wx[0], wx[1]),
                        Math.min(wy[0], wy[1]),
                        Math.max(wx[0], wx[1]),
                        Math.max(wy[0], wy[1])))
            : grid -> grid.in(new Lasso(wx, wy));
    if (layout.grid().size() <= AT_ONCE) {
      change(change, inside.apply(layout.grid()));
    } else {
      engine.later(
          () -> inside.apply(layout.grid()),
          found -> {
            // Other points by now: what was drawn meant those before.
            if (engine.layout() != null && engine.placed().samePlaces(layout)) {
              change(change, found);
            }
          });
    }
  }

  private void change(Change change, BitSet found) {
    BitSet next = change == Change.REPLACE ? new BitSet() : (BitSet) map.getSelection().clone();
    if (change == Change.SUBTRACT) {
      next.andNot(found);
    } else {
      next.or(found);
    }
    map.selectionProperty().set(next);
  }
}
