package io.recallscope.tower;

import io.recallscope.tower.TowerSignature.ElementType;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Turns one feature of some rows into cells, with the conversions of a {@link Feed.Value}. */
final class ValueEncoder {
  private final Feed.Value feed;
  private final ElementType type;
  private final Map<String, Integer> multiHot;
  private final Map<String, Integer> vocabulary;
  private final Features.Feature missing;
  private final LongAdder ignored = new LongAdder();

  /**
   * @param vocabulary line of each word when the feed names a vocabulary file, else null
   */
  ValueEncoder(Feed.Value feed, ElementType type, Map<String, Integer> vocabulary) {
    this.feed = feed;
    this.type = type;
    this.vocabulary = vocabulary;
    this.missing = feed.missing() == null ? null : Features.of(feed.missing());
    Map<String, Integer> words = null;
    if (feed.multiHot() != null) {
      words = new HashMap<>();
      for (String word : feed.multiHot()) {
        words.put(word, words.size());
      }
    }
    this.multiHot = words;
  }

  /**
   * What came out.
   *
   * @param cells row after row, width values each
   * @param width values per row
   * @param lengths how many of them are the row's own, when the width varies, else null
   */
  record Encoded(Cells cells, int width, int[] lengths) {}

  Feed.Value feed() {
    return feed;
  }

  /** Values outside the multi-hot vocabulary so far. */
  long ignored() {
    return ignored.sum();
  }

  /** Whether the row has a value, its own or the default. */
  boolean has(Features features, int row) {
    return feed.constant() != null || missing != null || !features.get(feed.feature()).missing(row);
  }

  /**
   * Encodes rows that all {@link #has have} a value.
   *
   * @throws RowMisfit when a value doesn't fit the element type
   */
  Encoded encode(Features features, int[] rows) {
    if (feed.constant() != null) {
      return constant(rows.length);
    }
    Features.Feature feature = features.get(feed.feature());
    if (multiHot != null) {
      Cells cells = new Cells(type, rows.length * multiHot.size());
      if (type == ElementType.STRING) {
        throw new IllegalStateException("multiHot into strings");
      }
      for (int i = 0; i < rows.length; i++) {
        for (String word : strings(feature, rows[i])) {
          Integer at = multiHot.get(word);
          if (at == null) {
            ignored.increment();
          } else {
            cells.put(i * multiHot.size() + at, 1L);
          }
        }
      }
      return new Encoded(cells, multiHot.size(), null);
    }
    if (feed.length() != null || feed.variable()) {
      return lists(feature, rows);
    }
    boolean list = kind(feature, rows) == Features.Kind.LIST;
    if (list) {
      return lists(feature, rows);
    }
    Cells cells = new Cells(type, rows.length);
    for (int i = 0; i < rows.length; i++) {
      Features.Feature from = from(feature, rows[i]);
      try {
        if (from.kind() == Features.Kind.NUMBER) {
          put(cells, i, from.number(rows[i]));
        } else {
          put(cells, i, from.string(rows[i]));
        }
      } catch (Cells.Misfit e) {
        throw new RowMisfit(rows[i], feed.feature(), e.getMessage());
      }
    }
    return new Encoded(cells, 1, null);
  }

  /** A value of a row that doesn't fit; the caller knows the row's id. */
  static final class RowMisfit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final int row;
    final String feature;

