package io.recallscope.ui.compare;

import io.recallscope.domain.Problem;
import io.recallscope.engine.AuditWords;
import io.recallscope.engine.Rollout;
import io.recallscope.engine.Rollout.Gate;
import io.recallscope.engine.Rollout.Line;
import io.recallscope.engine.Rollout.State;
import io.recallscope.engine.RolloutWords;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Go or no go, and why; the thresholds, and the cluster that is looked at, can be changed. */
final class RolloutCard extends VBox {
  private static final List<Gate> GATES = List.of(Gate.GAIN, Gate.EXCESS, Gate.ANN, Gate.AUDIT);
  private static final List<String> KINDS = List.of("rs-good", "rs-warn", "rs-neutral");

  private final RolloutModel model;
  private final Texts texts;
  private final Label verdict = Parts.styled(new Label(), "rs-chip");
  private final Label served = Parts.caption("");
  private final Map<Gate, Label> chips = new EnumMap<>(Gate.class);
  private final Map<Gate, Label> values = new EnumMap<>(Gate.class);
  private final Map<Gate, Tooltip> tips = new EnumMap<>(Gate.class);

  RolloutCard(RolloutModel model, Texts texts) {
    super(5);
    this.model = model;
    this.texts = texts;
    Parts.styled(this, "rs-panel");
    setId("rollout");
    verdict.setMinWidth(USE_PREF_SIZE);
    served.setId("rollout-served");
    served.setMinWidth(0);
    served.setTooltip(new Tooltip());
    Label title = Parts.heading(texts.get("ui.compare.rollout.title"));
    title.setMinWidth(0);
    getChildren()
        .setAll(
            Parts.row(title, Parts.spacer(), check(), verdict),
            grid(),
            Parts.row(served, Parts.spacer(), details()));
    model.rolloutProperty().subscribe(now -> show());
    model.problemProperty().subscribe(now -> show());
    model.checkingProperty().subscribe(now -> show());
    model.targetProperty().subscribe(now -> show());
  }

  private GridPane grid() {
    GridPane grid = new GridPane(8, 3);
    ColumnConstraints name = new ColumnConstraints(60, 120, Double.MAX_VALUE);
    name.setHgrow(Priority.ALWAYS);
    ColumnConstraints figure = new ColumnConstraints();
    figure.setHalignment(HPos.RIGHT);
    ColumnConstraints set = new ColumnConstraints();
    set.setHalignment(HPos.RIGHT);
    grid.getColumnConstraints().setAll(new ColumnConstraints(), name, set, figure);
    for (Gate gate : GATES) {
      String key = "ui.compare.rollout." + word(gate);
      Label words = new Label(texts.get(key));
      words.setMinWidth(0);
      Tooltip tip = new Tooltip(texts.get(key + ".tip"));
      tip.setWrapText(true);
      tip.setMaxWidth(420);
      words.setTooltip(tip);
      tips.put(gate, tip);
      Label state = Parts.styled(new Label(), "rs-chip");
      state.setMinWidth(USE_PREF_SIZE);
      Label value = Parts.figure("");
      chips.put(gate, state);
      values.put(gate, value);
      int row = grid.getRowCount();
      grid.add(state, 0, row);
      if (RolloutModel.SET.contains(gate)) {
        grid.add(words, 1, row);
        grid.add(threshold(gate), 2, row);
      } else {
        words.setMinWidth(USE_PREF_SIZE);
        grid.add(Parts.row(words, Parts.spacer(), targets()), 1, row, 2, 1);
      }
      grid.add(value, 3, row);
    }
    return grid;
  }

  private Hyperlink check() {
    Hyperlink check = Parts.styled(new Hyperlink(texts.get("ui.compare.rollout.check")), "rs-link");
    check.setId("rollout-check");
    check.setMinWidth(USE_PREF_SIZE);
    check.setTooltip(new Tooltip(texts.get("ui.compare.rollout.check.tip")));
    check
        .disableProperty()
        .bind(model.checkingProperty().or(Bindings.isNull(model.rolloutProperty())));
    check.setOnAction(event -> model.check());
    return check;
  }

  private Hyperlink details() {
    RolloutDetails page = new RolloutDetails(model, texts);
    Hyperlink details =
        Parts.styled(new Hyperlink(texts.get("ui.compare.rollout.details")), "rs-link");
    details.setId("rollout-details");
    details.setMinWidth(USE_PREF_SIZE);
    details.disableProperty().bind(Bindings.isNull(model.rolloutProperty()));
    details.setOnAction(event -> page.open(details));
    return details;
  }

