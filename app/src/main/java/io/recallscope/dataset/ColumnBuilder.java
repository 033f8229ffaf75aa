package io.recallscope.dataset;

import io.recallscope.domain.Times;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects one feature and finds its type without holding the rows.
 *
 * <p>Values go into a dictionary. A column is a time or a number when at least 95 % of its values
 * are (the others count as bad numbers), a list when at least 1 % have several values, free text
 * when nearly every row differs or the texts are long, else a category. A name that ends in {@code
 * _id}, and numbers with leading zeros, make a category; {@code title} is free text. Once a
 * dictionary has grown large the type is settled by what was seen so far and values are stored as
 * what they are.
 */
final class ColumnBuilder {
  private static final int SETTLE_AT = 10_000;
  private static final int TEXT_AT = 500_000;
  private static final double NUMBER_SHARE = 0.95;
  private static final double LIST_SHARE = 0.01;
  private static final int FEW = 1_000;
  private static final int LONG_TEXT = 60;

  /** Separates the values of a JSON array in the dictionary; no text file has it. */
  private static final char LISTED = '\u0001';

  private enum Mode {
    DICTIONARY,
    NUMBERS,
    TIMES,
    LISTS,
    TEXTS
  }

  private final String name;
  private final Path file;
  private final Defects defects;
  private Mode mode = Mode.DICTIONARY;
  private boolean quoted;
  private int present;

  private Map<String, Integer> index = new HashMap<>();
  private List<String> vocabulary = new ArrayList<>();
  private Growing.Ints codes = new Growing.Ints();
  private Growing.Ints counts = new Growing.Ints();
  private Growing.Longs firstLines = new Growing.Longs();

  private Growing.Ints offsets;
  private Growing.Doubles numbers;
  private ArrayList<String> texts;

  /**
   * @param rows rows before this column was met; it is missing there
   */
  ColumnBuilder(String name, int rows, Path file, Defects defects) {
    this.name = name;
    this.file = file;
    this.defects = defects;
    if (name.equals("title")) {
      texts = new ArrayList<>();
      mode = Mode.TEXTS;
    }
    for (int i = 0; i < rows; i++) {
      add(null, 0);
    }
  }

  String name() {
    return name;
  }

  /** The next row's cell, see {@link Rows.Handler#row}. */
  void add(Object cell, long line) {
    String value =
        switch (cell) {
          case null -> null;
          case Rows.Quoted q -> {
            quoted = true;
            yield q.value();
          }
          case Rows.Listed l ->
              mode == Mode.TEXTS
                  ? String.join("|", l.values())
                  : LISTED + String.join(String.valueOf(LISTED), l.values());
          default -> {
            String text = cell.toString().strip();
            yield text.isEmpty() ? null : text;
          }
        };
    if (value != null) {
      present++;
    }
    switch (mode) {
      case DICTIONARY -> addToDictionary(value, line);
      case NUMBERS, TIMES -> addNumber(value, line);
      case LISTS -> addList(value);
      case TEXTS -> texts.add(value);
    }
  }

  private void addToDictionary(String value, long line) {
    if (value == null) {
      codes.add(-1);
      return;
    }
    int code = code(value);
    codes.add(code);
    if (code == counts.size()) {
      counts.add(1);
      firstLines.add(line);
      if (code + 1 == SETTLE_AT) {
        Mode settled = classify();
        // Whether it is free text shows only at the end, or when the dictionary is too large.
        if (settled != Mode.DICTIONARY && settled != Mode.TEXTS) {
          convert(settled);
        }
      } else if (code + 1 >= TEXT_AT && 2L * (code + 1) > present) {
        convert(Mode.TEXTS);
      }
    } else {
      counts.increment(code);
    }
  }

  private int code(String value) {
    Integer known = index.putIfAbsent(value, vocabulary.size());
    if (known != null) {
      return known;
    }
    vocabulary.add(value);
    return vocabulary.size() - 1;
  }

  private void addNumber(String value, long line) {
    double number = value == null ? Double.NaN : parse(value);
    if (value != null && Double.isNaN(number)) {
      defects.count(Defects.Kind.BAD_NUMBER, file, line, name);
    }
    numbers.add(number);
  }

