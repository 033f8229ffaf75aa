package io.recallscope.ui.component;

import io.recallscope.ui.component.RecallCurve.Kind;
import io.recallscope.ui.component.RecallCurve.Point;
import io.recallscope.ui.component.RecallCurve.Series;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;

/** The plot of a {@link RecallCurve}: axes, lines and points. */
final class CurvePlot extends Region {
  private static final double LEFT = 46;
  private static final double RIGHT = 18;
  private static final double TOP = 10;
  private static final double BOTTOM = 24;
  private static final double CAP = 3;
  private static final double RADIUS = 4;

  /** Least height of the recall axis: less would draw noise large. */
  private static final double LEAST_SPAN = 0.01;

  private final List<Drawn> drawn = new ArrayList<>();
  private final List<Polyline> lines = new ArrayList<>();
  private final List<Line> grid = new ArrayList<>();
  private final List<Label> ticks = new ArrayList<>();
  private final Rectangle clip = new Rectangle();
  private List<Series> series = List.of();

  /** One point's parts. */
  private record Drawn(Point point, Shape mark, Polyline whisker, Polyline interval, Label label) {}

  CurvePlot() {
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setMinSize(200, 120);
    setPrefSize(480, 280);
    setClip(clip);
  }

  static Shape mark(Kind kind) {
    Shape mark =
        switch (kind) {
          case USERS, OVERLAID -> new Circle(RADIUS);
          case ITEMS -> new Polygon(0, -5, 5, 0, 0, 5, -5, 0);
          case REFERENCE -> new Polygon(-4, -4, 4, -4, 4, 4, -4, 4);
        };
    mark.getStyleClass().add("mark");
    return mark;
  }

  void show(List<Series> shown) {
    series = List.copyOf(shown);
    drawn.clear();
    lines.clear();
    getChildren().removeIf(node -> !grid.contains(node) && !ticks.contains(node));
    for (Series each : series) {
      Polyline line = styled(new Polyline(), "line", each);
      lines.add(line);
      getChildren().add(line);
    }
    for (Series each : series) {
      for (Point point : each.points()) {
        if (point.drawable()) {
          add(each, point);
        }
      }
    }
    requestLayout();
  }

  private void add(Series each, Point point) {
    Polyline whisker = styled(new Polyline(), "whisker", each);
    Polyline interval = styled(new Polyline(), "whisker", each);
    interval.getStyleClass().add("interval");
    Shape mark = mark(each.kind());
    RecallCurve.dress(mark, each);
    Tooltip.install(mark, new Tooltip(point.about()));
    mark.setAccessibleText(point.about());
    Label label = new Label(point.label());
    label.getStyleClass().add("point-label");
    label.setMouseTransparent(true);
    RecallCurve.dress(label, each);
    drawn.add(new Drawn(point, mark, whisker, interval, label));
    getChildren().addAll(whisker, interval, mark, label);
    label.applyCss();
  }

  private static Polyline styled(Polyline part, String style, Series each) {
    part.getStyleClass().add(style);
    part.setMouseTransparent(true);
    RecallCurve.dress(part, each);
    return part;
  }

  /** Where values lie, in this region's pixels. */
  private record Scale(
      double left, double width, double top, double height, double[] x, double[] y) {
    double x(double millis) {
      return left + width * (Math.log(millis) - Math.log(x[0])) / (Math.log(x[1]) - Math.log(x[0]));
    }

    double y(double recall) {
      return top + height * (1 - (recall - y[0]) / (y[1] - y[0]));
    }
  }

  @Override
  protected void layoutChildren() {
    clip.setWidth(getWidth());
    clip.setHeight(getHeight());
    Scale scale =
        new Scale(
            LEFT,
            Math.max(1, getWidth() - LEFT - RIGHT),
            TOP,
            Math.max(1, getHeight() - TOP - BOTTOM),
            latencies(drawn.stream().map(Drawn::point).toList()),
            recalls(drawn.stream().map(Drawn::point).toList()));
    layoutAxes(scale);
    int next = 0;
    for (int s = 0; s < lines.size(); s++) {
      lines.get(s).getPoints().clear();
      for (Point point : series.get(s).points()) {
        if (point.drawable()) {
          place(drawn.get(next++), scale);
          lines.get(s).getPoints().addAll(scale.x(point.p50()), scale.y(point.recall()));
        }
      }
    }
    layoutLabels(scale);
  }

  private static void place(Drawn d, Scale scale) {
    double x = scale.x(d.point.p50());
    double y = scale.y(d.point.recall());
    d.mark.setLayoutX(x);
    d.mark.setLayoutY(y);
    d.whisker.getPoints().clear();
    if (Double.isFinite(d.point.p95())) {
      double end = scale.x(Math.max(d.point.p50(), d.point.p95()));
      d.whisker.getPoints().addAll(x, y, end, y, end, y - CAP, end, y + CAP);
    }
    d.interval.getPoints().clear();
    if (Double.isFinite(d.point.low()) && Double.isFinite(d.point.high())) {
      double low = scale.y(d.point.low());
      double high = scale.y(d.point.high());
      d.interval
          .getPoints()
          .addAll(x - CAP, low, x + CAP, low, x, low, x, high, x - CAP, high, x + CAP, high);
    }
  }

