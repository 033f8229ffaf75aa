package io.recallscope.ui.compare;

import io.recallscope.engine.DrawVersions.Drawn;
import io.recallscope.engine.ItemCard;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Desk;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What is said beside a point of the versions' map: the item, and how much it changed. */
record PointTip(Desk desk, VersionMapModel model, Texts texts) {
  /** Of a point; null where nothing is known of it. */
  Node of(int point) {
    String id = model.item(point);
    Drawn drawn = model.mapProperty().get();
    if (id == null || drawn == null) {
      return null;
    }
    ItemCard card = desk.item(id);
    Label title = Parts.styled(new Label(card == null ? id : card.title()), "rs-strong");
    title.setMaxWidth(320);
    VBox box =
        new VBox(
            2,
            title,
            Parts.caption(card == null || card.group().isEmpty() ? id : id + " · " + card.group()));
    double moved = drawn.moved()[point];
    double[] stable = model.stableProperty().get();
    if (!drawn.inFrom()[point] || !drawn.inTo()[point]) {
      box.getChildren()
          .add(
              Parts.caption(
                  texts.get("ui.compare.only", drawn.inFrom()[point] ? drawn.from() : drawn.to())));
    }
    if (!Double.isNaN(moved)) {
      box.getChildren()
          .add(Parts.caption(texts.get("ui.compare.tip.moved", Figures.fixed(moved, 2))));
    }
    if (stable != null && !Double.isNaN(stable[point])) {
      box.getChildren()
          .add(Parts.caption(texts.get("ui.compare.tip.stable", Figures.percent(stable[point]))));
    }
    return box;
  }
}
