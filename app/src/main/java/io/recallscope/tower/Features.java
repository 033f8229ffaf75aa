package io.recallscope.tower;

import io.recallscope.dataset.Clicks;
import io.recallscope.dataset.Column;
import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.EntityTable;
import io.recallscope.domain.Times;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** The features of one side's rows, by name: the ids, the columns, and for users the history. */
final class Features {
  static final String HISTORY = "history";

  private final EntityTable table;
  private final Map<String, Feature> byName;

  private Features(EntityTable table, Map<String, Feature> byName) {
    this.table = table;
    this.byName = byName;
  }

  /** What a feature's values are. */
  enum Kind {
    STRING,
    NUMBER,
    LIST
  }

  /** One feature of every row. */
  interface Feature {
    Kind kind();

    /** Whether the row lacks it. */
    boolean missing(int row);

    default String string(int row) {
      throw new IllegalStateException();
    }

    default double number(int row) {
      throw new IllegalStateException();
    }

    default List<String> list(int row) {
      throw new IllegalStateException();
    }

    /** Gives every distinct value, or every row's. */
    default void eachString(Consumer<String> to) {}

    default void eachNumber(DoubleConsumer to) {}
  }

  static Features of(Towers.Side side, Dataset dataset) {
    boolean user = side == Towers.Side.USER;
    EntityTable table = user ? dataset.users() : dataset.items();
    Map<String, Feature> byName = new LinkedHashMap<>();
    byName.put(user ? "user_id" : "item_id", new Ids(table.ids()));
    for (Column column : table.columns()) {
      byName.putIfAbsent(column.name(), of(column));
    }
    if (user) {
      byName.put(HISTORY, new History(dataset));
    }
    return new Features(table, byName);
  }

  /** One row with one feature. */
  static Features single(String name, Feature feature) {
    return new Features(new EntityTable(List.of("?"), List.of()), Map.of(name, feature));
  }

  /** The same rows with some features replaced by one value. */
  Features with(Map<String, Object> edits) {
    if (edits.isEmpty()) {
      return this;
    }
    Map<String, Feature> edited = new LinkedHashMap<>(byName);
    edits.forEach((name, value) -> edited.put(name, of(seconds(name, value))));
    return new Features(table, edited);
  }

  /** What a person writes as a date for a feature that is one, as the number it is. */
  private Object seconds(String name, Object value) {
    if (value instanceof String text
        && byName.get(name) instanceof Numbers numbers
        && numbers.column.times()) {
      double seconds = Times.parse(text);
      return Double.isNaN(seconds) ? value : (Object) seconds;
    }
    return value;
  }

  Feature get(String name) {
    return byName.get(name);
  }

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  String id(int row) {
    return table.id(row);
  }

  int rows() {
    return table.size();
  }

  /** A value that every row has; null: that every row lacks. */
  static Feature of(Object value) {
    if (value == null) {
      return new Fixed(Kind.STRING, null, 0, List.of());
    }
    if (value instanceof List<?> list) {
      return new Fixed(Kind.LIST, null, 0, list.stream().map(Cells::text).toList());
    }
    return value instanceof Number n
        ? new Fixed(Kind.NUMBER, "", n.doubleValue(), List.of())
        : new Fixed(Kind.STRING, Cells.text(value), 0, List.of());
  }

  private static Feature of(Column column) {
    return switch (column) {
      case Column.Categories c -> new Strings(c);
      case Column.Texts c -> new Strings(c);
      case Column.Numbers c -> new Numbers(c);
      case Column.Lists c -> new Lists(c);
    };
  }

  private record Fixed(Kind kind, String string, double number, List<String> list)
      implements Feature {
    @Override
    public boolean missing(int row) {
      return string == null && kind != Kind.LIST;
    }

    @Override
    public String string(int row) {
      return string;
    }

    @Override
    public double number(int row) {
      return number;
    }

    @Override
    public List<String> list(int row) {
      return list;
    }
  }

  private record Ids(List<String> ids) implements Feature {
    @Override
    public Kind kind() {
      return Kind.STRING;
    }

    @Override
    public boolean missing(int row) {
      return false;
    }

    @Override
    public String string(int row) {
      return ids.get(row);
    }

    @Override
    public void eachString(Consumer<String> to) {
      ids.forEach(to);
    }
  }

  private record Strings(Column column) implements Feature {
    @Override
    public Kind kind() {
      return Kind.STRING;
    }

    @Override
    public boolean missing(int row) {
      return column.missing(row);
    }

    @Override
    public String string(int row) {
      return column.text(row);
    }

    @Override
    public void eachString(Consumer<String> to) {
      if (column instanceof Column.Categories c) {
        c.vocabulary().forEach(to);
        return;
      }
      for (int row = 0; row < column.size(); row++) {
        if (!column.missing(row)) {
          to.accept(column.text(row));
        }
      }
    }
  }

  private record Numbers(Column.Numbers column) implements Feature {
    @Override
    public Kind kind() {
      return Kind.NUMBER;
    }

    @Override
    public boolean missing(int row) {
      return column.missing(row);
    }

    @Override
    public double number(int row) {
      return column.values()[row];
    }

    @Override
    public void eachNumber(DoubleConsumer to) {
      for (double value : column.values()) {
        if (!Double.isNaN(value)) {
          to.accept(value);
        }
      }
    }
  }

  private record Lists(Column.Lists column) implements Feature {
    @Override
    public Kind kind() {
      return Kind.LIST;
    }

    @Override
    public boolean missing(int row) {
      return column.missing(row);
    }

    @Override
    public List<String> list(int row) {
      return column.values(row);
    }

    @Override
    public void eachString(Consumer<String> to) {
      column.vocabulary().forEach(to);
    }
  }

  /**
   * Ids of the items a user clicked in the training period, oldest first; made when first asked.
   */
  private static final class History implements Feature {
    private final Dataset dataset;
    private Clicks clicks;

    History(Dataset dataset) {
      this.dataset = dataset;
    }

    @Override
    public Kind kind() {
      return Kind.LIST;
    }

    /** Never: a user without clicks has an empty history, which is a value. */
    @Override
    public boolean missing(int row) {
      return false;
    }

    @Override
    public List<String> list(int row) {
      return Arrays.stream(clicks().trainingClicks(row)).mapToObj(dataset.items()::id).toList();
    }

    @Override
    public void eachString(Consumer<String> to) {
      dataset.items().ids().forEach(to);
    }

    /** Made when first asked for: most models have no such input. */
    private synchronized Clicks clicks() {
      if (clicks == null) {
        clicks = Clicks.of(dataset);
      }
      return clicks;
    }
  }
}
