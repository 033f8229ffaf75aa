package io.recallscope.ui.map;

import io.recallscope.engine.DrawMap.Drawn;
import io.recallscope.engine.ItemCard;
import io.recallscope.engine.NearPoints;
import io.recallscope.engine.NearPoints.Near;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.StatePane;
import io.recallscope.ui.base.Texts;
import java.util.function.IntConsumer;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** "Why here?": a point's nearest in the space beside its nearest on the map, with distances. */
final class WhyCard extends VBox {
  private final ExplorerModel model;
  private final Texts texts;
  private final IntConsumer open;
  private final GridPane grid = new GridPane(6, 0);
  private final Label what = Parts.styled(new Label(), "rs-strong");
  private final Label kept = Parts.caption("");
  private final StatePane body;

  /**
   * @param open looks at a point that was chosen from the lists
   */
  WhyCard(ExplorerModel model, Texts texts, IntConsumer open) {
    super(4);
    this.model = model;
    this.texts = texts;
    this.open = open;
    Parts.styled(this, "rs-panel");
    ColumnConstraints rank = new ColumnConstraints(20);
    ColumnConstraints title = new ColumnConstraints(30, 100, Double.MAX_VALUE);
    title.setHgrow(Priority.ALWAYS);
    title.setPercentWidth(31);
    ColumnConstraints figure = new ColumnConstraints();
    figure.setHalignment(HPos.RIGHT);
    figure.setMinWidth(44);
    grid.getColumnConstraints().setAll(rank, title, figure, title, figure);
    what.setMinWidth(0);
    ScrollPane scroll = Parts.styled(new ScrollPane(grid), "rs-plain");
    scroll.setFitToWidth(true);
    scroll.setFocusTraversable(false);
    this.body = new StatePane(new VBox(4, what, scroll), texts, null);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren()
        .setAll(Parts.row(Parts.heading(texts.get("ui.explore.why")), Parts.spacer(), kept), body);
    model.nearProperty().subscribe(now -> show());
    model.pointProperty().subscribe(now -> show());
    model.pictureProperty().subscribe(now -> show());
  }

  private void show() {
    Drawn map = model.pictureProperty().get();
    NearPoints near = model.nearProperty().get();
    int point = model.pointProperty().get();
    kept.setText("");
    if (map == null || point < 0) {
      body.showEmpty(
          Feather.HELP_CIRCLE, texts.get("ui.explore.why.none"), texts.get("ui.explore.why.hint"));
      return;
    }
    what.setText(
        map.isUser(point)
            ? texts.get("ui.explore.user") + " " + name(map, point)
            : name(map, point));
    what.setTooltip(new Tooltip(what.getText()));
    grid.getChildren().clear();
    if (near == null) {
      body.showLoading("ui.job.near", true);
      return;
    }
    grid.addRow(
        0,
        new Label(),
        Parts.caption(texts.get(near.scored() ? "ui.explore.why.best" : "ui.explore.why.space")),
        Parts.caption(
            texts.get(near.scored() ? "ui.explore.why.score" : "ui.explore.why.distance")),
        Parts.caption(texts.get("ui.explore.why.map")),
        Parts.caption(texts.get("ui.explore.why.distance")));
    int k = near.space().size();
    for (int i = 0; i < k; i++) {
      Near space = near.space().get(i);
      Near onMap = near.map().get(i);
      grid.addRow(
          i + 1,
          Parts.styled(Parts.caption(Integer.toString(i + 1)), "rs-figure"),
          neighbour(map, space, k, "ui.explore.why.torn"),
          distance(space),
          neighbour(map, onMap, k, "ui.explore.why.false"),
          distance(onMap));
    }
    long both = near.space().stream().filter(n -> n.otherRank() <= k).count();
    kept.setText(texts.get("ui.explore.why.kept", both, k));
    body.showContent();
  }

  private String name(Drawn map, int point) {
    ItemCard card = model.source().card(map, point);
    return card == null ? map.ids().get(point) : card.title();
  }

  private static Label distance(Near near) {
    return Parts.styled(Parts.figure(Figures.fixed(near.distance(), 2)), "rs-caption");
  }

  /** One that is none on the other side is told by colour and in its tooltip. */
  private Button neighbour(Drawn map, Near near, int k, String none) {
    boolean both = near.otherRank() <= k;
    Button button =
        Parts.styled(
            new Button(name(map, near.point())),
            "flat",
            "rs-neighbour",
            both ? "rs-kept" : "rs-lost");
    button.setMnemonicParsing(false);
    button.setAlignment(Pos.CENTER_LEFT);
    button.setMaxWidth(Double.MAX_VALUE);
    button.setMinWidth(0);
    button.setPrefWidth(40);
    String words =
        button.getText()
            + "\n"
            + texts.get(both ? "ui.explore.why.both" : none, texts.count(near.otherRank()));
    button.setTooltip(new Tooltip(words));
    button.setAccessibleText(words);
    button.setOnAction(event -> open.accept(near.point()));
    return button;
  }
}
