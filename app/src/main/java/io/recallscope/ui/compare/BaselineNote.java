package io.recallscope.ui.compare;

import io.recallscope.engine.TrainBaseline;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Says that there is no baseline, and trains one where that can be done here. */
final class BaselineNote extends HBox {
  private final CompareModel model;
  private final Texts texts;
  private final Label words = Parts.styled(Parts.caption(""), "rs-warning");
  private final Button train = new Button();
  private final Button cancel;

  BaselineNote(CompareModel model, Texts texts) {
    super(8);
    this.model = model;
    this.texts = texts;
    setAlignment(Pos.CENTER_LEFT);
    Parts.styled(this, "rs-small");
    words.setId("baseline-missing");
    words.setWrapText(true);
    words.setMinHeight(USE_PREF_SIZE);
    words.setMinWidth(0);
    words.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(words, Priority.ALWAYS);
    train.setId("baseline-train");
    train.setMinWidth(USE_PREF_SIZE);
    train.setOnAction(event -> model.trainBaseline());
    cancel = new Button(texts.get("ui.compare.baseline.cancel"));
    cancel.setId("baseline-cancel");
    cancel.setMinWidth(USE_PREF_SIZE);
    cancel.setOnAction(event -> model.cancelTraining());
    getChildren().setAll(words, train, cancel);
    managedProperty().bind(visibleProperty());
    train.managedProperty().bind(train.visibleProperty());
    cancel.managedProperty().bind(cancel.visibleProperty());
    model.comparisonProperty().subscribe(comparison -> show());
    model.offerProperty().subscribe(offer -> show());
    model.trainingProperty().subscribe(busy -> show());
  }

  private void show() {
    VersionComparison now = model.comparisonProperty().get();
    boolean training = model.trainingProperty().get();
    setVisible(training || now != null && now.baseline() == null);
    TrainBaseline.Offer offer = model.offerProperty().get();
    boolean able = offer != null && offer.able() == TrainBaseline.Able.YES;
    train.setVisible(able && !training);
    cancel.setVisible(training);
    if (able) {
      train.setText(texts.get("ui.compare.baseline.train", offer.name()));
    }
    String key = "ui.compare.baseline.missing";
    if (training) {
      words.setText(texts.get("ui.compare.baseline.training"));
    } else if (offer == null) {
      words.setText(texts.get(key));
    } else {
      words.setText(
          texts.get(key)
              + texts.get("ui.compare.baseline.gap")
              + texts.get(
                  key + "." + offer.able().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                  offer.of(),
                  String.valueOf(offer.seed())));
    }
  }
}