  /** Which cluster, and what is served there; the first entry is none. */
  private Node targets() {
    ComboBox<RolloutModel.Target> box = new ComboBox<>();
    box.setId("rollout-target");
    Parts.styled(box, "rs-small", "rs-slim");
    box.setAccessibleText(texts.get("ui.compare.rollout.target"));
    box.setMinWidth(84);
    box.setMaxWidth(190);
    box.setConverter(
        new javafx.util.StringConverter<>() {
          @Override
          public String toString(RolloutModel.Target target) {
            return target == null
                ? texts.get("ui.compare.rollout.target.none")
                : target.connection() + " / " + target.alias();
          }

          @Override
          public RolloutModel.Target fromString(String text) {
            throw new UnsupportedOperationException();
          }
        });
    box.getItems().add(null);
    box.getItems().addAll(model.targets());
    model
        .targets()
        .addListener(
            (ListChangeListener<RolloutModel.Target>)
                change -> {
                  while (change.next()) {
                    box.getItems().removeAll(change.getRemoved());
                    box.getItems().addAll(change.getAddedSubList());
                  }
                });
    box.valueProperty().bindBidirectional(model.targetProperty());
    return box;
  }

  private static String word(Gate gate) {
    return gate.name().toLowerCase(Locale.ROOT);
  }

  private TextField threshold(Gate gate) {
    TextField field = Parts.styled(new TextField(), "rs-slim", "rs-figure");
    field.setId("threshold-" + word(gate));
    field.setPrefColumnCount(4);
    field.setMaxWidth(54);
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

  private void show() {
    Rollout now = model.rolloutProperty().get();
    for (Gate gate : GATES) {
      Line line = now == null ? null : now.line(gate);
      State state = line == null ? State.MISSING : line.state();
      say(
          chips.get(gate),
          "ui.compare.check." + state.name().toLowerCase(Locale.ROOT),
          kind(state));
      values
          .get(gate)
          .setText(
              line == null || state == State.MISSING
                  ? Figures.NONE
                  : switch (gate) {
                    case AUDIT -> texts.count((long) line.value());
                    case ANN -> Figures.fixed(line.value(), 3);
                    case GAIN, EXCESS -> Signed.fixed(line.value(), 3);
                  });
      String tip = texts.get("ui.compare.rollout." + word(gate) + ".tip");
      tips.get(gate)
          .setText(
              line == null ? tip : tip + "\n" + RolloutWords.condition(now, line, texts.locale()));
    }
    RolloutModel.Verdict verdictNow = model.verdict();
    say(
        verdict,
        "ui.compare.rollout." + verdictNow.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        switch (verdictNow) {
          case GO -> "rs-good";
          case NO_GO -> "rs-warn";
          case UNCHECKED -> "rs-neutral";
        });
    String words = served(now);
    served.setText(words);
    served.getTooltip().setText(words);
    served.getStyleClass().remove("rs-warning");
    if (model.problemProperty().get() != null) {
      Parts.styled(served, "rs-warning");
    }
  }

  /** What is served, in a line; what is the matter; what to do. */
  private String served(Rollout now) {
    Problem problem = model.problemProperty().get();
    if (problem != null) {
      return problem.sentence(texts.locale());
    }
    if (model.checkingProperty().get()) {
      return texts.get("ui.compare.rollout.checking");
    }
    if (now == null || now.ann() == null) {
      return texts.get(
          model.targetProperty().get() == null
              ? "ui.compare.rollout.hint"
              : "ui.compare.rollout.hint.target");
    }
    Rollout.Served there = now.served();
    String index = RolloutWords.index(now.ann().index(), texts.locale());
    if (there == null) {
      return texts.get("ui.compare.rollout.local", index);
    }
    if (there.of() == Rollout.Of.NONE) {
      return texts.get("ui.compare.rollout.served.none", there.alias());
    }
    return texts.get(
        "ui.compare.rollout.served",
        String.join(", ", there.indexes()),
        there.version() == null ? Figures.NONE : there.version(),
        there.space() == null ? Figures.NONE : there.space().substring(0, 6),
        there.audit() == null
            ? texts.get("ui.compare.rollout.unaudited")
            : texts.get(
                AuditWords.good(there.audit())
                    ? "ui.compare.rollout.clean"
                    : "ui.compare.rollout.unclean"));
  }

  static String kind(State state) {
    return switch (state) {
      case MET -> "rs-good";
      case UNMET -> "rs-warn";
      case MISSING -> "rs-neutral";
    };
  }

  private void say(Label chip, String key, String kind) {
    chip.setText(texts.get(key));
    chip.getStyleClass().removeAll(KINDS);
    chip.getStyleClass().add(kind);
  }
}