    RowMisfit(int row, String feature, String value) {
      super(value, null, false, false);
      this.row = row;
      this.feature = feature;
    }
  }

  private Features.Feature from(Features.Feature feature, int row) {
    return feature.missing(row) && missing != null ? missing : feature;
  }

  private static Features.Kind kind(Features.Feature feature, int[] rows) {
    return rows.length == 0 ? Features.Kind.STRING : feature.kind();
  }

  private List<String> strings(Features.Feature feature, int row) {
    Features.Feature from = from(feature, row);
    return switch (from.kind()) {
      case LIST -> from.list(row);
      case STRING -> List.of(from.string(row));
      case NUMBER -> List.of(Cells.text(from.number(row)));
    };
  }

  private Encoded lists(Features.Feature feature, int[] rows) {
    List<List<String>> values = new java.util.ArrayList<>(rows.length);
    int longest = 1;
    for (int row : rows) {
      List<String> list = strings(feature, row);
      values.add(list);
      longest = Math.max(longest, list.size());
    }
    int width = feed.length() == null ? longest : feed.length();
    int[] lengths = feed.length() == null ? new int[rows.length] : null;
    Cells cells = new Cells(type, Math.multiplyExact(rows.length, width));
    Object pad = feed.pad() != null ? feed.pad() : type == ElementType.STRING ? "" : (Object) 0L;
    for (int i = 0; i < rows.length; i++) {
      List<String> list = values.get(i);
      int kept = Math.min(width, list.size());
      int first = feed.keepLast() ? list.size() - kept : 0;
      int start = i * width + (feed.padLeft() ? width - kept : 0);
      try {
        for (int j = 0; j < width; j++) {
          int at = i * width + j;
          int own = at - start;
          if (own >= 0 && own < kept) {
            put(cells, at, list.get(first + own));
          } else {
            cells.put(at, pad);
          }
        }
      } catch (Cells.Misfit e) {
        throw new RowMisfit(rows[i], feed.feature(), e.getMessage());
      }
      if (lengths != null) {
        lengths[i] = list.size();
      }
    }
    return new Encoded(cells, width, lengths);
  }

  private Encoded constant(int rows) {
    List<?> values =
        feed.constant() instanceof List<?> list ? list : Collections.singletonList(feed.constant());
    Cells cells = new Cells(type, rows * values.size());
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < values.size(); j++) {
        cells.put(i * values.size() + j, values.get(j));
      }
    }
    return new Encoded(cells, values.size(), null);
  }

  private void put(Cells cells, int at, String value) {
    if (vocabulary != null) {
      Integer line = vocabulary.get(value);
      cells.put(at, line == null ? feed.oov() : line.longValue());
    } else if (feed.scaled()) {
      cells.put(at, Cells.parse(value) * feed.scale() + feed.offset());
    } else {
      cells.put(at, value);
    }
  }

  private void put(Cells cells, int at, double value) {
    if (vocabulary != null) {
      put(cells, at, Cells.text(value));
    } else {
      cells.put(at, feed.scaled() ? value * feed.scale() + feed.offset() : value);
    }
  }

  /**
   * Tries every distinct value of the feature.
   *
   * @return a value that doesn't fit the element type, or null
   */
  String misfit(Features.Feature feature) {
    Cells one = new Cells(type, 1);
    String[] bad = new String[1];
    boolean fitsAlways =
        multiHot != null || vocabulary != null || (type == ElementType.STRING && !feed.scaled());
    if (!fitsAlways) {
      feature.eachString(
          s -> {
            try {
              put(one, 0, s);
            } catch (Cells.Misfit e) {
              bad[0] = bad[0] == null ? e.getMessage() : bad[0];
            }
          });
      feature.eachNumber(
          d -> {
            try {
              put(one, 0, d);
            } catch (Cells.Misfit e) {
              bad[0] = bad[0] == null ? e.getMessage() : bad[0];
            }
          });
    }
    return bad[0];
  }

  /** Tries the constant, the default and the pad. */
  String misfitOfFile() {
    try {
      if (feed.constant() != null) {
        constant(1);
      } else {
        Features.Feature given = missing == null ? Features.of(List.of()) : missing;
        encode(Features.single(feed.feature(), given), new int[] {0});
        if (feed.pad() != null) {
          new Cells(type, 1).put(0, feed.pad());
        }
      }
      return null;
    } catch (Cells.Misfit | RowMisfit e) {
      return e.getMessage();
    }
  }
}
