package io.recallscope.dataset;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All users or all items of a dataset: distinct ids and, by column, their features. Immutable. */
public final class EntityTable {
  private final List<String> ids;
  private final List<Column> columns;
  private final Map<String, Integer> rows;

  /**
   * @param ids distinct, row i's id
   * @param columns each with one value per id; names distinct
   */
  public EntityTable(List<String> ids, List<Column> columns) {
    this.ids = List.copyOf(ids);
    this.columns = List.copyOf(columns);
    this.rows = HashMap.newHashMap(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      if (rows.put(ids.get(i), i) != null) {
        throw new IllegalArgumentException("id twice: " + ids.get(i));
      }
    }
    for (Column column : columns) {
      if (column.size() != ids.size()) {
        throw new IllegalArgumentException(
            column.name() + " has " + column.size() + " rows, not " + ids.size());
      }
    }
  }

  public int size() {
    return ids.size();
  }

  public List<String> ids() {
    return ids;
  }

  public String id(int row) {
    return ids.get(row);
  }

  /** The row of an id, or -1. */
  public int row(String id) {
    return rows.getOrDefault(id, -1);
  }

  public List<Column> columns() {
    return columns;
  }

  /** The feature of that name, or null. */
  public Column column(String name) {
    for (Column column : columns) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    return null;
  }
}
