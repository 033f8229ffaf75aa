package io.recallscope.ui.cluster;

import io.recallscope.engine.ManageConnections.Tested;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What came of a connection's last test, and what to do where it failed. */
final class StatusLine extends HBox {
  private final Texts texts;

  StatusLine(Texts texts) {
    super(8);
    this.texts = texts;
    setId("connection-status");
    setAlignment(javafx.geometry.Pos.CENTER_LEFT);
  }

  void show(ClusterModel.Status status) {
    Label words = new Label(words(status, texts));
    words.setWrapText(true);
    words.setMinHeight(USE_PREF_SIZE);
    VBox lines = new VBox(2, words);
    HBox.setHgrow(lines, Priority.ALWAYS);
    if (status == null || status.running()) {
      Parts.styled(words, "rs-caption");
      getChildren().setAll(lines);
    } else if (status.problem() != null) {
      Label remedy = Parts.caption(status.problem().remedy(texts.locale()));
      remedy.setWrapText(true);
      remedy.setMinHeight(USE_PREF_SIZE);
      lines.getChildren().add(remedy);
      getChildren().setAll(Parts.styled(new FontIcon(Feather.ALERT_TRIANGLE), "rs-danger"), lines);
    } else {
      String colour = status.found().status();
      getChildren()
          .setAll(
              Parts.chip(
                  colour,
                  colour.equals("green") ? "good" : colour.equals("yellow") ? "warn" : "missed"),
              lines);
    }
  }

  static String words(ClusterModel.Status status, Texts texts) {
    if (status == null) {
      return texts.get("ui.connection.untested");
    }
    if (status.running()) {
      return texts.get("ui.job.test");
    }
    if (status.problem() != null) {
      return status.problem().sentence(texts.locale());
    }
    Tested found = status.found();
    return texts.get(
        found.nodes() == 1 ? "ui.connection.tested.one" : "ui.connection.tested",
        found.version(),
        found.cluster(),
        found.nodes(),
        Figures.millis(found.millis()));
  }
}
