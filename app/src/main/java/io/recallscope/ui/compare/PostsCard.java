package io.recallscope.ui.compare;

import io.recallscope.engine.ItemCard;
import io.recallscope.evaluation.ExposureFigures;
import io.recallscope.evaluation.VersionComparison;
import io.recallscope.evaluation.VersionComparison.ItemChange;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import java.util.function.ToDoubleFunction;
import javafx.geometry.HPos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Items whose exposure changed most, and what became of the whole catalogue's. */
final class PostsCard extends VBox {
  private static final int EACH = 4;

  private final Desk desk;
  private final CompareModel model;
  private final Choice choice;
  private final Texts texts;
  private final GridPane grid = new GridPane(10, 2);

  PostsCard(Desk desk, CompareModel model, Choice choice, Texts texts) {
    super(6);
    this.desk = desk;
    this.model = model;
    this.choice = choice;
    this.texts = texts;
    Parts.styled(this, "rs-panel");
    setId("changed-items");
    ColumnConstraints title = new ColumnConstraints(60, 160, Double.MAX_VALUE);
    title.setHgrow(Priority.ALWAYS);
    ColumnConstraints figure = new ColumnConstraints();
    figure.setHalignment(HPos.RIGHT);
    grid.getColumnConstraints().setAll(title, figure);
    ScrollPane scroll = Parts.styled(new ScrollPane(grid), "rs-plain");
    scroll.setFitToWidth(true);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    Label caption = Parts.caption(texts.get("ui.compare.items.caption"));
    caption.setMinWidth(0);
    caption.setTooltip(new Tooltip(texts.get("ui.compare.items.tip")));
    getChildren()
        .setAll(
            Parts.row(
                Parts.heading(
                    texts.get(
                        "ui.compare.items.title", texts.get(desk.overview().itemNoun() + ".many"))),
                Parts.spacer(),
                caption),
            scroll);
    model.comparisonProperty().subscribe(comparison -> show());
  }

  private void show() {
    grid.getChildren().clear();
    VersionComparison now = model.comparisonProperty().get();
    VersionComparison.Pair pair = model.versions();
    if (pair == null || !now.complete() || now.side(pair.later()).exposure() == null) {
      grid.add(Parts.caption(texts.get("ui.compare.waiting")), 0, 0, 2, 1);
      return;
    }
    if (pair.gaining().isEmpty() && pair.losing().isEmpty()) {
      grid.add(Parts.caption(texts.get("ui.compare.items.none")), 0, 0, 2, 1);
    }
    // One that gains, one that loses, and so on: both are in the first rows.
    for (int i = 0; i < EACH; i++) {
      if (i < pair.gaining().size()) {
        item(pair.gaining().get(i));
      }
      if (i < pair.losing().size()) {
        item(pair.losing().get(i));
      }
    }
    ExposureFigures before = now.side(pair.earlier()).exposure();
    ExposureFigures after = now.side(pair.later()).exposure();
    whole("coverage@" + now.k(), "ui.compare.tip.coverage", before, after, f -> f.coverage());
    whole(texts.get("ui.compare.items.gini"), "ui.compare.tip.gini", before, after, f -> f.gini());
    whole(
        texts.get("ui.compare.items.tail"),
        "ui.compare.tip.tail",
        before,
        after,
        f -> f.longTail());
  }

  private void item(ItemChange change) {
    ItemCard card = desk.item(change.item());
    Hyperlink title = new Hyperlink(card == null ? change.item() : card.title());
    Parts.styled(title, "rs-item-link");
    title.setMinWidth(0);
    title.setTooltip(new Tooltip(title.getText()));
    title.setOnAction(event -> choice.itemProperty().set(change.item()));
    Label figure =
        Parts.figure(texts.count(change.earlier()) + " → " + texts.count(change.later()));
    grid.addRow(grid.getRowCount(), title, figure);
  }

  private void whole(
      String name,
      String tip,
      ExposureFigures before,
      ExposureFigures after,
      ToDoubleFunction<ExposureFigures> value) {
    Label label = Parts.caption(name);
    label.setTooltip(new Tooltip(texts.get(tip)));
    grid.addRow(
        grid.getRowCount(),
        label,
        Parts.figure(
            Figures.fixed(value.applyAsDouble(before), 3)
                + " → "
                + Figures.fixed(value.applyAsDouble(after), 3)));
  }
}
