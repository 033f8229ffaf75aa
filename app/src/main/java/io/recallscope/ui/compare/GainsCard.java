package io.recallscope.ui.compare;

import io.recallscope.engine.ComparisonWords;
import io.recallscope.evaluation.Bootstrap;
import io.recallscope.evaluation.Slices;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.ui.base.Names;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.component.IntervalMark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Who gains: the paired difference of held-out recall by slices, on one scale around 0. */
final class GainsCard extends VBox {
  private static final PseudoClass BETTER = PseudoClass.getPseudoClass("better");
  private static final PseudoClass WORSE = PseudoClass.getPseudoClass("worse");

  /** Users, or clicks, without which a slice says nothing. */
  private static final int ENOUGH = 30;

  private final CompareModel model;
  private final Texts texts;
  private final GridPane grid = new GridPane(10, 0);

  private record Line(String name, Bootstrap.Interval value) {}

  GainsCard(CompareModel model, Texts texts) {
    super(6);
    this.model = model;
    this.texts = texts;
    Parts.styled(this, "rs-panel");
    setId("gains");
    ColumnConstraints name = new ColumnConstraints(70, 110, Double.MAX_VALUE);
    name.setHgrow(Priority.ALWAYS);
    ColumnConstraints n = new ColumnConstraints();
    n.setHalignment(HPos.RIGHT);
    ColumnConstraints mark = new ColumnConstraints(60, 120, 400);
    mark.setHgrow(Priority.ALWAYS);
    ColumnConstraints figure = new ColumnConstraints();
    figure.setHalignment(HPos.RIGHT);
    grid.getColumnConstraints().setAll(name, n, mark, figure);
    ScrollPane scroll = Parts.styled(new ScrollPane(grid), "rs-plain");
    scroll.setFitToWidth(true);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    Label caption = Parts.caption(texts.get("ui.compare.gains.caption"));
    caption.setMinWidth(0);
    getChildren()
        .setAll(
            Parts.row(Parts.heading(texts.get("ui.compare.gains.title")), Parts.spacer(), caption),
            scroll);
    model.comparisonProperty().subscribe(comparison -> show());
  }

  private void show() {
    grid.getChildren().clear();
    VersionComparison.Pair pair = model.versions();
    if (pair == null) {
      grid.add(Parts.caption(texts.get("ui.compare.waiting")), 0, 0, 4, 1);
      return;
    }
    List<Line> lines = lines(pair);
    if (lines.isEmpty()) {
      grid.add(Parts.caption(texts.get("ui.compare.gains.none")), 0, 0, 4, 1);
      return;
    }
    double least = 0;
    double most = 0;
    for (Line line : lines) {
      least = Math.min(least, line.value.low());
      most = Math.max(most, line.value.high());
    }
    double room = Math.max(1e-6, (most - least) * 0.04);
    for (int row = 0; row < lines.size(); row++) {
      Line line = lines.get(row);
      Bootstrap.Interval v = line.value;
      Label name = new Label(line.name);
      name.setMinWidth(0);
      name.setTooltip(new Tooltip(line.name));
      Label n = Parts.styled(Parts.figure(texts.count(v.n())), "rs-caption");
      IntervalMark mark =
          new IntervalMark(least - room, most + room, v.mean(), v.low(), v.high(), 0);
      mark.pseudoClassStateChanged(BETTER, v.low() > 0);
      mark.pseudoClassStateChanged(WORSE, v.high() < 0);
      Label figure = Parts.figure(Signed.fixed(v.mean(), 3));
      figure.setTooltip(
          new Tooltip(
              texts.get(
                  "ui.compare.gains.tip",
                  Signed.fixed(v.low(), 4),
                  Signed.fixed(v.high(), 4),
                  v.n())));
      grid.addRow(row, name, n, mark, figure);
    }
  }

  /** All users, warm and cold, then the other slices by how much they gain. */
  private List<Line> lines(VersionComparison.Pair pair) {
    List<Line> lines = new ArrayList<>();
    if (pair.difference().recall().n() == 0) {
      return lines;
    }
    lines.add(new Line(texts.get("ui.compare.gains.all"), pair.difference().recall()));
    List<VersionComparison.PairSlice> slices =
        pair.slices().stream().filter(s -> s.recall().n() > 0).toList();
    slices.stream().filter(s -> s.by().equals(Slices.HISTORY)).map(this::line).forEach(lines::add);
    slices.stream()
        .filter(s -> !s.by().equals(Slices.HISTORY) && s.recall().n() >= ENOUGH)
        .sorted(Comparator.comparingDouble((VersionComparison.PairSlice s) -> -s.recall().mean()))
        .map(this::line)
        .forEach(lines::add);
    return lines;
  }

  private Line line(VersionComparison.PairSlice slice) {
    return new Line(
        Names.brief(ComparisonWords.slice(slice, texts.locale()), texts.locale()), slice.recall());
  }
}
