package io.recallscope.ui;

import io.recallscope.ui.base.Parts;
import io.recallscope.ui.base.Texts;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** Which keys do what, for a person who would rather not reach for the mouse. */
final class KeyList extends VBox {
  private static final List<String> LINES =
      List.of(
          "users", "item", "views", "lists", "next", "map", "select", "menu", "tab", "escape",
          "help");

  KeyList(Texts texts) {
    super(8);
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    GridPane grid = new GridPane(16, 4);
    for (int i = 0; i < LINES.size(); i++) {
      String line = LINES.get(i);
      Label keys = Parts.figure(texts.get("ui.keys." + line + ".keys", mac ? "⌘" : "Ctrl"));
      grid.addRow(i, keys, new Label(texts.get("ui.keys." + line)));
    }
    getChildren().setAll(Parts.heading(texts.get("ui.keys")), grid);
  }
}
