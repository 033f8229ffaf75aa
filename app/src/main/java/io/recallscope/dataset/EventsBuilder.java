package io.recallscope.dataset;

import io.recallscope.domain.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Makes events of the rows of an events file; primitive arrays only, 17 bytes an event. */
final class EventsBuilder implements Rows.Handler {
  private static final long NO_TIME = Long.MIN_VALUE;

  private final Path file;
  private final EntityTable users;
  private final EntityTable items;
  private final String itemColumn;
  private final String labelColumn;
  private final Defects defects;
  private final List<String> names = new ArrayList<>();
  private final Growing.Ints userRows = new Growing.Ints();
  private final Growing.Ints itemRows = new Growing.Ints();
  private final Growing.Longs times = new Growing.Longs();
  private final BitSet clicks = new BitSet();
  private int userAt = -1;
  private int itemAt = -1;
  private int timeAt = -1;
  private int labelAt = -1;
  private boolean anyTime;
  private int untimed;
  private long firstUntimed;

  EventsBuilder(
      Path file,
      EntityTable users,
      EntityTable items,
      String itemColumn,
      String labelColumn,
      Defects defects) {
    this.file = file;
    this.users = users;
    this.items = items;
    this.itemColumn = itemColumn;
    this.labelColumn = labelColumn;
    this.defects = defects;
  }

  @Override
  public void column(int index, String name) {
    names.add(name);
    if (name.equals("user_id")) {
      userAt = index;
    } else if (name.equals(itemColumn)) {
      itemAt = index;
    } else if (name.equals("timestamp")) {
      timeAt = index;
    } else if (name.equals(labelColumn)) {
      labelAt = index;
    }
  }

  @Override
  public void columnsComplete() throws Problem {
    for (String needed : List.of("user_id", itemColumn)) {
      if (!names.contains(needed)) {
        throw new Problem(
            Problem.Kind.INPUT, "dataset.missing-column", file, needed, String.join(", ", names));
      }
    }
  }

  private static String cell(Object[] cells, int at) {
    return at < 0 ? null : Rows.text(cells[at]);
  }

  @Override
  public void row(long line, Object[] cells) {
    String user = cell(cells, userAt);
    String item = cell(cells, itemAt);
    String label = cell(cells, labelAt);
    // An empty cell under a header says nothing; a key left out of a JSON object takes the default.
    int none = labelAt < 0 || Rows.isJson(file) ? 1 : -1;
    add(user, item, cell(cells, timeAt), label == null ? none : Values.label(label), line);
  }

  /**
   * @param time text, or null
   * @param click 1, 0, or -1 when it could not be read
   */
  void add(String user, String item, String time, int click, long line) {
    if (user == null || item == null) {
      defects.count(Defects.Kind.EMPTY_ID, file, line, user == null ? "user_id" : itemColumn);
      return;
    }
    int userRow = users.row(user);
    int itemRow = items.row(item);
    double seconds = time == null ? Double.NaN : Values.eventTime(time.strip());
    if (time != null && Double.isNaN(seconds)) {
      defects.count(Defects.Kind.BAD_TIME, file, line, "timestamp");
    } else if (click < 0) {
      defects.count(Defects.Kind.BAD_LABEL, file, line, labelColumn);
    } else if (userRow < 0) {
      defects.count(Defects.Kind.UNKNOWN_USER, file, line, "user_id");
    } else if (itemRow < 0) {
      defects.count(Defects.Kind.UNKNOWN_ITEM, file, line, itemColumn);
    } else {
      clicks.set(userRows.size(), click == 1);
      userRows.add(userRow);
      itemRows.add(itemRow);
      times.add(time == null ? NO_TIME : (long) Math.floor(seconds));
      anyTime |= time != null;
      if (time == null && untimed++ == 0) {
        firstUntimed = line;
      }
    }
  }

  /**
   * The events in order of time. Where some have no time and others do, those without are left out
   * and counted as bad times.
   *
   * @throws Problem (INPUT) when these are too many, or no event is left
   */
  Events build() throws Problem {
    if (anyTime && untimed > 0) {
      defects.count(Defects.Kind.BAD_TIME, untimed, file, firstUntimed, "timestamp");
      defects.endFile(file, userRows.size());
    }
    int[] order = anyTime ? order() : null;
    int n = order == null ? userRows.size() : order.length;
    if (n == 0) {
      throw new Problem(Problem.Kind.INPUT, "dataset.no-events", file);
    }
    int[] u = new int[n];
    int[] i = new int[n];
    long[] t = order == null ? null : new long[n];
    boolean[] c = new boolean[n];
    for (int e = 0; e < n; e++) {
      int from = order == null ? e : order[e];
      u[e] = userRows.get(from);
      i[e] = itemRows.get(from);
      c[e] = clicks.get(from);
      if (t != null) {
        t[e] = times.get(from);
      }
    }
    return new Events(u, i, t, c);
  }

  /** Positions of the events that have a time, by time, then as they came. */
  private int[] order() {
    int n = userRows.size();
    long least = Long.MAX_VALUE;
    long most = NO_TIME;
    int timed = 0;
    for (int e = 0; e < n; e++) {
      if (times.get(e) != NO_TIME) {
        least = Math.min(least, times.get(e));
        most = Math.max(most, times.get(e));
        timed++;
      }
    }
    int bits = 64 - Long.numberOfLeadingZeros(n);
    int[] order = new int[timed];
    if (Long.numberOfLeadingZeros(Math.max(1, most - least)) > bits) {
      long[] keys = new long[timed];
      int at = 0;
      for (int e = 0; e < n; e++) {
        if (times.get(e) != NO_TIME) {
          keys[at++] = (times.get(e) - least) << bits | e;
        }
      }
      Arrays.sort(keys);
      for (int k = 0; k < timed; k++) {
        order[k] = (int) (keys[k] & ((1L << bits) - 1));
      }
      return order;
    }
    // Times too far apart to share a long with a position: slower, and rare.
    Integer[] boxed = new Integer[timed];
    int at = 0;
    for (int e = 0; e < n; e++) {
      if (times.get(e) != NO_TIME) {
        boxed[at++] = e;
      }
    }
    Arrays.sort(boxed, Comparator.comparingLong(times::get));
    for (int k = 0; k < timed; k++) {
      order[k] = boxed[k];
    }
    return order;
  }
}
