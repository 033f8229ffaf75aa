package io.recallscope.ui.evaluate;

import io.recallscope.ui.base.Parts;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** A small table: the first column are names, the others right-aligned figures. */
final class FigureTable extends GridPane {
  private final int columns;
  private int rows = 2;

  FigureTable(String... heads) {
    columns = heads.length;
    Parts.styled(this, "rs-grid");
    for (int c = 0; c < columns; c++) {
      ColumnConstraints column = new ColumnConstraints();
      column.setHalignment(c == 0 ? HPos.LEFT : HPos.RIGHT);
      column.setHgrow(Priority.SOMETIMES);
      getColumnConstraints().add(column);
      Label head = Parts.styled(new Label(heads[c]), "rs-grid-head");
      head.setMinWidth(USE_PREF_SIZE);
      add(head, c, 0);
    }
    Region rule = Parts.styled(new Region(), "rs-rule");
    setMargin(rule, new javafx.geometry.Insets(4, 0, 2, 0));
    add(rule, 0, 1, columns, 1);
  }

  /** Adds a row; a chosen one is tinted. */
  void add(boolean chosen, String... values) {
    Region ground = Parts.styled(new Region(), "rs-line");
    if (chosen) {
      Parts.styled(ground, "rs-chosen");
      setMargin(ground, new javafx.geometry.Insets(0, -6, 0, -6));
    }
    add(ground, 0, rows, columns, 1);
    for (int c = 0; c < columns; c++) {
      Label label = c == 0 ? new Label(values[c]) : Parts.figure(values[c]);
      add(label, c, rows);
    }
    rows++;
  }
}
