package io.recallscope.ui.recall;

import io.recallscope.engine.ItemCard;
import io.recallscope.index.VectorIndex;
import io.recallscope.recall.ItemProbe;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.StatePane;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** "Why is it not in the list?", for the selected item or one that is searched for. */
final class ProbeCard extends VBox {
  private final Desk desk;
  private final RecallViewModel model;
  private final Choice choice;
  private final Texts texts;
  private final TextField search = new TextField();
  private final ContextMenu hits = new ContextMenu();
  private final VBox lines = new VBox(0);
  private final StatePane body;
  private final Button like;
  private final Button place;

  ProbeCard(Desk desk, RecallViewModel model, Choice choice, Runnable openMap, Texts texts) {
    super(4);
    this.desk = desk;
    this.model = model;
    this.choice = choice;
    this.texts = texts;
    this.body = new StatePane(lines, texts, null);
    Parts.styled(this, "rs-panel");
    search.setId("item-search");
    search.setPromptText(texts.get("ui.probe.search"));
    search.setAccessibleText(texts.get("ui.probe.search"));
    search.setPrefColumnCount(9);
    search.setMinWidth(60);
    Parts.styled(search, "rs-slim");
    search.textProperty().bindBidirectional(model.itemSearchProperty());
    search.setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.ENTER && !model.found().isEmpty()) {
            choose(model.found().getFirst());
            event.consume();
          } else if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
            search.clear();
            event.consume();
          }
        });
    like =
        Parts.iconButton(
            Feather.TARGET,
            texts.get("ui.query.like"),
            () -> choice.likeItemProperty().set(choice.itemProperty().get()));
    like.setId("query-item");
    Parts.styled(like, "rs-tight");
    place = Parts.iconButton(Feather.MAP_PIN, texts.get("ui.explore.open"), openMap);
    place.setId("map-item");
    Parts.styled(place, "rs-tight");
    model.found().subscribe(this::offer);
    Label heading = Parts.heading(texts.get("ui.probe.title"));
    heading.setMinWidth(USE_PREF_SIZE);
    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren().setAll(Parts.row(heading, Parts.spacer(), search), body);
    model.probeProperty().subscribe(probe -> show());
    model.probeProblemProperty().subscribe(problem -> show());
  }

  /** Puts the cursor into the item search. */
  void focusSearch() {
    search.requestFocus();
    search.selectAll();
  }

  private void offer() {
    hits.getItems().clear();
    for (ItemCard row : model.found()) {
      Label title = new Label(row.title());
      title.setMaxWidth(260);
      CustomMenuItem item =
          new CustomMenuItem(Parts.row(title, Parts.caption(row.id() + " · " + row.group())));
      item.setOnAction(event -> choose(row));
      hits.getItems().add(item);
    }
    if (hits.getItems().isEmpty() || getScene() == null || getScene().getWindow() == null) {
      hits.hide();
    } else if (!hits.isShowing() && search.isFocused()) {
      hits.show(search, Side.BOTTOM, 0, 2);
    }
  }

  private void choose(ItemCard row) {
    choice.itemProperty().set(row.id());
    search.clear();
    hits.hide();
  }

  private void show() {
    ItemProbe probe = model.probeProperty().get();
    if (model.probeProblemProperty().get() != null) {
      body.showProblem(model.probeProblemProperty().get());
      return;
    }
    if (probe == null) {
      body.showEmpty(
          Feather.HELP_CIRCLE, texts.get("ui.probe.none"), texts.get("ui.probe.none.hint"));
      return;
    }
    String against = model.against(texts);
    ItemCard item = desk.item(probe.item());
    Label title = Parts.styled(new Label(item == null ? probe.item() : item.title()), "rs-strong");
    title.setTooltip(new Tooltip(title.getText()));
    title.setMinWidth(0);
    HBox.setHgrow(title, Priority.ALWAYS);
    title.setMaxWidth(Double.MAX_VALUE);
    Label id = Parts.caption(probe.item());
    id.setMinWidth(probe.item().length() > 12 ? 60 : USE_PREF_SIZE);
    lines
        .getChildren()
        .setAll(
            Parts.row(title, id, like, place),
            line(
                texts.get("ui.probe.exact"),
                Parts.figure(
                    probe.exactRank() == 0 ? Figures.NONE : texts.count(probe.exactRank())),
                Parts.figure(Figures.fixed(probe.score(), 4))),
            line(
                texts.get("ui.probe.ann", against),
                Parts.figure(probe.annRank() == 0 ? Figures.NONE : texts.count(probe.annRank()))),
            line(texts.get("ui.probe.indexed"), yes(probe.indexed()), yes(probe.passesFilter())),
            verdict(probe));
    for (var line : lines.getChildren()) {
      ((Region) line).setMinHeight(19);
    }
    body.showContent();
  }

  private HBox verdict(ItemProbe probe) {
    if (probe.annRank() > 0) {
      return line(texts.get("ui.probe.cause"), Parts.chip(texts.get("ui.probe.there"), "good"));
    }
    VectorIndex.Miss miss = probe.miss();
    if (miss == null) {
      return line(texts.get("ui.probe.cause"), Parts.caption(texts.get("ui.probe.unknown")));
    }
    Label chip =
        Parts.chip(
            Causes.name(miss.cause(), texts),
            miss.cause() == VectorIndex.Cause.OUTRANKED ? "neutral" : "missed");
    if (miss.cellRank() > 0) {
      return line(
          texts.get("ui.probe.cause"),
          chip,
          aside("ui.probe.cell", miss.cellRank(), miss.cellsProbed()));
    }
    if (probe.wider() != null) {
      return line(texts.get("ui.probe.cause"), chip, wider(probe));
    }
    if (miss.hops() < 0) {
      return line(texts.get("ui.probe.cause"), chip);
    }
    return line(texts.get("ui.probe.cause"), chip, aside("ui.probe.hops", miss.hops()));
  }

  /** A caption, and under the mouse what it means. */
  private Label aside(String key, Object... arguments) {
    Label caption = Parts.caption(texts.get(key, arguments));
    caption.setMinWidth(0);
    caption.setTooltip(new Tooltip(texts.get(key + ".long", arguments)));
    return caption;
  }

  /** What a wider search made of an item that the engine does not tell how it missed. */
  private Label wider(ItemProbe probe) {
    int candidates = probe.wider().numCandidates();
    int rank = probe.wider().annRank();
    Label label =
        Parts.caption(
            rank > 0
                ? texts.get("ui.probe.wider", candidates, rank)
                : texts.get("ui.probe.no-wider", candidates));
    label.setMinWidth(0);
    label.setTooltip(
        new Tooltip(
            texts.get("ui.probe.scored", probe.visited(), probe.size())
                + " "
                + (rank > 0
                    ? texts.get("ui.probe.wider.long", candidates, rank)
                    : texts.get("ui.probe.no-wider.long", candidates))));
    return label;
  }

  private Label yes(boolean value) {
    Label label = new Label(texts.get(value ? "ui.yes" : "ui.no"));
    label.setMinWidth(USE_PREF_SIZE);
    return value ? label : Parts.styled(label, "rs-danger");
  }

  private static HBox line(String name, Label... values) {
    Label caption = Parts.caption(name);
    // The values say more than their name.
    caption.setMinWidth(Math.min(60, 8 * name.length()));
    HBox row = Parts.row(caption, Parts.spacer());
    row.setSpacing(12);
    row.getChildren().addAll(values);
    return row;
  }
}
