package io.recallscope.dataset;

import io.recallscope.domain.FeatureType;
import io.recallscope.domain.Times;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One feature of every row of an {@link EntityTable}, stored by column. Immutable. */
public sealed interface Column {
  /** The feature's name. */
  String name();

  FeatureType type();

  /** Number of rows. */
  int size();

  /** Whether the row has no value: an empty list, NaN, an absent string. */
  boolean missing(int row);

  /** The value as people read it; list values joined by {@code |}; empty where missing. */
  String text(int row);

  /**
   * One string of a vocabulary per row.
   *
   * @param vocabulary distinct values, in order of first appearance
   * @param codes per row an index into the vocabulary, or -1
   */
  record Categories(String name, List<String> vocabulary, int[] codes) implements Column {
    @Override
    public FeatureType type() {
      return FeatureType.CATEGORY;
    }

    @Override
    public int size() {
      return codes.length;
    }

    @Override
    public boolean missing(int row) {
      return codes[row] < 0;
    }

    @Override
    public String text(int row) {
      return codes[row] < 0 ? "" : vocabulary.get(codes[row]);
    }
  }

  /**
   * Any number of strings of a vocabulary per row.
   *
   * @param vocabulary distinct values, in order of first appearance
   * @param offsets rows + 1 positions in codes
   * @param codes indexes into the vocabulary, row after row
   */
  record Lists(String name, List<String> vocabulary, int[] offsets, int[] codes) implements Column {
    @Override
    public FeatureType type() {
      return FeatureType.LIST;
    }

    @Override
    public int size() {
      return offsets.length - 1;
    }

    @Override
    public boolean missing(int row) {
      return offsets[row] == offsets[row + 1];
    }

    /** The row's values, in the order of the file. */
    public List<String> values(int row) {
      return Arrays.stream(codes, offsets[row], offsets[row + 1])
          .mapToObj(vocabulary::get)
          .toList();
    }

    @Override
    public String text(int row) {
      return String.join("|", values(row));
    }
  }

  /**
   * One number per row.
   *
   * @param values NaN where missing
   * @param times whether they are points in time, in epoch seconds
   */
  record Numbers(String name, double[] values, boolean times) implements Column {
    /** Numbers that are no times. */
    public Numbers(String name, double[] values) {
      this(name, values, false);
    }

    @Override
    public FeatureType type() {
      return times ? FeatureType.TIME : FeatureType.NUMBER;
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean missing(int row) {
      return Double.isNaN(values[row]);
    }

    @Override
    public String text(int row) {
      double v = values[row];
      if (Double.isNaN(v)) {
        return "";
      }
      if (times) {
        return Times.text(v);
      }
      return v == Math.rint(v) && Math.abs(v) < 1e15 ? Long.toString((long) v) : Double.toString(v);
    }
  }

  /**
   * Free text per row.
   *
   * @param values null where missing
   */
  record Texts(String name, String[] values) implements Column {
    @Override
    public FeatureType type() {
      return FeatureType.TEXT;
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean missing(int row) {
      return values[row] == null;
    }

    @Override
    public String text(int row) {
      return values[row] == null ? "" : values[row];
    }
  }

  /** Index of each word of a vocabulary. */
  static Map<String, Integer> index(List<String> vocabulary) {
    Map<String, Integer> index = HashMap.newHashMap(vocabulary.size());
    for (int i = 0; i < vocabulary.size(); i++) {
      index.put(vocabulary.get(i), i);
    }
    return index;
  }
}
