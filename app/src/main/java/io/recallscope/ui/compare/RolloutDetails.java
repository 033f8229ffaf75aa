package io.recallscope.ui.compare;

import io.recallscope.engine.Rollout;
import io.recallscope.engine.RolloutWords;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Popover;
import io.recallscope.ui.base.Texts;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A roll-out check as a page: the verdict, every condition, what is served, and its audit. */
final class RolloutDetails extends VBox {
  private static final double WIDTH = 560;

  private final RolloutModel model;
  private final Texts texts;
  private final Popover popup;

  RolloutDetails(RolloutModel model, Texts texts) {
    super(8);
    this.model = model;
    this.texts = texts;
    setId("rollout-page");
    setPrefWidth(WIDTH);
    popup = new Popover(this);
    model.rolloutProperty().subscribe(this::show);
  }

  void open(Node anchor) {
    popup.show(anchor);
  }

  private void show(Rollout rollout) {
    getChildren().clear();
    if (rollout == null) {
      popup.hide();
      return;
    }
    getChildren()
        .add(
            wrapped(
                Parts.heading(
                    model.verdict() == RolloutModel.Verdict.UNCHECKED
                        ? texts.get("ui.compare.rollout.page.unchecked", rollout.candidate())
                        : RolloutWords.verdict(rollout, texts.locale()))));
    for (Rollout.Line line : rollout.lines()) {
      Label state =
          Parts.styled(
              new Label(
                  texts.get("ui.compare.check." + line.state().name().toLowerCase(Locale.ROOT))),
              "rs-chip",
              RolloutCard.kind(line.state()));
      state.setMinWidth(44);
      state.setAlignment(Pos.CENTER);
      HBox row =
          Parts.row(
              state, wrapped(new Label(RolloutWords.condition(rollout, line, texts.locale()))));
      row.setAlignment(Pos.TOP_LEFT);
      getChildren().add(row);
    }
    RolloutWords.served(rollout, texts.locale())
        .forEach(sentence -> getChildren().add(wrapped(Parts.caption(sentence))));
  }

  private static Label wrapped(Label label) {
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    label.setMaxWidth(WIDTH - 24);
    HBox.setHgrow(label, Priority.ALWAYS);
    return label;
  }
}