  private double parse(String value) {
    return mode == Mode.TIMES ? Times.parse(value) : Values.number(value);
  }

  private void addList(String value) {
    if (value != null) {
      for (String element : elements(value)) {
        codes.add(code(element));
      }
    }
    offsets.add(codes.size());
  }

  private static List<String> elements(String value) {
    return value.charAt(0) == LISTED
        ? Arrays.asList(value.substring(1).split(String.valueOf(LISTED), -1))
        : Values.split(value);
  }

  /** What the values seen so far are. */
  private Mode classify() {
    long numeric = 0;
    long times = 0;
    long lists = 0;
    long length = 0;
    boolean padded = quoted || name.endsWith("_id");
    for (int v = 0; v < vocabulary.size(); v++) {
      String value = vocabulary.get(v);
      int count = counts.get(v);
      length += (long) count * value.length();
      padded |= Values.zeroPadded(value);
      numeric += Double.isNaN(Values.number(value)) ? 0 : count;
      times += Double.isNaN(Times.parse(value)) ? 0 : count;
      lists += value.charAt(0) == LISTED || Values.list(value) ? count : 0;
    }
    if (present == 0) {
      return Mode.DICTIONARY;
    }
    if (times >= NUMBER_SHARE * present) {
      return Mode.TIMES;
    }
    if (!padded && numeric >= NUMBER_SHARE * present) {
      return Mode.NUMBERS;
    }
    if (lists >= LIST_SHARE * present) {
      return Mode.LISTS;
    }
    boolean everyRowDiffers = vocabulary.size() > FEW && 2L * vocabulary.size() > present;
    return !name.endsWith("_id") && (everyRowDiffers || length > LONG_TEXT * (long) present)
        ? Mode.TEXTS
        : Mode.DICTIONARY;
  }

  /** Rewrites what was collected so far. */
  private void convert(Mode to) {
    int[] old = codes.toArray();
    List<String> words = vocabulary;
    mode = to;
    switch (to) {
      case NUMBERS, TIMES -> {
        double[] parsed = new double[words.size()];
        for (int v = 0; v < parsed.length; v++) {
          parsed[v] = parse(words.get(v));
          if (Double.isNaN(parsed[v])) {
            defects.count(Defects.Kind.BAD_NUMBER, counts.get(v), file, firstLines.get(v), name);
          }
        }
        numbers = new Growing.Doubles();
        for (int code : old) {
          numbers.add(code < 0 ? Double.NaN : parsed[code]);
        }
      }
      case LISTS -> {
        index = new HashMap<>();
        vocabulary = new ArrayList<>();
        codes = new Growing.Ints();
        offsets = new Growing.Ints();
        offsets.add(0);
        for (int code : old) {
          addList(code < 0 ? null : words.get(code));
        }
      }
      case TEXTS -> {
        texts = new ArrayList<>(old.length);
        for (int code : old) {
          texts.add(code < 0 ? null : words.get(code).replace(LISTED, '|'));
        }
      }
      case DICTIONARY -> throw new IllegalArgumentException();
    }
    if (to != Mode.LISTS) {
      index = null;
      vocabulary = null;
      codes = null;
    }
    counts = null;
    firstLines = null;
  }

  /** The column, or null when no row has a value. */
  Column build() {
    if (present == 0) {
      return null;
    }
    if (mode == Mode.DICTIONARY) {
      Mode last = classify();
      if (last != Mode.DICTIONARY) {
        convert(last);
      }
    }
    return switch (mode) {
      case DICTIONARY -> new Column.Categories(name, List.copyOf(vocabulary), codes.toArray());
      case NUMBERS, TIMES -> new Column.Numbers(name, numbers.toArray(), mode == Mode.TIMES);
      case LISTS ->
          new Column.Lists(name, List.copyOf(vocabulary), offsets.toArray(), codes.toArray());
      case TEXTS -> new Column.Texts(name, texts.toArray(String[]::new));
    };
  }
}
