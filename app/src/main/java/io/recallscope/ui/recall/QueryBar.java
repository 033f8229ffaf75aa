package io.recallscope.ui.recall;

import io.recallscope.engine.ClusterIndexes;
import io.recallscope.recall.Inspection;
import io.recallscope.recall.ServedComparison;
import io.recallscope.ui.base.Figures;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Choice;
import io.recallscope.ui.desk.Desk;
import io.recallscope.ui.desk.ServedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Says what is out of the ordinary about the lists: that an item asks, or a user with other
 * features, and what production returned. Nothing to say takes no room.
 */
final class QueryBar extends HBox {
  private final Choice choice;
  private final RecallViewModel model;
  private final Desk desk;
  private final Texts texts;

  QueryBar(Desk desk, Choice choice, RecallViewModel model, Texts texts) {
    super(8);
    this.desk = desk;
    this.choice = choice;
    this.model = model;
    this.texts = texts;
    setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    choice.likeItemProperty().subscribe(item -> show());
    choice.editsProperty().subscribe(edits -> show());
    choice.servedProperty().subscribe(file -> show());
    model.inspectionProperty().subscribe(lists -> show());
  }

  private void show() {
    List<Node> parts = new ArrayList<>();
    String like = choice.likeItemProperty().get();
    Map<String, Object> edits = choice.editsProperty().get();
    if (like != null) {
      var item = desk.item(like);
      parts.add(
          chip(
              "query-chip",
              texts.get("ui.query.item", item == null ? like : item.title()),
              "only",
              texts.get("ui.query.reset"),
              choice::resetQuery));
    } else if (!edits.isEmpty()) {
      String words =
          edits.entrySet().stream()
              .map(
                  edit ->
                      edit.getKey()
                          + " = "
                          + Objects.requireNonNullElse(edit.getValue(), Figures.NONE))
              .collect(Collectors.joining(texts.get("ui.comma")));
      parts.add(
          chip(
              "query-chip",
              texts.get("ui.query.edited", words),
              "only",
              texts.get("ui.query.reset"),
              choice::resetQuery));
    }
    ServedFile file = choice.servedProperty().get();
    if (file != null) {
      parts.add(
          chip(
              "served-chip",
              texts.get("ui.served.file", file.name(), file.lists().size()),
              "neutral",
              texts.get("ui.served.close"),
              () -> choice.servedProperty().set(null)));
      parts.addAll(verdict(model.servedProperty().get()));
    }
    parts.addAll(claims(model.inspectionProperty().get()));
    getChildren().setAll(parts);
    setVisible(!parts.isEmpty());
    setManaged(!parts.isEmpty());
  }

  /** Of which lists nothing but a person's word says that they are the model's. */
  private List<Node> claims(Inspection lists) {
    if (lists == null) {
      return List.of();
    }
    return Stream.of(lists.reference().info(), lists.against().info())
        .filter(ClusterIndexes::unproven)
        .map(info -> info.settings().get("index"))
        .distinct()
        .map(
            index -> {
              Label chip = Parts.chip(texts.get("ui.query.unproven", index), "warn");
              Parts.styled(chip, "rs-unproven");
              chip.setMinWidth(60);
              chip.setTooltip(
                  new Tooltip(texts.get("ui.query.unproven.long", index, lists.space().model())));
              return (Node) chip;
            })
        .toList();
  }

  private List<Node> verdict(ServedComparison served) {
    if (served == null) {
      Label none = Parts.caption(texts.get("ui.served.nobody"));
      none.setMinWidth(0);
      return List.of(none);
    }
    String verdict = served.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
    Label vector =
        Parts.chip(
            texts.get("ui.served.vector." + verdict),
            switch (served.verdict()) {
              case SAME -> "good";
              case NO_VECTOR -> "neutral";
              case STALE, OTHER_DIMENSION -> "warn";
            });
    vector.setId("served-vector");
    String cosine = texts.get("ui.served.cosine", Figures.fixed(served.cosine(), 6));
    vector.setTooltip(new Tooltip(Double.isNaN(served.cosine()) ? vector.getText() : cosine));
    List<Node> parts = new ArrayList<>(List.of(vector));
    if (!served.unknown().isEmpty()) {
      Label unknown = Parts.chip(texts.get("ui.served.unknown", served.unknown().size()), "missed");
      unknown.setTooltip(
          new Tooltip(served.unknown().stream().limit(12).collect(Collectors.joining("\n"))));
      parts.add(unknown);
    }
    Label figures =
        Parts.caption(
            texts.get(
                "ui.served.figures",
                Figures.fixed(served.againstReference().recall(), 2),
                Figures.fixed(served.againstIndex().recall(), 2)));
    figures.setMinWidth(0);
    figures.setTooltip(
        new Tooltip(
            texts.get(
                "ui.served.figures.long",
                Figures.fixed(served.againstReference().recall(), 4),
                Figures.fixed(served.againstReference().rbo(), 4),
                Figures.fixed(served.againstIndex().recall(), 4),
                Figures.fixed(served.againstIndex().rbo(), 4))));
    parts.add(figures);
    return parts;
  }

  private static Button chip(String id, String words, String kind, String undo, Runnable action) {
    Button button =
        Parts.styled(new Button(words, new FontIcon(Feather.X)), "rs-chip", "rs-" + kind);
    button.setId(id);
    button.setMnemonicParsing(false);
    button.setContentDisplay(ContentDisplay.RIGHT);
    button.setMinWidth(60);
    button.setTooltip(new Tooltip(words + "\n" + undo));
    button.setAccessibleText(words + ". " + undo);
    button.setOnAction(event -> action.run());
    return button;
  }
}
