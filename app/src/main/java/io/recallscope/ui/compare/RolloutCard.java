package io.recallscope.ui.compare;

import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.compare.RolloutModel.Answer;
import io.recallscope.ui.compare.RolloutModel.Check;
import io.recallscope.ui.compare.RolloutModel.Line;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Go or no go, and why; the thresholds can be changed. */
final class RolloutCard extends VBox {
  private final RolloutModel model;
  private final Texts texts;
  private final Label verdict = Parts.styled(new Label(), "rs-chip");
  private final GridPane grid = new GridPane(8, 4);
  private final Map<Check, Label> chips = new EnumMap<>(Check.class);
  private final Map<Check, Label> values = new EnumMap<>(Check.class);

  RolloutCard(RolloutModel model, Texts texts) {
    super(6);
    this.model = model;
    this.texts = texts;
    Parts.styled(this, "rs-panel");
    setId("rollout");
    ColumnConstraints chip = new ColumnConstraints();
    ColumnConstraints name = new ColumnConstraints(60, 120, Double.MAX_VALUE);
    name.setHgrow(Priority.ALWAYS);
    ColumnConstraints threshold = new ColumnConstraints();
    ColumnConstraints figure = new ColumnConstraints();
    figure.setHalignment(HPos.RIGHT);
    grid.getColumnConstraints().setAll(chip, name, threshold, figure);
    for (Check check : Check.values()) {
      String key = "ui.compare.rollout." + check.name().toLowerCase(Locale.ROOT);
      Label words = new Label(texts.get(key));
      words.setMinWidth(0);
      words.setTooltip(new Tooltip(texts.get(key + ".tip")));
      Label state = Parts.styled(new Label(), "rs-chip");
      state.setMinWidth(USE_PREF_SIZE);
      Label value = Parts.figure("");
      chips.put(check, state);
      values.put(check, value);
      grid.addRow(grid.getRowCount(), state, words, threshold(check), value);
    }
    Label hint = Parts.caption(texts.get("ui.compare.rollout.hint"));
    hint.setWrapText(true);
    hint.setMinHeight(USE_PREF_SIZE);
    getChildren()
        .setAll(
            Parts.row(
                Parts.heading(texts.get("ui.compare.rollout.title")), Parts.spacer(), verdict),
            grid,
            hint);
    model.linesProperty().subscribe(this::show);
  }

  private TextField threshold(Check check) {
    TextField field = Parts.styled(new TextField(), "rs-slim", "rs-figure");
    field.setId("threshold-" + check.name().toLowerCase(Locale.ROOT));
    field.setPrefColumnCount(4);
    field.setMaxWidth(58);
    field.setAccessibleText(
        texts.get("ui.compare.rollout." + check.name().toLowerCase(Locale.ROOT)));
    Runnable back = () -> field.setText(Figures.plain(model.threshold(check).get()));
    back.run();
    Runnable take =
        () -> {
          try {
            double value = Double.parseDouble(field.getText().strip());
            if (value >= -1 && value <= 1) {
              model.threshold(check).set(value);
            }
          } catch (NumberFormatException e) {
            // What is no number leaves the threshold as it was, which is shown again.
          }
          back.run();
        };
    field.setOnAction(event -> take.run());
    field
        .focusedProperty()
        .subscribe(
            (before, now) -> {
              if (!now) {
                take.run();
              }
            });
    return field;
  }

  private void show(List<Line> lines) {
    Answer all = lines.isEmpty() ? Answer.OPEN : RolloutModel.all(lines);
    say(verdict, all, "ui.compare.rollout.");
    for (Check check : Check.values()) {
      Line line =
          lines.stream()
              .filter(l -> l.check() == check)
              .findFirst()
              .orElse(new Line(check, Answer.OPEN, Double.NaN, check.usual));
      say(chips.get(check), line.answer(), "ui.compare.check.");
      values
          .get(check)
          .setText(
          check == Check.ANN ? Figures.fixed(line.value(), 3) : Signed.fixed(line.value(), 3));
    }
  }

  private void say(Label chip, Answer answer, String prefix) {
    chip.setText(texts.get(prefix + answer.name().toLowerCase(Locale.ROOT)));
    chip.getStyleClass().removeAll("rs-good", "rs-warn", "rs-neutral");
    chip.getStyleClass()
        .add(
            switch (answer) {
              case OK -> "rs-good";
              case FAILS -> "rs-warn";
              case OPEN -> "rs-neutral";
            });
  }
}
