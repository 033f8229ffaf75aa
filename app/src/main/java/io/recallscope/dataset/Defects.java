package io.recallscope.dataset;

import io.recallscope.domain.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts what is wrong with the files of one import, and says when it is too much. */
final class Defects {
  private static final int EXAMPLES = 10;

  /** Up to this many bad rows never stop an import: the files may be tiny. */
  private static final long TOLERATED = 10;

  private static final double TOLERATED_SHARE = 0.01;

  /** Named in the message bundles by {@link #key()}. */
  enum Kind {
    FIELDS(true),
    JSON(true),
    EMPTY_ID(true),
    BAD_TIME(true),
    BAD_LABEL(true),
    DUPLICATE_ID(false),
    UNKNOWN_USER(false),
    UNKNOWN_ITEM(false),
    BAD_NUMBER(false);

    private final boolean badRow;

    Kind(boolean badRow) {
      this.badRow = badRow;
    }

    String key() {
      return "dataset.defect." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final Map<Kind, List<String>> examples = new EnumMap<>(Kind.class);
  private long badRows;
  private String firstBad;

  void count(Kind kind, Path file, long line, String column) {
    count(kind, 1, file, line, column);
  }

  void count(Kind kind, long times, Path file, long line, String column) {
    counts.merge(kind, times, Long::sum);
    List<String> places = examples.computeIfAbsent(kind, k -> new ArrayList<>());
    String place = file.getFileName() + ":" + line + ":" + column;
    if (places.size() < EXAMPLES) {
      places.add(place);
    }
    if (kind.badRow) {
      badRows += times;
      firstBad = firstBad == null ? place : firstBad;
    }
  }

  /**
   * To be called at the end of each file.
   *
   * @throws Problem (INPUT) when too many of its rows were bad
   */
  void endFile(Path file, long rows) throws Problem {
    if (badRows > TOLERATED && badRows > TOLERATED_SHARE * rows) {
      throw new Problem(Problem.Kind.INPUT, "dataset.bad-rows", file, badRows, rows, firstBad);
    }
    badRows = 0;
    firstBad = null;
  }

  List<DatasetReader.Defect> list() {
    List<DatasetReader.Defect> list = new ArrayList<>();
    counts.forEach(
        (kind, count) ->
            list.add(new DatasetReader.Defect(kind.key(), count, List.copyOf(examples.get(kind)))));
    return list;
  }
}
