package io.recallscope.ui.cluster;

import io.recallscope.engine.ClusterIndexes;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Desk;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Asks what to build, and builds it. */
final class BuildCard extends VBox {
  private static final int MOST_SHARDS = 1_024;

  BuildCard(Desk desk, IndexesModel model, ObservableValue<Boolean> readOnly, Texts texts) {
    super(8);
    Parts.styled(this, "rs-panel", "rs-small");
    setMinWidth(0);
    ComboBox<String> options = Fields.combo("build-options", Function.identity());
    options.getItems().setAll(ClusterIndexes.indexOptions());
    options.valueProperty().bindBidirectional(model.options);
    Spinner<Integer> shards = new Spinner<>(1, MOST_SHARDS, 1);
    shards.setId("build-shards");
    shards.setPrefWidth(80);
    shards.setEditable(true);
    shards
        .getValueFactory()
        .valueProperty()
        .subscribe(
            now -> {
              if (now != null) {
                model.shards.set(now);
              }
            });
    var alias = Fields.text("build-alias", model.alias, "items");
    alias.setPrefWidth(150);
    Button build =
        Fields.button("build", texts.get("ui.index.build"), Feather.HARD_DRIVE, model::build);
    Parts.styled(build, "accent");
    FlowPane fields =
        new FlowPane(
            8,
            8,
            Parts.field(texts.get("ui.index.alias"), alias),
            Parts.field(
                texts.get("ui.index.version"),
                Fields.versions("build-version", desk.versions(), model.version)),
            Parts.field("index_options", options),
            Parts.field(texts.get("ui.index.shards"), shards),
            Fields.writing(build, model.canBuild(), readOnly, texts));
    fields.setRowValignment(javafx.geometry.VPos.BOTTOM);
    fields.setAlignment(Pos.TOP_LEFT);
    Label note = Parts.caption(texts.get("ui.index.build.note"));
    note.setWrapText(true);
    note.setMinHeight(USE_PREF_SIZE);
    getChildren().setAll(Parts.heading(texts.get("ui.index.build.title")), fields, note);
  }
}
