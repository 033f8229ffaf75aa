package io.recallscope.tower;

import io.recallscope.dataset.Events;
import java.util.BitSet;

/**
 * Every user's training clicks, oldest first, and how many of them lay before each event.
 *
 * <p>Only clicks of the given part of the events exist here, so nothing later can leak in.
 */
final class Histories {
  private final int[] offsets;
  private final int[] items;
  private final int[] before;

  /**
   * @param part the events that count
   */
  Histories(Events events, BitSet part, int users) {
    offsets = new int[users + 1];
    for (int e = part.nextSetBit(0); e >= 0; e = part.nextSetBit(e + 1)) {
      if (events.clicks()[e]) {
        offsets[events.users()[e] + 1]++;
      }
    }
    for (int u = 0; u < users; u++) {
      offsets[u + 1] += offsets[u];
    }
    items = new int[offsets[users]];
    before = new int[events.size()];
    int[] seen = new int[users];
    // clicks at the very instant of an event are not before it: count a user's instant as a whole
    int[] atInstant = new int[users];
    long[] instant = new long[users];
    for (int e = part.nextSetBit(0); e >= 0; e = part.nextSetBit(e + 1)) {
      int u = events.users()[e];
      if (events.hasTimes() && instant[u] == events.times()[e]) {
        before[e] = seen[u] - atInstant[u];
      } else {
        before[e] = seen[u];
        atInstant[u] = 0;
        instant[u] = events.hasTimes() ? events.times()[e] : 0;
      }
      if (events.clicks()[e]) {
        items[offsets[u] + seen[u]++] = events.items()[e];
        atInstant[u]++;
      }
    }
  }

  /** Clicks of the user strictly before an event of the part. */
  int before(int event) {
    return before[event];
  }

  /** All clicks of the user. */
  int count(int user) {
    return offsets[user + 1] - offsets[user];
  }

  /** Item row of the user's i-th click. */
  int item(int user, int i) {
    return items[offsets[user] + i];
  }
}
