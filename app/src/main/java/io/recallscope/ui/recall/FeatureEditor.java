package io.recallscope.ui.recall;

import io.recallscope.engine.Session.FeatureInfo;
import io.recallscope.engine.ShowUser.Profile;
import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Popover;
import io.recallscope.ui.base.Texts;
import io.recallscope.ui.desk.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * "What would this user get if …": the user's features to change for this query alone. The lists
 * follow while one types; the user as stored stays as they are.
 */
final class FeatureEditor {
  private static final double MAX_HEIGHT = 320;

  private final List<FeatureInfo> features;
  private final Choice choice;
  private final GridPane grid = new GridPane(8, 6);
  private final Popover popup;
  private boolean filling;

  FeatureEditor(List<FeatureInfo> features, Choice choice, Texts texts) {
    this.features = List.copyOf(features);
    this.choice = choice;
    Button undo = Parts.styled(new Button(texts.get("ui.query.undo")), "flat");
    Button close = new Button(texts.get("ui.query.close"));
    ScrollPane scroll = Parts.styled(new ScrollPane(grid), "rs-plain");
    scroll.setFitToWidth(true);
    scroll.setMaxHeight(MAX_HEIGHT);
    VBox content =
        new VBox(
            10,
            Parts.heading(texts.get("ui.query.edit")),
            Parts.caption(texts.get("ui.query.edit.hint")),
            scroll,
            Parts.row(undo, Parts.spacer(), close));
    content.setPrefWidth(380);
    popup = new Popover(content);
    undo.setOnAction(
        event -> {
          choice.resetQuery();
          popup.hide();
        });
    close.setOnAction(event -> popup.hide());
  }

  boolean isUseful() {
    return !features.isEmpty();
  }

  /** Opens it for a user. */
  void show(Node anchor, Profile user) {
    fill(user);
    popup.show(anchor);
  }

  /** The fields of a user, with what was changed before. */
  GridPane fill(Profile user) {
    filling = true;
    grid.getChildren().clear();
    choice.likeItemProperty().set(null);
    Map<String, Object> edits = choice.editsProperty().get();
    for (int i = 0; i < features.size(); i++) {
      String name = features.get(i).name();
      TextField field =
          new TextField(
              text(edits.containsKey(name) ? edits.get(name) : user.features().get(name)));
      field.setId("edit-" + name);
      field.setAccessibleText(name);
      GridPane.setHgrow(field, Priority.ALWAYS);
      Parts.styled(field, "rs-slim");
      field.textProperty().subscribe((before, now) -> apply(user));
      grid.addRow(i, Parts.caption(name), field);
    }
    filling = false;
    return grid;
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  private void apply(Profile user) {
    if (filling) {
      return;
    }
    Map<String, Object> edits = new LinkedHashMap<>();
    for (Node node : grid.getChildren()) {
      if (node instanceof TextField field) {
        String name = field.getAccessibleText();
        String now = field.getText().strip();
        if (!now.equals(user.features().getOrDefault(name, ""))) {
          // Emptied: the user lacks it.
          edits.put(name, now.isEmpty() ? null : now);
        }
      }
    }
    choice.editsProperty().set(edits);
  }
}
