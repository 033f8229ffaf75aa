package io.recallscope.ui.base;

import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;

/** Tables whose rows can be chosen: 26 px a row, words on the left, figures on the right. */
public final class Tables {
  private static final double LEAST = 56;

  private Tables() {}

  /** A table without rows. */
  public static <R> TableView<R> table(String id, String name) {
    TableView<R> table = new TableView<>();
    table.setId(id);
    table.setAccessibleText(name);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setPlaceholder(new Label(""));
    table.setMinSize(0, 0);
    Parts.styled(table, "rs-table");
    return table;
  }

  /**
   * Adds a column of words that takes the room that is left; what does not fit is in the tooltip.
   *
   * @param width in layout units that it has at best where there is little room
   */
  public static <R> TableColumn<R, R> words(
      TableView<R> table, String head, double width, Function<R, String> words) {
    return column(table, head, width, words, false);
  }

  /** Adds a column of short words, of that width. */
  public static <R> TableColumn<R, R> tags(
      TableView<R> table, String head, double width, Function<R, String> words) {
    return fixed(column(table, head, width, words, false), width);
  }

  /** Adds a column of figures, monospaced, of that width: one that is cut would be wrong. */
  public static <R> TableColumn<R, R> figures(
      TableView<R> table, String head, double width, Function<R, String> words) {
    return fixed(column(table, head, width, words, true), width);
  }

  private static <R> TableColumn<R, R> fixed(TableColumn<R, R> column, double width) {
    column.setMinWidth(width);
    column.setMaxWidth(width);
    return column;
  }

  private static <R> TableColumn<R, R> column(
      TableView<R> table, String head, double width, Function<R, String> words, boolean figures) {
    TableColumn<R, R> column = new TableColumn<>(head);
    column.setPrefWidth(width);
    column.setMinWidth(Math.min(width, LEAST));
    column.setReorderable(false);
    column.setSortable(false);
    column.setCellFactory(
        owner ->
            new TableCell<>() {
              private final Tooltip tip = new Tooltip();

              {
                if (figures) {
                  Parts.styled(this, "rs-figure");
                }
              }

              @Override
              protected void updateItem(R ignored, boolean empty) {
                super.updateItem(ignored, empty);
                R row = empty || getTableRow() == null ? null : getTableRow().getItem();
                String text = row == null ? "" : words.apply(row);
                setText(text);
                tip.setText(text);
                setTooltip(text.isEmpty() ? null : tip);
              }
            });
    column.setCellValueFactory(
        row -> new javafx.beans.property.ReadOnlyObjectWrapper<>(row.getValue()));
    if (figures) {
      column.getStyleClass().add("rs-figures-column");
    }
    table.getColumns().add(column);
    return column;
  }
}
