package io.recallscope.ui.base;

import java.util.List;
import java.util.function.Predicate;
import javafx.application.Platform;
import javafx.scene.control.ListView;

/** What lists of things to choose from have in common. */
public final class Lists {
  /** Rows left in view above the selected one. */
  private static final int ABOVE = 3;

  private Lists() {}

  /** Selects the first row that is the one, and brings it into view; no row where none is. */
  public static <T> void select(ListView<T> list, Predicate<T> isTheOne) {
    list.getSelectionModel().clearSelection();
    List<T> rows = list.getItems();
    for (int i = 0; i < rows.size(); i++) {
      if (isTheOne.test(rows.get(i))) {
        list.getSelectionModel().select(i);
        reveal(list, Math.max(0, i - ABOVE));
        return;
      }
    }
  }

  /** The list can scroll only once it has laid out the rows it was given. */
  private static void reveal(ListView<?> list, int row) {
    Platform.runLater(
        () -> {
          if (list.getScene() != null) {
            list.applyCss();
            list.layout();
            list.scrollTo(row);
          }
        });
  }
}
