package io.recallscope.ui.component;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import javafx.scene.shape.Shape;

/**
 * Recall against latency, one line an index: every point at its median latency and mean recall,
 * with the recall's interval upwards and downwards and a whisker to the 95th percentile of the
 * latency. Latency is on a logarithmic axis; the lines are explained above it.
 *
 * <p>Style classes {@code recall-curve}, inside it {@code colour-0} to {@code colour-4} and those
 * of the kinds: {@code users}, {@code items}, {@code overlaid}, {@code reference}; the parts are
 * {@code line}, {@code mark}, {@code whisker}, {@code point-label}, {@code grid}, {@code tick}.
 */
public final class RecallCurve extends BorderPane {
  /** Colours there are; a line's colour is counted round them. */
  public static final int COLOURS = 5;

  private final FlowPane legend = new FlowPane(18, 4);
  private final CurvePlot plot = new CurvePlot();
  private final Label below = new Label();

  /** What a line tells of; each looks different. */
  public enum Kind {
    USERS,
    ITEMS,
    OVERLAID,
    REFERENCE;

    String style() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * One setting.
   *
   * @param label short, beside the point; empty for none
   * @param p50 milliseconds, above 0
   * @param p95 milliseconds, NaN for no whisker
   * @param recall 0 to 1
   * @param low lower end of its interval, NaN for none
   * @param high upper end
   * @param about what a person is told who points at it
   */
  public record Point(
      String label, double p50, double p95, double recall, double low, double high, String about) {
    boolean drawable() {
      return Double.isFinite(p50) && p50 > 0 && Double.isFinite(recall);
    }
  }

  /**
   * One line.
   *
   * @param colour lines of one index have one colour
   */
  public record Series(String name, Kind kind, int colour, List<Point> points) {
    public Series {
      points = List.copyOf(points);
    }
  }

  /** An empty one. */
  public RecallCurve() {
    getStyleClass().add("recall-curve");
    legend.setMinHeight(USE_PREF_SIZE);
    below.getStyleClass().add("tick");
    VBox foot = new VBox(below);
    foot.setAlignment(Pos.CENTER);
    setTop(legend);
    setCenter(plot);
    setBottom(foot);
  }

  /**
   * Shows other lines.
   *
   * @param axis what the latency axis is called
   */
  public void show(List<Series> lines, String axis) {
    below.setText(axis);
    List<Node> names = new ArrayList<>();
    for (Series line : lines) {
      names.add(swatch(line));
    }
    legend.getChildren().setAll(names);
    plot.show(lines);
  }

  private static HBox swatch(Series series) {
    Line line = new Line(0, 7, 26, 7);
    line.getStyleClass().add("line");
    Shape mark = CurvePlot.mark(series.kind());
    mark.setLayoutX(13);
    mark.setLayoutY(7);
    Pane picture = new Pane(line, mark);
    picture.setMinSize(26, 14);
    picture.setMaxSize(26, 14);
    line.setVisible(series.kind() != Kind.REFERENCE);
    List.of(line, mark).forEach(part -> dress(part, series));
    Label name = new Label(series.name());
    name.getStyleClass().add("legend-name");
    HBox box = new HBox(6, picture, name);
    box.setAlignment(Pos.CENTER_LEFT);
    return box;
  }

  static void dress(Node part, Series series) {
    part.getStyleClass().addAll(series.kind().style(), "colour-" + series.colour() % COLOURS);
  }

  @Override
  public String getUserAgentStylesheet() {
    return RecallCurve.class.getResource("component.css").toExternalForm();
  }
}
