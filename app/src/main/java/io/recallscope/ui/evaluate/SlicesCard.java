package io.recallscope.ui.evaluate;

import io.recallscope.evaluation.Slice;
import io.recallscope.evaluation.Slices;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Names;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.component.IntervalMark;
import io.recallscope.ui.desk.Evaluated;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Where a setting loses: its recall by who asks, and by what should have been found. */
final class SlicesCard {
  /** Groups shown before the others are asked for. */
  private static final int GROUPS = 12;

  private final Texts texts;
  private boolean allGroups;

  SlicesCard(Texts texts) {
    this.texts = texts;
  }

  /** The slices of a setting, all on one scale. */
  VBox of(Evaluated evaluated, Evaluated.Setting setting) {
    List<Slice> slices = setting.slices();
    double from =
        slices.stream()
            .mapToDouble(slice -> slice.recall().low())
            .filter(Double::isFinite)
            .min()
            .orElse(0);
    // Slices that are all but perfect must not look far apart.
    double least = Math.min(from, 0.95);
    VBox left =
        new VBox(10, block(Slices.HISTORY, setting, least), block(Slices.NORM, setting, least));
    VBox middle = block(Slices.POPULARITY, setting, least);
    VBox right = block(Slices.GROUP, setting, least);
    HBox columns = new HBox(24);
    for (VBox column : List.of(left, middle, right)) {
      column.setMinWidth(0);
      column.setPrefWidth(300);
      HBox.setHgrow(column, Priority.ALWAYS);
      columns.getChildren().add(column);
    }
    return Parts.panel(
        Parts.row(
            Parts.heading(texts.get("ui.slices.title", evaluated.k())),
            Parts.caption(
                texts.get(
                    "ui.slices.caption",
                    setting.index(),
                    setting.numCandidates(),
                    Figures.fixed(setting.recall().mean(), 3)))),
        columns);
  }

  private VBox block(String by, Evaluated.Setting setting, double least) {
    VBox box = new VBox(4, Parts.caption(texts.get("ui.slices." + by)));
    List<Slice> slices = setting.slices().stream().filter(s -> s.by().equals(by)).toList();
    if (slices.isEmpty()) {
      box.getChildren().add(Parts.caption(texts.get("ui.slices." + by + ".none")));
      return box;
    }
    boolean folded = by.equals(Slices.GROUP) && slices.size() > GROUPS && !allGroups;
    List<Slice> shown = new ArrayList<>(folded ? slices.subList(0, GROUPS) : slices);
    GridPane grid = grid();
    for (int row = 0; row < shown.size(); row++) {
      add(grid, row, shown.get(row), setting.recall().mean(), least);
    }
    box.getChildren().add(grid);
    if (folded) {
      Hyperlink more =
          Parts.styled(new Hyperlink(texts.get("ui.slices.more", slices.size())), "rs-link");
      more.setId("all-groups");
      more.setOnAction(
          event -> {
            allGroups = true;
            box.getChildren().setAll(block(by, setting, least).getChildren());
          });
      box.getChildren().add(more);
    }
    return box;
  }

  private static GridPane grid() {
    GridPane grid = new GridPane(10, 0);
    ColumnConstraints name = new ColumnConstraints(70, 140, Double.MAX_VALUE);
    name.setHgrow(Priority.ALWAYS);
    ColumnConstraints n = new ColumnConstraints();
    n.setHalignment(HPos.RIGHT);
    ColumnConstraints mark = new ColumnConstraints(40, 90, 320);
    mark.setHgrow(Priority.ALWAYS);
    ColumnConstraints figure = new ColumnConstraints();
    figure.setHalignment(HPos.RIGHT);
    grid.getColumnConstraints().setAll(name, n, mark, figure);
    return grid;
  }

  private void add(GridPane grid, int row, Slice slice, double all, double least) {
    Label name = new Label(name(slice));
    name.setMinWidth(0);
    Label n = Parts.figure(texts.count(slice.recall().n()));
    Parts.styled(n, "rs-caption");
    var r = slice.recall();
    grid.addRow(
        row,
        name,
        n,
        new IntervalMark(least, 1, r.mean(), r.low(), r.high(), all),
        Parts.figure(Figures.interval(r.mean(), r.low(), r.high(), 3)));
  }

  private String name(Slice slice) {
    return switch (slice.by()) {
      case Slices.HISTORY -> texts.get("ui.users." + slice.value());
      case Slices.POPULARITY ->
          texts.get(
              "ui.slices.decile",
              slice.value(),
              slice.from() == slice.to()
                  ? texts.count((long) slice.from())
                  : texts.count((long) slice.from()) + "–" + texts.count((long) slice.to()));
      case Slices.NORM ->
          texts.get(
              "ui.slices.quartile",
              slice.value(),
              Figures.fixed(slice.from(), 2) + "–" + Figures.fixed(slice.to(), 2));
      default -> Names.brief(slice.value(), texts.locale());
    };
  }
}