  /** A label goes where no mark and no other label is; where there is no such place, nowhere. */
  private void layoutLabels(Scale scale) {
    List<Bounds> taken = new ArrayList<>();
    for (Drawn d : drawn) {
      double x = scale.x(d.point.p50());
      double y = scale.y(d.point.recall());
      taken.add(new BoundingBox(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS));
    }
    for (Drawn d : drawn) {
      double w = Math.ceil(d.label.prefWidth(-1));
      double h = Math.ceil(d.label.prefHeight(-1));
      double x = scale.x(d.point.p50());
      double y = scale.y(d.point.recall());
      double right = x + RADIUS + 2;
      double left = x - RADIUS - 2 - w;
      double below = y + 1;
      double above = y - h - 1;
      d.label.setVisible(false);
      for (double[] at :
          new double[][] {{right, below}, {left, above}, {right, above}, {left, below}}) {
        Bounds place = new BoundingBox(at[0], at[1], w, h);
        boolean free =
            at[0] >= LEFT - 8
                && at[0] + w <= getWidth()
                && at[1] >= 0
                && at[1] + h <= TOP + scale.height + 8
                && taken.stream().noneMatch(place::intersects);
        if (free && !d.label.getText().isEmpty()) {
          d.label.resizeRelocate(Math.rint(at[0]), Math.rint(at[1]), w, h);
          d.label.setVisible(true);
          taken.add(place);
          break;
        }
      }
    }
  }

  private void layoutAxes(Scale scale) {
    double[] across = logTicks(scale.x[0], scale.x[1], (int) (scale.width / 56));
    double[] up = Histogram.ticks(scale.y[0], Math.min(1, scale.y[1]), (int) (scale.height / 34));
    // A first tick below the axis' low end would hang off the plot.
    up = Arrays.stream(up).filter(v -> v >= scale.y[0]).toArray();
    int needed = across.length + up.length;
    while (ticks.size() < needed) {
      Label tick = new Label();
      tick.getStyleClass().add("tick");
      tick.setMouseTransparent(true);
      Line line = new Line();
      line.getStyleClass().add("grid");
      ticks.add(tick);
      grid.add(line);
      getChildren().addAll(0, List.of(line, tick));
      tick.applyCss();
    }
    for (int t = 0; t < ticks.size(); t++) {
      Label tick = ticks.get(t);
      Line line = grid.get(t);
      boolean used = t < needed && !drawn.isEmpty();
      tick.setVisible(used);
      line.setVisible(used);
      if (!used) {
        continue;
      }
      boolean ofLatency = t < across.length;
      double value = ofLatency ? across[t] : up[t - across.length];
      tick.setText(text(value));
      double w = Math.ceil(tick.prefWidth(-1));
      double h = Math.ceil(tick.prefHeight(-1));
      double bottom = TOP + scale.height;
      if (ofLatency) {
        double x = Math.floor(scale.x(value)) + 0.5;
        move(line, x, TOP, x, bottom);
        tick.resizeRelocate(Math.rint(x - w / 2), bottom + 4, w, h);
      } else {
        double y = Math.floor(scale.y(value)) + 0.5;
        move(line, LEFT, y, LEFT + scale.width, y);
        tick.resizeRelocate(Math.rint(LEFT - 6 - w), Math.rint(y - h / 2), w, h);
      }
    }
  }

  private static void move(Line line, double x1, double y1, double x2, double y2) {
    line.setStartX(x1);
    line.setStartY(y1);
    line.setEndX(x2);
    line.setEndY(y2);
  }

  private static String text(double value) {
    return new BigDecimal(value, new MathContext(6)).stripTrailingZeros().toPlainString();
  }

  /** Both ends of the latency axis: all points and whiskers, with some room. */
  static double[] latencies(List<Point> points) {
    double least = points.stream().mapToDouble(Point::p50).min().orElse(1);
    double most =
        points.stream()
            .flatMapToDouble(p -> DoubleStream.of(p.p50(), p.p95()))
            .filter(Double::isFinite)
            .max()
            .orElse(10);
    return new double[] {least / 1.3, Math.max(most, least * 1.5) * 1.15};
  }

  /** Both ends of the recall axis: all points and intervals, up to 1, with some room. */
  static double[] recalls(List<Point> points) {
    double least =
        points.stream()
            .flatMapToDouble(p -> DoubleStream.of(p.recall(), p.low()))
            .filter(Double::isFinite)
            .min()
            .orElse(0);
    double span = Math.max(LEAST_SPAN, 1 - least);
    return new double[] {Math.max(0, 1 - span - 0.08 * span), 1 + 0.04 * span};
  }

  /** Round numbers of a logarithmic axis, as many as there is room for. */
  static double[] logTicks(double low, double high, int most) {
    double[][] choices = {{1, 1.5, 2, 3, 4, 5, 6, 8}, {1, 2, 5}, {1, 3}, {1}};
    double[] at = {};
    for (double[] digits : choices) {
      int from = (int) Math.floor(Math.log10(low));
      int to = (int) Math.ceil(Math.log10(high));
      List<Double> found = new ArrayList<>();
      for (int power = from; power <= to; power++) {
        for (double digit : digits) {
          double value = digit * Math.pow(10, power);
          if (value >= low && value <= high) {
            found.add(value);
          }
        }
      }
      at = found.stream().mapToDouble(Double::doubleValue).toArray();
      if (at.length <= most) {
        break;
      }
    }
    return at;
  }

  @Override
  public String getUserAgentStylesheet() {
    return RecallCurve.class.getResource("component.css").toExternalForm();
  }
}
