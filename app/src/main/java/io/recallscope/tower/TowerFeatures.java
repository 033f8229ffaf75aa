package io.recallscope.tower;

import io.recallscope.dataset.Column;
import io.recallscope.dataset.Dataset;
import io.recallscope.dataset.EntityTable;
import io.recallscope.dataset.Events;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What both towers read, resolved from a dataset: which columns are inputs, their vocabularies and
 * their statistics.
 *
 * <p>Everything is learned from rows that occur in the given part of the events, so a value that
 * only the test period knows is an unknown word. Not read are free text, columns with one value,
 * and columns of which hardly two rows share a value (they would be ids by another name). Beside a
 * behaviour sequence the user's id is not read either: its embedding learns the training clicks by
 * heart, so that the sequence, which holds for later clicks too, is not learned from.
 *
 * @param user inputs of the user tower
 * @param item inputs of the item tower
 * @param history clicked items that the user tower pools, 0 for none
 * @param clicked vocabulary of item ids that a behaviour sequence may hold
 * @param clickedRows per index of {@code clicked} the item's row, -1 for the unknown one
 * @param skipped columns not read, as {@code user.name} or {@code item.name}
 */
record TowerFeatures(
    List<TowerInput> user,
    List<TowerInput> item,
    int history,
    Vocabulary clicked,
    int[] clickedRows,
    List<String> skipped) {
  /** Events below which an id has no embedding of its own: fewer teach it nothing but noise. */
  private static final int MIN_EVENTS = 5;

  /** Ids that have an embedding of their own, the most frequent first. */
  private static final int MAX_IDS = 200_000;

  private static final int ID_DIMENSION = 32;
  private static final int WORD_DIMENSION = 32;
  private static final double EARLIEST_TIME = 3e8; // 1979: smaller numbers are no epoch seconds
  private static final double LATEST_TIME = 4.2e9; // 2103

  static TowerFeatures of(Dataset dataset, BitSet part, int history) {
    Events events = dataset.events();
    int[] userEvents = new int[dataset.users().size()];
    int[] itemEvents = new int[dataset.items().size()];
    boolean[] isClicked = new boolean[dataset.items().size()];
    long end = 0;
    for (int e = part.nextSetBit(0); e >= 0; e = part.nextSetBit(e + 1)) {
      userEvents[events.users()[e]]++;
      itemEvents[events.items()[e]]++;
      isClicked[events.items()[e]] |= events.clicks()[e];
      end = events.hasTimes() ? Math.max(end, events.times()[e]) : 0;
    }
    List<String> skipped = new ArrayList<>();
    List<TowerInput> user = inputs("user", dataset.users(), history == 0, userEvents, end, skipped);
    List<TowerInput> item = inputs("item", dataset.items(), true, itemEvents, end, skipped);
    Vocabulary clicked = null;
    int[] clickedRows = {};
    if (history > 0) {
      List<String> ids = new ArrayList<>();
      for (int row = 0; row < isClicked.length; row++) {
        if (isClicked[row]) {
          ids.add(dataset.items().id(row));
        }
      }
      clicked = Vocabulary.of(ids);
      clickedRows = new int[clicked.size()];
      Arrays.fill(clickedRows, -1);
      int[] indexes = clicked.indexes(ids);
      for (int i = 0; i < indexes.length; i++) {
        clickedRows[indexes[i]] = dataset.items().row(ids.get(i));
      }
      clickedRows[0] = -1;
    }
    return new TowerFeatures(user, item, history, clicked, clickedRows, skipped);
  }

  /** Index in {@link #clicked} of every item row, 0 where it is not in it. */
  int[] clickedIndexes(int items) {
    int[] indexes = new int[items];
    for (int i = 1; i < clickedRows.length; i++) {
      if (clickedRows[i] >= 0) {
        indexes[clickedRows[i]] = i;
      }
    }
    return indexes;
  }

  private static List<TowerInput> inputs(
      String side, EntityTable table, boolean withIds, int[] seen, long end, List<String> skipped) {
    List<TowerInput> inputs = new ArrayList<>();
    if (withIds) {
      inputs.add(ids(side, table, seen));
    }
    for (Column column : table.columns()) {
      TowerInput input =
          switch (column) {
            case Column.Categories c -> categories(c, seen);
            case Column.Lists c -> lists(c, seen);
            case Column.Numbers c -> numbers(c, seen, end);
            case Column.Texts c -> null;
          };
      if (input == null) {
        skipped.add(side + "." + column.name());
      } else {
        inputs.add(input);
      }
    }
    return inputs;
  }

  private static TowerInput ids(String side, EntityTable table, int[] seen) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < seen.length; row++) {
      if (seen[row] >= MIN_EVENTS) {
        rows.add(row);
      }
    }
    if (rows.size() > MAX_IDS) {
      rows.sort((a, b) -> Integer.compare(seen[b], seen[a]));
      rows = rows.subList(0, MAX_IDS);
    }
    Vocabulary vocabulary = Vocabulary.of(rows.stream().map(table::id).toList());
    int[] indexes = vocabulary.indexes(table.ids());
    float[] counts = side.equals("item") ? counts(indexes, seen, vocabulary.size()) : new float[0];
    return new TowerInput.Words(side + "_id", vocabulary, 0, ID_DIMENSION, true, indexes, counts);
  }

  /** By index; the unknown word stands for the mean row without an index of its own. */
  private static float[] counts(int[] indexes, int[] seen, int size) {
    Moments all = new Moments();
    Moments rare = new Moments();
    double[] logs = new double[size];
    for (int row = 0; row < seen.length; row++) {
      double log = Math.log1p(seen[row]);
      if (seen[row] > 0) {
        all.add(log);
      }
      if (indexes[row] > 0) {
        logs[indexes[row]] = log;
      } else {
        rare.add(log);
      }
    }
    logs[0] = rare.mean();
    float[] counts = new float[size];
    for (int i = 0; i < size; i++) {
      counts[i] = all.deviation() == 0 ? 0 : (float) ((logs[i] - all.mean()) / all.deviation());
    }
    return counts;
  }

  private static TowerInput categories(Column.Categories column, int[] seen) {
    boolean[] known = new boolean[column.vocabulary().size()];
    int rows = 0;
    for (int row = 0; row < seen.length; row++) {
      if (seen[row] > 0 && column.codes()[row] >= 0) {
        known[column.codes()[row]] = true;
        rows++;
      }
    }
    List<String> words = known(column.vocabulary(), known);
    if (words.size() < 2 || (words.size() > 50 && words.size() > rows / 2)) {
      return null;
    }
    Vocabulary vocabulary = Vocabulary.of(words);
    int[] ofCode = vocabulary.indexes(column.vocabulary());
    int[] indexes = Arrays.stream(column.codes()).map(c -> c < 0 ? 0 : ofCode[c]).toArray();
    return words(column, vocabulary, 0, indexes);
  }

  private static TowerInput lists(Column.Lists column, int[] seen) {
    boolean[] known = new boolean[column.vocabulary().size()];
    int longest = 0;
    int values = 0;
    for (int row = 0; row < seen.length; row++) {
      if (seen[row] > 0) {
        longest = Math.max(longest, column.offsets()[row + 1] - column.offsets()[row]);
        for (int i = column.offsets()[row]; i < column.offsets()[row + 1]; i++) {
          known[column.codes()[i]] = true;
          values++;
        }
      }
    }
    List<String> words = known(column.vocabulary(), known);
    if (words.isEmpty() || (words.size() > 50 && words.size() > values / 2)) {
      return null;
    }
    Vocabulary vocabulary = Vocabulary.of(words);
    int[] ofCode = vocabulary.indexes(column.vocabulary());
    int width = Math.min(longest, TowerInput.MAX_LIST);
    int[] indexes = new int[column.size() * width];
    for (int row = 0; row < column.size(); row++) {
      int from = column.offsets()[row];
      int count = Math.min(width, column.offsets()[row + 1] - from);
      for (int i = 0; i < count; i++) {
        indexes[row * width + i] = ofCode[column.codes()[from + i]];
      }
    }
    return words(column, vocabulary, width, indexes);
  }

  private static TowerInput words(Column column, Vocabulary vocabulary, int width, int[] indexes) {
    return new TowerInput.Words(
        column.name(), vocabulary, width, WORD_DIMENSION, false, indexes, new float[0]);
  }

  private static List<String> known(List<String> vocabulary, boolean[] known) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < known.length; i++) {
      if (known[i]) {
        words.add(vocabulary.get(i));
      }
    }
    return words;
  }

  private static TowerInput numbers(Column.Numbers column, int[] seen, long end) {
    double[] values = column.values();
    boolean time = end > 0;
    for (int row = 0; row < seen.length && time; row++) {
      time =
          Double.isNaN(values[row])
              || (values[row] >= EARLIEST_TIME
                  && values[row] <= LATEST_TIME
                  && values[row] == Math.rint(values[row]));
    }
    Moments raw = new Moments();
    Moments logAge = new Moments();
    for (int row = 0; row < seen.length; row++) {
      if (seen[row] > 0 && !Double.isNaN(values[row])) {
        raw.add(values[row]);
        logAge.add(Math.log1p(Math.max(0, (end - values[row]) / 86_400)));
      }
    }
    if (raw.deviation() == 0) {
      return null;
    }
    double[] filled = values.clone();
    for (int row = 0; row < filled.length; row++) {
      filled[row] = Double.isNaN(filled[row]) ? raw.mean() : filled[row];
    }
    if (time && logAge.deviation() > 0) {
      return new TowerInput.Time(
          column.name(),
          end,
          (float) logAge.mean(),
          (float) logAge.deviation(),
          filled,
          raw.mean());
    }
    float[] floats = new float[filled.length];
    for (int row = 0; row < floats.length; row++) {
      floats[row] = (float) filled[row];
    }
    return new TowerInput.Numeric(
        column.name(), (float) raw.mean(), (float) raw.deviation(), floats);
  }

  /** Names of all inputs by side, for the sidecar. */
  Map<String, List<String>> names() {
    Map<String, List<String>> names = new LinkedHashMap<>();
    List<String> users = new ArrayList<>(user.stream().map(TowerInput::name).toList());
    if (history > 0) {
      users.add("history");
    }
    names.put("user", Collections.unmodifiableList(users));
    names.put("item", item.stream().map(TowerInput::name).toList());
    return names;
  }

  /** Mean and standard deviation of finite numbers, by Welford's update. */
  private static final class Moments {
    private long n;
    private double mean;
    private double squares;

    void add(double x) {
      n++;
      double delta = x - mean;
      mean += delta / n;
      squares += delta * (x - mean);
    }

    double mean() {
      return mean;
    }

    double deviation() {
      return n < 2 ? 0 : Math.sqrt(squares / n);
    }
  }
}
