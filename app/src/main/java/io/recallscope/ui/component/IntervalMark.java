package io.recallscope.ui.component;

import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;

/**
 * A mean with its interval on a scale that several share, and a line at the value they are compared
 * with.
 *
 * <p>Style classes {@code interval-mark}, inside it {@code interval}, {@code mean}, {@code
 * compared}.
 */
public final class IntervalMark extends Region {
  private final double from;
  private final double to;
  private final double[] values;
  private final Line interval = new Line();
  private final Line compared = new Line();
  private final Circle mean = new Circle(3.5);

  /**
   * @param from where the scale begins
   * @param to where it ends, above
   * @param value on it
   * @param low lower end of the interval
   * @param high upper end
   * @param comparedWith the value that the line stands at
   */
  public IntervalMark(
      double from, double to, double value, double low, double high, double comparedWith) {
    this.from = from;
    this.to = to;
    this.values = new double[] {value, low, high, comparedWith};
    getStyleClass().add("interval-mark");
    interval.getStyleClass().add("interval");
    compared.getStyleClass().add("compared");
    mean.getStyleClass().add("mean");
    getChildren().setAll(compared, interval, mean);
    setMinSize(40, 16);
    setPrefSize(90, 22);
  }

  private double x(double value) {
    return 4 + (getWidth() - 8) * Math.clamp((value - from) / (to - from), 0, 1);
  }

  @Override
  protected void layoutChildren() {
    double middle = Math.rint(getHeight() / 2);
    mean.setCenterX(x(values[0]));
    mean.setCenterY(middle);
    interval.setStartX(x(values[1]));
    interval.setEndX(x(values[2]));
    interval.setStartY(middle);
    interval.setEndY(middle);
    double x = Math.floor(x(values[3])) + 0.5;
    compared.setStartX(x);
    compared.setEndX(x);
    compared.setStartY(0);
    compared.setEndY(getHeight());
  }

  @Override
  public String getUserAgentStylesheet() {
    return IntervalMark.class.getResource("component.css").toExternalForm();
  }
}
