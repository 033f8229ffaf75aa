package io.recallscope.engine;

import io.recallscope.dataset.Column;
import io.recallscope.dataset.Dataset;
import io.recallscope.domain.FeatureType;
import io.recallscope.domain.Problem;
import io.recallscope.viz.work.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A feature's value for every point of a map, as classes to colour by. */
public final class ColourItems {
  /** More classes than this can't be told apart by colour; the rarer ones are one class. */
  public static final int MAX_CLASSES = 48;

  private final Session session;

  public ColourItems(Session session) {
    this.session = session;
  }

  /**
   * Classes of items.
   *
   * @param names of the classes; most frequent first, ranges of a number in ascending order
   * @param classes class of each item asked for, -1 where it has no value (or none of the classes)
   * @param counts items of each class
   * @param numeric whether the classes are ascending ranges of a number
   */
  public record Coloured(
      String field, List<String> names, int[] classes, int[] counts, boolean numeric) {}

  /** What can be coloured by: the group field first; no free texts. */
  public List<String> fields(Progress progress) throws Problem {
    Dataset dataset = session.data(progress).dataset();
    List<String> fields = new ArrayList<>();
    if (dataset.groupField() != null) {
      fields.add(dataset.groupField());
    }
    for (Column column : dataset.items().columns()) {
      if (column.type() != FeatureType.TEXT && !fields.contains(column.name())) {
        fields.add(column.name());
      }
    }
    return fields;
  }

  /** The items' classes by that feature; of a list the first value counts. */
  public Coloured run(String field, List<String> items, Progress progress) throws Problem {
    Dataset dataset = session.data(progress).dataset();
    Column column = dataset.items().column(field);
    if (column == null) {
      throw new Problem(
          Problem.Kind.NOT_FOUND, "engine.no-feature", field, String.join(", ", fields(progress)));
    }
    int[] rows = new int[items.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = dataset.items().row(items.get(i));
    }
    return switch (column) {
      case Column.Categories c -> categories(field, c.vocabulary(), rows, r -> c.codes()[r]);
      case Column.Lists l ->
          categories(
              field, l.vocabulary(), rows, r -> l.missing(r) ? -1 : l.codes()[l.offsets()[r]]);
      case Column.Numbers n -> numbers(n, rows);
      case Column.Texts t -> new Coloured(field, List.of(), new int[0], new int[0], false);
    };
  }

  private interface Code {
    int of(int row);
  }

  private static Coloured categories(String field, List<String> vocabulary, int[] rows, Code code) {
    int[] frequency = new int[vocabulary.size()];
    for (int row : rows) {
      int c = row < 0 ? -1 : code.of(row);
      if (c >= 0) {
        frequency[c]++;
      }
    }
    List<Integer> order =
        IntStream.range(0, frequency.length)
            .filter(c -> frequency[c] > 0)
            .boxed()
            .sorted(Comparator.<Integer>comparingInt(c -> -frequency[c]).thenComparing(c -> c))
            .limit(MAX_CLASSES)
            .toList();
    int[] classOf = new int[vocabulary.size()];
    Arrays.fill(classOf, -1);
    int[] counts = new int[order.size()];
    List<String> names = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      classOf[order.get(i)] = i;
      counts[i] = frequency[order.get(i)];
      names.add(vocabulary.get(order.get(i)));
    }
    int[] classes = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int c = rows[i] < 0 ? -1 : code.of(rows[i]);
      classes[i] = c < 0 ? -1 : classOf[c];
    }
    return new Coloured(field, names, classes, counts, false);
  }

  /** Eight ranges with about as many items each. */
  private static Coloured numbers(Column.Numbers column, int[] rows) {
    double[] values = column.values();
    double[] sorted =
        Arrays.stream(rows)
            .filter(r -> r >= 0 && !Double.isNaN(values[r]))
            .mapToDouble(r -> values[r])
            .sorted()
            .toArray();
    double[] bounds =
        IntStream.range(0, sorted.length == 0 ? 0 : 8)
            .mapToDouble(i -> sorted[(int) ((long) i * sorted.length / 8)])
            .distinct()
            .toArray();
    int[] counts = new int[bounds.length];
    int[] classes = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double v = rows[i] < 0 ? Double.NaN : values[rows[i]];
      if (Double.isNaN(v)) {
        classes[i] = -1;
      } else {
        int at = Arrays.binarySearch(bounds, v);
        classes[i] = at >= 0 ? at : -at - 2;
        counts[classes[i]]++;
      }
    }
    Column.Numbers shown = new Column.Numbers(column.name(), bounds, column.times());
    List<String> names = new ArrayList<>();
    for (int i = 0; i < bounds.length; i++) {
      names.add("≥ " + shown.text(i));
    }
    return new Coloured(column.name(), names, classes, counts, true);
  }
}
