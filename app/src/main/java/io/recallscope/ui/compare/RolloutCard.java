package io.recallscope.ui.compare;

import io.recallscope.engine.CheckRollout.Gate;
import io.recallscope.engine.CheckRollout.Line;
import io.recallscope.engine.CheckRollout.State;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.geometry.HPos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Go or no go, and why; the thresholds can be changed. */
final class RolloutCard extends VBox {
  private static final List<Gate> GATES = List.of(Gate.GAIN, Gate.EXCESS, Gate.ANN, Gate.AUDIT);

  private final RolloutModel model;
  private final Texts texts;
  private final Label verdict = Parts.styled(new Label(), "rs-chip");
  private final Map<Gate, Label> chips = new EnumMap<>(Gate.class);
  private final Map<Gate, Label> values = new EnumMap<>(Gate.class);

  RolloutCard(RolloutModel model, Texts texts) {
    super(6);
    this.model = model;
    this.texts = texts;
    Parts.styled(this, "rs-panel");
    setId("rollout");
    GridPane grid = new GridPane(8, 3);
    ColumnConstraints name = new ColumnConstraints(60, 120, Double.MAX_VALUE);
    name.setHgrow(Priority.ALWAYS);
    ColumnConstraints figure = new ColumnConstraints();
    figure.setHalignment(HPos.RIGHT);
    grid.getColumnConstraints()
        .setAll(new ColumnConstraints(), name, new ColumnConstraints(), figure);
    for (Gate gate : GATES) {
      String key = "ui.compare.rollout." + word(gate);
      Label words = new Label(texts.get(key));
      words.setMinWidth(0);
      words.setTooltip(new Tooltip(texts.get(key + ".tip")));
      Label state = Parts.styled(new Label(), "rs-chip");
      state.setMinWidth(USE_PREF_SIZE);
      Label value = Parts.figure("");
      chips.put(gate, state);
      values.put(gate, value);
      int row = grid.getRowCount();
      grid.add(state, 0, row);
      grid.add(words, 1, row);
      if (RolloutModel.SET.contains(gate)) {
        grid.add(threshold(gate), 2, row);
      }
      grid.add(value, 3, row);
    }
    Hyperlink check = Parts.styled(new Hyperlink(texts.get("ui.compare.rollout.check")), "rs-link");
    check.setId("rollout-check");
    check.setMinWidth(USE_PREF_SIZE);
    check.setTooltip(new Tooltip(texts.get("ui.compare.rollout.check.tip")));
    check
        .disableProperty()
        .bind(
            model
                .checkingProperty()
                .or(
                    Bindings.createBooleanBinding(
                        () -> model.linesProperty().get().isEmpty(), model.linesProperty())));
    check.setOnAction(event -> model.check());
    getChildren()
        .setAll(
            Parts.row(
                Parts.heading(texts.get("ui.compare.rollout.title")),
                Parts.spacer(),
                check,
                verdict),
            grid);
    model.linesProperty().subscribe(this::show);
    model.answerProperty().subscribe(answer -> show(model.linesProperty().get()));
  }

  private static String word(Gate gate) {
    return gate.name().toLowerCase(Locale.ROOT);
  }

  private TextField threshold(Gate gate) {
    TextField field = Parts.styled(new TextField(), "rs-slim", "rs-figure");
    field.setId("threshold-" + word(gate));
    field.setPrefColumnCount(4);
    field.setMaxWidth(58);
    field.setMinWidth(46);
    field.setAccessibleText(texts.get("ui.compare.rollout." + word(gate)));
    Runnable back = () -> field.setText(Figures.plain(model.threshold(gate).get()));
    back.run();
    Runnable take =
        () -> {
          double value = number(field.getText());
          if (value >= -1 && value <= 1) {
            model.threshold(gate).set(value);
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

  /** What is no number leaves the threshold as it was. */
  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private void show(List<Line> lines) {
    for (Gate gate : GATES) {
      Line line = lines.stream().filter(l -> l.gate() == gate).findFirst().orElse(null);
      State state = line == null ? State.MISSING : line.state();
      say(
          chips.get(gate),
          "ui.compare.check." + state.name().toLowerCase(Locale.ROOT),
          kind(state));
      values
          .get(gate)
          .setText(
              line == null || Double.isNaN(line.value())
                  ? Figures.NONE
                  : switch (gate) {
                    case AUDIT -> texts.count((long) line.value());
                    case ANN -> Figures.fixed(line.value(), 3);
                    case GAIN, EXCESS -> Signed.fixed(line.value(), 3);
                  });
    }
    RolloutModel.Verdict now = model.verdict();
    say(
        verdict,
        "ui.compare.rollout." + now.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        switch (now) {
          case GO -> "rs-good";
          case NO_GO -> "rs-warn";
          case UNCHECKED -> "rs-neutral";
        });
  }

  private static String kind(State state) {
    return switch (state) {
      case MET -> "rs-good";
      case UNMET -> "rs-warn";
      case MISSING -> "rs-neutral";
    };
  }

  private void say(Label chip, String key, String kind) {
    chip.setText(texts.get(key));
    chip.getStyleClass().removeAll("rs-good", "rs-warn", "rs-neutral");
    chip.getStyleClass().add(kind);
  }
}
