package io.recallscope.ui.component;

import io.recallscope.ui.component.RecallListsView.Column;
import io.recallscope.ui.component.RecallListsView.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the columns hold and which rows of them are shown: plain lists, no toolkit. The first column
 * is the reference; the second is held against it, a third one against the second.
 */
final class ListsModel {
  /** What a row's item is to the list that its column is held against. */
  enum Kind {
    IN_BOTH,
    ONLY_REFERENCE,
    ONLY_AGAINST,
    ONLY_SERVED
  }

  private final List<Column> columns;
  private final List<Map<String, Integer>> places = new ArrayList<>();
  private final List<List<Row>> rows = new ArrayList<>();
  private final List<Map<String, Integer>> shownPlaces = new ArrayList<>();

  /**
   * Columns of which only the rows that differ are shown, or every row.
   *
   * @param columns ids distinct within each
   */
  ListsModel(List<Column> columns, boolean onlyDifferences) {
    this.columns = List.copyOf(columns);
    for (Column column : columns) {
      places.add(index(column.rows()));
    }
    for (int c = 0; c < columns.size(); c++) {
      int at = c;
      List<Row> all = columns.get(c).rows();
      List<Row> shown =
          onlyDifferences ? all.stream().filter(r -> isDifferent(at, r)).toList() : all;
      rows.add(shown);
      shownPlaces.add(index(shown));
    }
  }

  private static Map<String, Integer> index(List<Row> rows) {
    Map<String, Integer> index = HashMap.newHashMap(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      index.putIfAbsent(rows.get(i).item(), i);
    }
    return index;
  }

  /**
   * Not in the list that its own is held against; or one that the served list, were it right, would
   * hold.
   */
  private boolean isDifferent(int column, Row row) {
    boolean dropped =
        column == 1
            && columns.size() == 3
            && !has(2, row.item())
            && row.rank() <= columns.get(2).rows().size();
    return dropped || kind(column, row.item()) != Kind.IN_BOTH;
  }

  int columns() {
    return columns.size();
  }

  Column column(int column) {
    return columns.get(column);
  }

  /** The rows of a column that are shown. */
  List<Row> rows(int column) {
    return rows.get(column);
  }

  /** The longest column's shown rows. */
  int length() {
    return rows.stream().mapToInt(List::size).max().orElse(0);
  }

  /** The shown place of an item in a column, from 0, or −1. */
  int place(int column, String item) {
    return item == null ? -1 : shownPlaces.get(column).getOrDefault(item, -1);
  }

  /** Whether an item is in a column, shown or not. */
  boolean has(int column, String item) {
    return places.get(column).containsKey(item);
  }

  Kind kind(int column, String item) {
    return switch (column) {
      case 0 -> columns.size() < 2 || has(1, item) ? Kind.IN_BOTH : Kind.ONLY_REFERENCE;
      case 1 -> has(0, item) ? Kind.IN_BOTH : Kind.ONLY_AGAINST;
      default -> has(1, item) ? Kind.IN_BOTH : Kind.ONLY_SERVED;
    };
  }

  /** The rank of an item in the column that the given one is held against, or 0. */
  int otherRank(int column, String item) {
    int other = column == 0 ? 1 : column - 1;
    if (other >= columns.size()) {
      return 0;
    }
    Integer at = places.get(other).get(item);
    return at == null ? 0 : columns.get(other).rows().get(at).rank();
  }
}
