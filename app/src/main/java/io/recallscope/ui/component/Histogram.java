package io.recallscope.ui.component;

import io.recallscope.domain.Messages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;

/**
 * How many fall into each of several equal steps of a number, with one place in it marked: its bar
 * stands out and a dashed line goes through it.
 *
 * <p>Style classes {@code histogram}, inside it {@code bar} (with the pseudo-class {@code place}),
 * {@code marker}, {@code tick}, {@code axis}; the class {@code latency} beside it chooses the
 * second colour.
 */
public final class Histogram extends Region {
  private static final double AXIS = 20;
  private static final double GAP = 2;
  private static final int MIN_TICK_SPACE = 56;
  private static final PseudoClass PLACE = PseudoClass.getPseudoClass("place");

  private final Locale locale;
  private final BooleanProperty logarithmic = new SimpleBooleanProperty(this, "logarithmic");
  private final DoubleProperty marker = new SimpleDoubleProperty(this, "marker", Double.NaN);
  private final List<Region> bars = new ArrayList<>();
  private final List<Label> ticks = new ArrayList<>();
  private final Line line = new Line();
  private final Line axis = new Line();
  private double low;
  private double high = 1;
  private long[] counts = {};
  private DoubleFunction<String> format = Double::toString;

  /**
   * An empty histogram.
   *
   * @param locale language of the bars' texts
   */
  public Histogram(Locale locale) {
    this.locale = locale;
    getStyleClass().add("histogram");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    line.getStyleClass().add("marker");
    axis.getStyleClass().add("axis");
    line.setMouseTransparent(true);
    getChildren().addAll(axis, line);
    marker.subscribe(() -> requestLayout());
    logarithmic.subscribe(on -> requestLayout());
  }

  /**
   * Counts values into equal steps; one outside the range goes to its nearest end, one that is not
   * a number nowhere.
   */
  public static long[] count(double[] values, double low, double high, int steps) {
    long[] counts = new long[steps];
    for (double v : values) {
      if (!Double.isNaN(v)) {
        counts[step(v, low, high, steps)]++;
      }
    }
    return counts;
  }

  private static int step(double value, double low, double high, int steps) {
    return (int) Math.clamp(Math.floor((value - low) / (high - low) * steps), 0, steps - 1.0);
  }

  /**
   * Shows other bars.
   *
   * @param newLow where the first begins
   * @param newHigh where the last ends, above the low
   * @param newCounts one for each of the equal steps between
   * @param newFormat writes a number of the axis
   */
  public void show(
      double newLow, double newHigh, long[] newCounts, DoubleFunction<String> newFormat) {
    if (!(newHigh > newLow)) {
      throw new IllegalArgumentException(
          "A histogram's range must go upwards, not from " + newLow + " to " + newHigh + ".");
    }
    low = newLow;
    high = newHigh;
    counts = newCounts.clone();
    format = newFormat;
    getChildren().removeAll(bars);
    bars.clear();
    double width = (high - low) / Math.max(1, counts.length);
    for (int b = 0; b < counts.length; b++) {
      Region bar = new Region();
      bar.getStyleClass().add("bar");
      String from = format.apply(low + b * width);
      String to = format.apply(low + (b + 1) * width);
      Tooltip.install(
          bar, new Tooltip(Messages.text(locale, "ui.histogram.bar", from, to, counts[b])));
      bars.add(bar);
    }
    getChildren().addAll(0, bars);
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    double w = getWidth();
    double base = Math.rint(Math.max(0, getHeight() - AXIS));
    long most = Math.max(1, Arrays.stream(counts).max().orElse(1));
    double each = w / Math.max(1, counts.length);
    boolean marked = !Double.isNaN(marker.get()) && counts.length > 0;
    int place = marked ? step(marker.get(), low, high, counts.length) : -1;
    for (int b = 0; b < counts.length; b++) {
      double share =
          logarithmic.get()
              ? Math.log1p((double) counts[b]) / Math.log1p((double) most)
              : (double) counts[b] / most;
      // What is there is seen, however little.
      double tall = counts[b] == 0 ? 0 : Math.max(1, Math.rint(share * (base - 4)));
      double left = Math.rint(b * each);
      double right = Math.rint((b + 1) * each) - GAP;
      bars.get(b).resizeRelocate(left, base - tall, Math.max(1, right - left), tall);
      bars.get(b).pseudoClassStateChanged(PLACE, b == place);
    }
    axis.setStartX(0);
    axis.setEndX(w);
    axis.setStartY(base + 0.5);
    axis.setEndY(base + 0.5);
    double x = Math.clamp((marker.get() - low) / (high - low), 0, 1) * w;
    line.setVisible(marked);
    if (marked) {
      x = Math.clamp(Math.floor(x) + 0.5, 0.5, Math.max(0.5, w - 1));
      line.setStartX(x);
      line.setEndX(x);
      line.setStartY(0);
      line.setEndY(base);
    }
    layoutTicks(w, base);
  }

  private void layoutTicks(double w, double base) {
    double[] at = counts.length == 0 ? new double[0] : ticks(low, high, (int) (w / MIN_TICK_SPACE));
    while (ticks.size() < at.length) {
      Label label = new Label();
      label.getStyleClass().add("tick");
      label.setMouseTransparent(true);
      ticks.add(label);
      getChildren().add(label);
      label.applyCss();
    }
    for (int t = 0; t < ticks.size(); t++) {
      Label label = ticks.get(t);
      label.setVisible(t < at.length);
      if (t < at.length) {
        label.setText(format.apply(at[t]));
        double width = Math.ceil(label.prefWidth(-1));
        double middle = (at[t] - low) / (high - low) * w;
        double left = Math.clamp(middle - width / 2, 0, Math.max(0, w - width));
        label.resizeRelocate(Math.rint(left), base + 2, width, AXIS - 2);
      }
    }
  }

  /** Round numbers of a range, so many at most, at steps of 1, 2 or 5 times a power of 10. */
  static double[] ticks(double low, double high, int most) {
    if (most < 1) {
      return new double[0];
    }
    double raw = (high - low) / most;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = 10 * power;
    for (double nice : new double[] {1, 2, 5}) {
      if (nice * power >= raw * 0.999999) {
        step = nice * power;
        break;
      }
    }
    long first = (long) Math.ceil(low / step - 1e-9);
    long last = (long) Math.floor(high / step + 1e-9);
    double[] at = new double[(int) Math.max(0, last - first + 1)];
    for (int t = 0; t < at.length; t++) {
      at[t] = (first + t) * step;
    }
    return at;
  }

  @Override
  protected double computePrefWidth(double height) {
    return 260;
  }

  @Override
  protected double computePrefHeight(double width) {
    return 84;
  }

  @Override
  protected double computeMinHeight(double width) {
    return AXIS + 16;
  }

  @Override
  public String getUserAgentStylesheet() {
    return Histogram.class.getResource("component.css").toExternalForm();
  }

  /** Whether a bar's height is the logarithm of its count: a few beside very many are seen then. */
  public BooleanProperty logarithmicProperty() {
    return logarithmic;
  }

  /** The marked place, in the axis' numbers; NaN, the initial value, marks none. */
  public DoubleProperty markerProperty() {
    return marker;
  }
}
