package io.recallscope.ui.cluster;

import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Desk;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Asks how to read an index that others built, and notes it; nothing is changed on the cluster. */
final class AttachCard extends VBox {
  AttachCard(Desk desk, IndexesModel model, Texts texts) {
    super(8);
    Parts.styled(this, "rs-panel", "rs-small");
    setMinWidth(0);
    TextField target = Fields.text("attach-target", model.foreign, "production-items");
    target.setPrefWidth(150);
    TextField vector = Fields.text("attach-vector", model.vectorField, "embedding");
    vector.setPrefWidth(110);
    TextField id = Fields.text("attach-id", model.idField, "_id");
    id.setPrefWidth(90);
    Button attach =
        Fields.button("attach", texts.get("ui.index.attach"), Feather.LINK, model::attach);
    attach.disableProperty().bind(model.canAttach().not());
    FlowPane fields =
        new FlowPane(
            8,
            8,
            Parts.field(texts.get("ui.index.target"), target),
            Parts.field(texts.get("ui.index.vector-field"), vector),
            Parts.field(texts.get("ui.index.id-field"), id),
            Parts.field(
                texts.get("ui.index.version"),
                Fields.versions("attach-version", desk.versions(), model.claimed)),
            attach);
    fields.setRowValignment(VPos.BOTTOM);
    Label note = Parts.caption(texts.get("ui.index.attach.note"));
    note.setWrapText(true);
    note.setMinHeight(USE_PREF_SIZE);
    getChildren().setAll(Parts.heading(texts.get("ui.index.attach.title")), fields, note);
  }
}
